import { Candidacy } from '../../gen/hientai/talent/v1/candidacy_pb';
import { formatDate } from '../ui/dates';
import { Language, TextKey } from '../ui/text';
import type { Cell } from '../ui/workbook';
import { kindKey, sectorKey, stageKey } from './words';

const HEADER: TextKey[] = [
  'people.colName',
  'talent.colPost',
  'find.programme',
  'talent.kind',
  'find.sectors',
  'talent.stage',
  'talent.colSince',
  'talent.colHighest',
];

/** The pool as rows of a file, the same from the list and from the board. */
export const candidateRows = (t: (text: TextKey) => string, language: Language) => ({
  file: 'nguon-nhan-tai',
  title: t('nav.talent'),
  header: HEADER.map((text) => t(text)),
  line: (one: Candidacy): Cell[] => [
    one.fullName,
    language.of(one.post),
    one.programmeCode,
    t(kindKey(one.details!.kind)),
    t(sectorKey(one.details!.sector)),
    t(stageKey(one.stage)),
    formatDate(one.since),
    language.of(one.highest),
  ],
});
