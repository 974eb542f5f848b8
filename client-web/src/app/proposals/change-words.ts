import { FileRefSchema, FileRef } from '../../gen/hientai/rpc/v1/file_pb';
import { create } from '@bufbuild/protobuf';
import type { PersonChange } from '../../gen/hientai/personnel/v1/person_service_pb';
import { ETHNIC_GROUPS } from '../personnel/ethnic-groups';
import { formatDate } from '../ui/dates';
import type { TextKey, Translate } from '../ui/text';
import {
  assignmentKindKey,
  categoryKey,
  endCauseKey,
  gradeKey,
  identityDocumentKindKey,
  ladderKey,
  levelKey,
  outcomeKey,
  outsideKindKey,
  sexKey,
  studyModeKey,
  verdictKey,
  withdrawalCauseKey,
} from '../ui/vocabulary';

export interface Line {
  label: TextKey;
  value: string;
}

const date = (value: unknown) => formatDate(String(value));
const text = (value: unknown) => String(value);
const code =
  <T extends number>(key: (value: T) => TextKey) =>
  (value: unknown, t: Translate) =>
    t(key(value as T));

/** How the fields of a change are called and told; ids are not told. */
const TOLD: Record<string, [TextKey, (value: unknown, t: Translate) => string]> = {
  from: ['field.from', date],
  to: ['field.to', date],
  on: ['field.on', date],
  ladder: ['field.ladder', code(ladderKey)],
  level: ['field.level', code(levelKey)],
  field: ['field.study', text],
  institution: ['field.institution', text],
  number: ['field.number', text],
  classification: ['field.classification', text],
  mode: ['field.mode', code(studyModeKey)],
  grade: ['field.grade', code(gradeKey)],
  expected: ['field.expected', date],
  outcome: ['field.outcome', code(outcomeKey)],
  verdict: ['field.verdict', code(verdictKey)],
  because: ['field.judgedBecause', text],
  post: ['field.post', text],
  category: ['field.category', code(categoryKey)],
  titleCode: ['field.titleCode', text],
  payStep: ['field.payStep', text],
  kind: ['field.kind', code(assignmentKindKey)],
  'hientai.personnel.v1.OutsideDetails.kind': ['outside.kind', code(outsideKindKey)],
  'hientai.personnel.v1.IdentityDocumentDetails.kind': ['document.kind', code(identityDocumentKindKey)],
  issuer: ['document.issuer', text],
  cause: ['field.cause', code(endCauseKey)],
  'hientai.personnel.v1.WithdrawQualification.cause': ['field.withdrawalCause', code(withdrawalCauseKey)],
  fullName: ['field.fullName', text],
  birth: ['field.birth', date],
  sex: ['field.sex', code(sexKey)],
  ethnicity: ['field.ethnicity', (value) => ETHNIC_GROUPS[Number(value) - 1] ?? String(value)],
  personalNumber: ['field.personalNumber', text],
  fileNumber: ['field.fileNumber', text],
  phone: ['field.phone', text],
  email: ['field.email', text],
  address: ['field.address', text],
};

/** What a change says, field by field, for when there is no sentence of what it would record. */
export function changeLines(change: PersonChange | undefined, t: Translate): Line[] {
  return change?.change.value ? linesOf(change.change.value, t) : [];
}

function linesOf(message: object, t: Translate): Line[] {
  return Object.entries(message).flatMap(([name, value]): Line[] => {
    if (value && typeof value === 'object' && !Array.isArray(value)) return linesOf(value, t);
    const told = ('$typeName' in message && TOLD[`${message.$typeName}.${name}`]) || TOLD[name];
    return told && value && typeof value !== 'object' ? [{ label: told[0], value: told[1](value, t) }] : [];
  });
}

/** Files a change cites. Their names come with their bytes. */
export function filesOf(change: PersonChange | undefined, t: Translate): FileRef[] {
  const value = change?.change.value;
  const cited = value && 'evidence' in value ? value.evidence : value && 'sha256' in value ? [value.sha256] : [];
  return cited.map((sha256, i) =>
    create(FileRefSchema, { sha256, name: `${t('field.evidence')} ${cited.length > 1 ? i + 1 : ''}`.trim() }),
  );
}
