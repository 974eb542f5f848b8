import { CodeList } from '../../gen/hientai/codelists/v1/code_list_pb';
import { AssignmentDetails, AssignmentKind, Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import { IdentityDocumentDetails, IdentityDocumentKind } from '../../gen/hientai/personnel/v1/identity_document_pb';
import { Identity, Sex } from '../../gen/hientai/personnel/v1/person_pb';
import { LegalGround, OutsideDetails, OutsideKind } from '../../gen/hientai/personnel/v1/outside_pb';
import { ConsentPurpose } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { Ladder, Level, QualificationDetails, StudyMode } from '../../gen/hientai/personnel/v1/qualification_pb';
import { CourseDetails } from '../../gen/hientai/personnel/v1/training_pb';
import { FieldSpec, Option, Values, flag, lines, num, str } from '../rpc/record/form-spec';
import { TextKey, Translate } from '../ui/text';
import {
  assignmentKindKey,
  categoryKey,
  identityDocumentKindKey,
  ladderKey,
  levelKey,
  legalGroundKey,
  levelsOf,
  outsideKindKey,
  sexKey,
  studyModeKey,
  valuesOf,
} from '../ui/vocabulary';
import { ETHNIC_GROUPS } from './ethnic-groups';

const list = <T extends number>(values: T[], key: (value: T) => TextKey, t: Translate): Option[] =>
  values.map((value) => ({ value: String(value), label: t(key(value)) }));

export const QUALIFICATION_FIELDS: FieldSpec[] = [
  {
    name: 'ladder',
    type: 'choice',
    label: 'field.ladder',
    half: true,
    clears: ['level'],
    options: (_, t) => list(valuesOf<Ladder>(Ladder), ladderKey, t),
  },
  {
    name: 'level',
    type: 'choice',
    label: 'field.level',
    half: true,
    options: (values, t) => list(levelsOf(num(values, 'ladder')), levelKey, t),
  },
  // Required on the ladders where a level without its subject says nothing.
  {
    name: 'field',
    type: 'text',
    label: 'field.study',
    suggest: CodeList.FIELD_OF_STUDY,
    when: (values) => namesSubject(num(values, 'ladder')),
  },
  { name: 'institution', type: 'text', label: 'field.institution', suggest: CodeList.INSTITUTION, optional: true },
  { name: 'number', type: 'text', label: 'field.number', optional: true, half: true },
  {
    name: 'classification',
    type: 'text',
    label: 'field.classification',
    suggest: CodeList.CLASSIFICATION,
    optional: true,
    half: true,
  },
  {
    name: 'mode',
    type: 'choice',
    label: 'field.mode',
    optional: true,
    when: (values) => num(values, 'ladder') === Ladder.EDUCATION,
    options: (_, t) => list(valuesOf<StudyMode>(StudyMode), studyModeKey, t),
  },
];

/** A course is what it leads to, without what is printed on a diploma. */
export const COURSE_FIELDS: FieldSpec[] = QUALIFICATION_FIELDS.filter(
  ({ name }) => name !== 'number' && name !== 'classification',
).map((field) => (field.name === 'institution' ? { ...field, label: 'field.taughtBy' } : field));

function namesSubject(ladder: Ladder): boolean {
  return [Ladder.EDUCATION, Ladder.FOREIGN_LANGUAGE, Ladder.ETHNIC_LANGUAGE, Ladder.ACADEMIC_TITLE].includes(ladder);
}

const chosen = (value: number | undefined) => (value ? String(value) : '');

export function qualificationValues(details: QualificationDetails | undefined): Values {
  return {
    ladder: chosen(details?.ladder),
    level: chosen(details?.level),
    field: details?.field ?? '',
    institution: details?.institution ?? '',
    number: details?.number ?? '',
    mode: chosen(details?.mode),
    classification: details?.classification ?? '',
  };
}

export function qualificationDetails(values: Values) {
  return {
    ladder: num(values, 'ladder') as Ladder,
    level: num(values, 'level') as Level,
    field: str(values, 'field'),
    institution: str(values, 'institution'),
    number: str(values, 'number'),
    mode: num(values, 'mode') as StudyMode,
    classification: str(values, 'classification'),
  };
}

export function courseValues(details: CourseDetails | undefined): Values {
  return {
    ladder: chosen(details?.ladder),
    level: chosen(details?.level),
    field: details?.field ?? '',
    institution: details?.institution ?? '',
    mode: chosen(details?.mode),
    expected: details?.expected ?? '',
  };
}

export function courseDetails(values: Values) {
  return {
    ladder: num(values, 'ladder') as Ladder,
    level: num(values, 'level') as Level,
    field: str(values, 'field'),
    institution: str(values, 'institution'),
    mode: num(values, 'mode') as StudyMode,
    expected: str(values, 'expected'),
  };
}

export const kindField: FieldSpec = {
  name: 'kind',
  type: 'choice',
  label: 'field.kind',
  options: (_, t) => list([AssignmentKind.MAIN, AssignmentKind.CONCURRENT], assignmentKindKey, t),
};

export const ASSIGNMENT_FIELDS: FieldSpec[] = [
  { name: 'unitId', type: 'unit', label: 'field.unit' },
  { name: 'post', type: 'text', label: 'field.post', suggest: CodeList.POST },
  {
    name: 'category',
    type: 'choice',
    label: 'field.category',
    options: (_, t) => list(valuesOf<Category>(Category), categoryKey, t),
  },
  {
    name: 'titleCode',
    type: 'text',
    label: 'field.titleCode',
    suggest: CodeList.TITLE,
    hint: 'field.titleCodeHint',
    optional: true,
    half: true,
  },
  {
    name: 'payStep',
    type: 'text',
    label: 'field.payStep',
    hint: 'field.payStepHint',
    optional: true,
    numeric: true,
    half: true,
  },
  { name: 'managedByStandingCommittee', type: 'flag', label: 'field.committee', optional: true },
];

export function assignmentValues(details: AssignmentDetails | undefined): Values {
  return {
    unitId: details?.unitId ?? '',
    post: details?.post ?? '',
    category: chosen(details?.category),
    titleCode: details?.titleCode ?? '',
    payStep: chosen(details?.payStep),
    managedByStandingCommittee: details?.managedByStandingCommittee ?? false,
  };
}

export function assignmentDetails(values: Values) {
  return {
    unitId: str(values, 'unitId'),
    post: str(values, 'post'),
    category: num(values, 'category') as Category,
    titleCode: str(values, 'titleCode'),
    payStep: num(values, 'payStep'),
    managedByStandingCommittee: flag(values, 'managedByStandingCommittee'),
  };
}

export const IDENTITY_FIELDS: FieldSpec[] = [
  { name: 'fullName', type: 'text', label: 'field.fullName' },
  { name: 'birth', type: 'date', label: 'field.birth' },
  {
    name: 'sex',
    type: 'choice',
    label: 'field.sex',
    half: true,
    options: (_, t) => list(valuesOf<Sex>(Sex), sexKey, t),
  },
  {
    name: 'ethnicity',
    type: 'choice',
    label: 'field.ethnicity',
    optional: true,
    half: true,
    options: () => ETHNIC_GROUPS.map((label, i) => ({ value: String(i + 1).padStart(2, '0'), label })),
  },
  {
    name: 'personalNumber',
    type: 'text',
    label: 'field.personalNumber',
    hint: 'field.personalNumberHint',
    optional: true,
    numeric: true,
    half: true,
  },
  { name: 'fileNumber', type: 'text', label: 'field.fileNumber', optional: true, half: true },
  { name: 'otherNames', type: 'lines', label: 'field.otherNames', hint: 'field.otherNamesHint', optional: true },
];

export function identityValues(identity: Identity | undefined): Values {
  return {
    fullName: identity?.fullName ?? '',
    birth: identity?.birth ?? '',
    sex: chosen(identity?.sex),
    ethnicity: identity?.ethnicity ?? '',
    personalNumber: identity?.personalNumber ?? '',
    fileNumber: identity?.fileNumber ?? '',
    otherNames: identity?.otherNames.join('\n') ?? '',
  };
}

export function identity(values: Values) {
  return {
    fullName: str(values, 'fullName').normalize('NFC'),
    birth: str(values, 'birth'),
    sex: num(values, 'sex') as Sex,
    ethnicity: str(values, 'ethnicity'),
    personalNumber: str(values, 'personalNumber'),
    fileNumber: str(values, 'fileNumber'),
    otherNames: lines(values, 'otherNames'),
  };
}

/** Where somebody is who does not serve in the district, and on what ground the registry keeps them. */
export const OUTSIDE_FIELDS: FieldSpec[] = [
  {
    name: 'outsideKind',
    path: 'kind',
    type: 'choice',
    half: true,
    label: 'outside.kind',
    options: (_, t) =>
      valuesOf<OutsideKind>(OutsideKind).map((kind) => ({ value: String(kind), label: t(outsideKindKey(kind)) })),
  },
  { name: 'affiliation', type: 'text', half: true, optional: true, label: 'outside.affiliation' },
  { name: 'country', type: 'text', half: true, optional: true, label: 'outside.country', hint: 'outside.countryHint' },
  {
    name: 'passport',
    type: 'text',
    half: true,
    optional: true,
    label: 'outside.passport',
    hint: 'outside.passportHint',
  },
  {
    name: 'ground',
    type: 'choice',
    label: 'outside.ground',
    options: (_, t) =>
      valuesOf<LegalGround>(LegalGround).map((ground) => ({ value: String(ground), label: t(legalGroundKey(ground)) })),
  },
];
/** Consents are never ticked beforehand. */
export const CONSENTS_FIELD: FieldSpec = {
  name: 'consents',
  type: 'many',
  optional: true,
  label: 'outside.consents',
  hint: 'outside.consentsHint',
  options: (_, t) =>
    valuesOf<ConsentPurpose>(ConsentPurpose).map((purpose) => ({
      value: String(purpose),
      label: t(`privacy.use${purpose}` as TextKey),
    })),
};

export const outsideDetails = (values: Values) => ({
  kind: num(values, 'outsideKind') as OutsideKind,
  affiliation: str(values, 'affiliation'),
  country: str(values, 'country'),
  ground: num(values, 'ground') as LegalGround,
  passport: str(values, 'passport'),
});

/** A consent has an id of its own, minted once for each time it could be given. */
export const consentsIn = (values: Values, ids: string[]) =>
  lines(values, 'consents').map((purpose) => ({
    consentId: ids[Number(purpose)],
    purpose: Number(purpose) as ConsentPurpose,
  }));

export const outsideValues = (details: OutsideDetails | undefined): Values => ({
  outsideKind: details ? String(details.kind) : '',
  affiliation: details?.affiliation ?? '',
  country: details?.country ?? '',
  ground: details ? String(details.ground) : '',
  passport: details?.passport ?? '',
});

/** A paper that says who its bearer is. */
export const DOCUMENT_FIELDS: FieldSpec[] = [
  {
    name: 'documentKind',
    path: 'kind',
    type: 'choice',
    half: true,
    label: 'document.kind',
    options: (_, t) => list(valuesOf<IdentityDocumentKind>(IdentityDocumentKind), identityDocumentKindKey, t),
  },
  { name: 'number', type: 'text', half: true, label: 'document.number', hint: 'document.numberHint' },
  { name: 'issuer', type: 'text', optional: true, label: 'document.issuer' },
];

export const documentValues = (details: IdentityDocumentDetails | undefined): Values => ({
  documentKind: chosen(details?.kind),
  number: details?.number ?? '',
  issuer: details?.issuer ?? '',
});

export const documentDetails = (values: Values) => ({
  kind: num(values, 'documentKind') as IdentityDocumentKind,
  number: str(values, 'number'),
  issuer: str(values, 'issuer'),
});

export const CONTACT_FIELDS: FieldSpec[] = [
  { name: 'phone', type: 'text', label: 'field.phone', hint: 'field.phoneHint', optional: true, half: true },
  { name: 'email', type: 'text', label: 'field.email', optional: true, half: true },
  { name: 'address', type: 'text', label: 'field.address', optional: true },
];
