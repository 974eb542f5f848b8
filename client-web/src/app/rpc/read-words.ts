import { TextKey } from '../ui/text';

/** What was asked in a recorded read, in words; a method without words of its own opened the file. */
export function readKey(method: string): TextKey {
  return READS[method] ?? 'reads.file';
}

const READS: Record<string, TextKey> = {
  GetPersonHistory: 'reads.history',
  GetPersonTimeline: 'reads.timeline',
  ComparePerson: 'reads.compare',
  GetPersonStandings: 'reads.standings',
  GetCandidacy: 'reads.candidacy',
  ListPeople: 'reads.list',
  GetProposal: 'reads.proposal',
  DownloadFile: 'reads.download',
  Export: 'reads.export',
  GetBundle: 'reads.bundle',
  Bundle: 'reads.bundle',
};
