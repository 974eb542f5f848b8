import { StandingRow } from '../../gen/hientai/reporting/v1/standing_pb';
import { formatDate } from '../ui/dates';
import { Language, TextKey, Translate } from '../ui/text';
import { levelKey, standingKey } from '../ui/vocabulary';
import type { Cell } from '../ui/workbook';
import { placedWord } from './finding-words';

/** How people stand against standards, in a file. */
export const STANDING_COLUMNS: TextKey[] = [
  'standing.colPerson',
  'field.fileNumber',
  'field.post',
  'field.unit',
  'standing.colHighest',
  'standing.standing',
  'standing.colWhy',
  'standing.colDeadline',
  'standard.colCode',
  'standing.colClause',
];

export const standingLine = ({ finding, ...row }: StandingRow, t: Translate, language: Language): Cell[] => [
  row.fullName,
  row.fileNumber,
  row.post,
  row.unitName,
  row.highest ? t(levelKey(row.highest)) : '',
  finding ? placedWord(finding, t) || t(standingKey(finding.standing)) : '',
  language.of(finding?.because),
  formatDate(finding?.deadline ?? ''),
  finding?.code ?? '',
  finding?.clause ?? '',
];
