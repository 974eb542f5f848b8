import type { MessageInitShape } from '@bufbuild/protobuf';
import { AssignmentKind, EndCause } from '../../gen/hientai/personnel/v1/assignment_pb';
import type { Assignment } from '../../gen/hientai/personnel/v1/assignment_pb';
import type { IdentityDocument } from '../../gen/hientai/personnel/v1/identity_document_pb';
import { Identity, Person } from '../../gen/hientai/personnel/v1/person_pb';
import type { PersonChangeSchema } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Placement, PlacementVerdict } from '../../gen/hientai/personnel/v1/placement_pb';
import type { Qualification } from '../../gen/hientai/personnel/v1/qualification_pb';
import { EvidenceGrade, WithdrawalCause } from '../../gen/hientai/personnel/v1/qualification_pb';
import { Training, TrainingOutcome } from '../../gen/hientai/personnel/v1/training_pb';
import { FieldSpec, FormSpec, Values, flag, hashes, laterEntries, maskOf, num, str } from '../rpc/record/form-spec';
import { formatDate } from '../ui/dates';
import { groupNumber, maskNumber } from '../ui/numbers';
import { uuidv7 } from '../rpc/uuid';
import {
  endCauseKey,
  ladderKey,
  levelKey,
  outcomeKey,
  valuesOf,
  verdictKey,
  withdrawalCauseKey,
} from '../ui/vocabulary';
import {
  ASSIGNMENT_FIELDS,
  CONSENTS_FIELD,
  CONTACT_FIELDS,
  COURSE_FIELDS,
  DOCUMENT_FIELDS,
  IDENTITY_FIELDS,
  OUTSIDE_FIELDS,
  QUALIFICATION_FIELDS,
  assignmentDetails,
  assignmentValues,
  consentsIn,
  courseDetails,
  courseValues,
  documentDetails,
  documentValues,
  identity,
  identityValues,
  kindField,
  outsideDetails,
  outsideValues,
  qualificationDetails,
  qualificationValues,
} from './change-fields';

type ChangeInit = NonNullable<MessageInitShape<typeof PersonChangeSchema>['change']>;
export type ChangeName = Exclude<NonNullable<ChangeInit['case']>, 'registerPerson'>;
type Content = { [N in ChangeName]: Extract<ChangeInit, { case: N }>['value'] };

/** Kinds of line a record consists of. */
export type EntryKind = 'qualification' | 'training' | 'assignment' | 'placement' | 'document';

/** The line a change names, or one of those it may be about. */
export function entryOf(change: Change, subject: Omit<Subject, 'newId'>) {
  const { qualification, training, assignment, document } = subject;
  return change.entry === 'any'
    ? (qualification ?? training ?? assignment ?? document)
    : change.entry && subject[change.entry];
}

/** What a change is about: the person, and the line of the record if it names one. */
export interface Subject {
  person: Person;
  qualification?: Qualification;
  assignment?: Assignment;
  training?: Training;
  placement?: Placement;
  document?: IdentityDocument;
  /** Minted once per form, for what begins. */
  newId: string;
}

export interface Change<N extends ChangeName = ChangeName> {
  name: N;
  group: 'Qualification' | 'Training' | 'Assignment' | 'Person';
  /** The world changed, or the record was wrong. */
  nature: 'change' | 'correction';
  entry?: EntryKind | 'any';
  /** 'none' where the change itself says why. */
  reason: FormSpec['reason'];
  fields: (subject: Subject) => FieldSpec[];
  initial: (subject: Subject) => Values;
  content: (values: Values, subject: Subject) => Content[N];
}

/** An id for a consent to each purpose, should it be given: minted once, so that asking again records nothing twice. */
const CONSENT_IDS = Array.from({ length: 8 }, () => uuidv7());

const define = <N extends ChangeName>(change: Change<N>): Change => change as unknown as Change;

const date = (name: string, label: FieldSpec['label'], more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  type: 'date',
  label,
  ...more,
});
const until = date('to', 'field.to', { optional: true });
const evidence: FieldSpec = {
  name: 'evidence',
  type: 'files',
  label: 'field.evidence',
  hint: 'field.evidenceHint',
  optional: true,
};
const grade: FieldSpec = { name: 'grade', type: 'grade', label: 'field.grade', hint: 'field.gradeHint' };
/** Fields of identity that are not shown until they are opened: they stay as they are recorded unless they are written anew. */
const KEPT = [
  {
    name: 'ethnicity',
    path: 'ethnicity',
    flag: 'ethnicityKept',
    value: (identity?: Identity) => identity?.ethnicityName ?? '',
  },
  {
    name: 'personalNumber',
    path: 'personal_number',
    flag: 'personalNumberKept',
    value: (identity?: Identity) =>
      identity?.personalNumber
        ? groupNumber(identity.personalNumber)
        : maskNumber(identity?.personalNumberMasked ?? ''),
  },
];
/** The number by itself, where it alone changes. */
const personalNumber: FieldSpec = {
  name: 'personalNumber',
  type: 'text',
  label: 'field.personalNumber',
  hint: 'field.personalNumberHint',
  half: true,
};
const expected = date('expected', 'field.expected', { optional: true });
const outcome: FieldSpec = {
  name: 'outcome',
  type: 'choice',
  label: 'field.outcome',
  options: (_, t) =>
    valuesOf<TrainingOutcome>(TrainingOutcome).map((value) => ({ value: String(value), label: t(outcomeKey(value)) })),
};
/** What a completed course led to: one of the qualifications of its ladder. */
const led = ({ person, training }: Subject): FieldSpec => ({
  name: 'qualificationId',
  type: 'choice',
  label: 'field.ledTo',
  hint: 'field.ledToHint',
  optional: true,
  when: (values) => num(values, 'outcome') === TrainingOutcome.COMPLETED,
  options: (values, t) =>
    person.qualifications
      .filter((one) => one.details?.ladder === (num(values, 'ladder') || training?.details?.ladder))
      .map((one) => ({ value: one.id, label: qualificationWords(one, t) })),
});
const trainingEnd = (values: Values) => ({
  on: str(values, 'on'),
  outcome: num(values, 'outcome') as TrainingOutcome,
  qualificationId: num(values, 'outcome') === TrainingOutcome.COMPLETED ? str(values, 'qualificationId') : '',
});
const verdicts = (values: PlacementVerdict[]): FieldSpec => ({
  name: 'verdict',
  type: 'choice',
  label: 'field.verdict',
  options: (_, t) => values.map((value) => ({ value: String(value), label: t(verdictKey(value)) })),
});
const because: FieldSpec = {
  name: 'because',
  type: 'long',
  label: 'field.judgedBecause',
  hint: 'field.judgedHint',
};
const EMPTY_ASSIGNMENT = assignmentValues(undefined);
/** What can be otherwise in the same unit. */
const POST_FIELDS = ASSIGNMENT_FIELDS.filter((field) => field.name !== 'unitId');
const NAME_FIELDS: FieldSpec[] = [
  { name: 'fullName', type: 'text', label: 'field.fullName' },
  { name: 'otherNames', type: 'lines', label: 'field.otherNames', hint: 'field.otherNamesHint', optional: true },
];
const namesOf = (person: Person): Values => ({
  fullName: '',
  otherNames: person.identity?.otherNames.join('\n') ?? '',
});
const contactsOf = ({ contacts }: Person): Values => ({
  phone: contacts?.phone ?? '',
  email: contacts?.email ?? '',
  address: contacts?.address ?? '',
});

/** Everything that can be recorded about a person who is on record: one line of the menu each. */
export const CHANGES: Change[] = [
  define({
    name: 'declareQualification',
    group: 'Qualification',
    nature: 'change',
    reason: 'optional',
    fields: () => [
      ...QUALIFICATION_FIELDS,
      date('from', 'field.awarded'),
      date('to', 'field.expires', { optional: true }),
      grade,
      evidence,
    ],
    initial: () => ({ ...qualificationValues(undefined), from: '', to: '', grade: '', evidence: [] }),
    content: (values, { newId }) => ({
      qualificationId: newId,
      from: str(values, 'from'),
      to: str(values, 'to'),
      details: qualificationDetails(values),
      grade: num(values, 'grade') as EvidenceGrade,
      evidence: hashes(values, 'evidence'),
    }),
  }),
  define({
    name: 'gradeEvidence',
    group: 'Qualification',
    nature: 'change',
    entry: 'qualification',
    reason: 'optional',
    fields: () => [grade],
    initial: () => ({ grade: '' }),
    content: (values, { qualification }) => ({
      qualificationId: qualification!.id,
      grade: num(values, 'grade') as EvidenceGrade,
    }),
  }),
  define({
    name: 'attachEvidence',
    group: 'Qualification',
    nature: 'change',
    entry: 'qualification',
    reason: 'optional',
    fields: () => [{ ...evidence, optional: false, half: true, path: 'sha256' }],
    initial: () => ({ evidence: [] }),
    content: (values, { qualification }) => ({
      qualificationId: qualification!.id,
      sha256: hashes(values, 'evidence')[0] ?? '',
    }),
  }),
  define({
    name: 'supersedeQualification',
    group: 'Qualification',
    nature: 'change',
    entry: 'qualification',
    reason: 'optional',
    fields: ({ person, qualification }) => [
      {
        name: 'by',
        type: 'choice',
        label: 'field.by',
        path: 'by_qualification_id',
        options: (_, t) =>
          person.qualifications
            .filter((one) => one.id !== qualification?.id && one.details?.ladder === qualification?.details?.ladder)
            .map((one) => ({
              value: one.id,
              label: `${t(levelKey(one.details!.level))} ${one.details!.field}`.trim(),
            })),
      },
      date('on', 'field.supersedeOn'),
    ],
    initial: () => ({ by: '', on: '' }),
    content: (values, { qualification }) => ({
      qualificationId: qualification!.id,
      byQualificationId: str(values, 'by'),
      on: str(values, 'on'),
    }),
  }),
  define({
    name: 'correctQualification',
    group: 'Qualification',
    nature: 'correction',
    entry: 'qualification',
    reason: 'required',
    fields: () => [
      ...QUALIFICATION_FIELDS,
      date('from', 'field.awarded'),
      date('to', 'field.expires', { optional: true }),
    ],
    initial: ({ qualification: one }) => ({
      ...qualificationValues(one?.details),
      from: one?.period?.from ?? '',
      to: one?.period?.to ?? '',
    }),
    content: (values, { qualification }) => ({
      qualificationId: qualification!.id,
      from: str(values, 'from'),
      to: str(values, 'to'),
      details: qualificationDetails(values),
    }),
  }),
  define({
    name: 'revokeQualification',
    group: 'Qualification',
    nature: 'correction',
    entry: 'qualification',
    reason: 'required',
    fields: () => [],
    initial: () => ({}),
    content: (_, { qualification }) => ({ qualificationId: qualification!.id }),
  }),
  define({
    name: 'withdrawQualification',
    group: 'Qualification',
    nature: 'correction',
    entry: 'qualification',
    reason: 'required',
    fields: () => [
      {
        name: 'cause',
        type: 'choice',
        label: 'field.withdrawalCause',
        options: (_, t) =>
          valuesOf<WithdrawalCause>(WithdrawalCause).map((cause) => ({
            value: String(cause),
            label: t(withdrawalCauseKey(cause)),
          })),
      },
      date('on', 'field.withdrawnOn'),
    ],
    initial: () => ({ on: '', cause: '' }),
    content: (values, { qualification }) => ({
      qualificationId: qualification!.id,
      on: str(values, 'on'),
      cause: num(values, 'cause') as WithdrawalCause,
    }),
  }),
  define({
    name: 'reinstateQualification',
    group: 'Qualification',
    nature: 'correction',
    entry: 'qualification',
    reason: 'required',
    fields: () => [],
    initial: () => ({}),
    content: (_, { qualification }) => ({ qualificationId: qualification!.id }),
  }),
  define({
    name: 'startTraining',
    group: 'Training',
    nature: 'change',
    reason: 'optional',
    fields: () => [...COURSE_FIELDS, date('from', 'field.begun'), expected],
    initial: () => ({ ...courseValues(undefined), from: '' }),
    content: (values, { newId }) => ({ trainingId: newId, from: str(values, 'from'), details: courseDetails(values) }),
  }),
  define({
    name: 'endTraining',
    group: 'Training',
    nature: 'change',
    entry: 'training',
    reason: 'optional',
    fields: (subject) => [outcome, date('on', 'field.studyEnd', { hint: 'field.studyEndHint' }), led(subject)],
    initial: () => ({ on: '', outcome: '', qualificationId: '' }),
    content: (values, { training }) => ({ trainingId: training!.id, end: trainingEnd(values) }),
  }),
  define({
    name: 'correctTraining',
    group: 'Training',
    nature: 'correction',
    entry: 'training',
    reason: 'required',
    fields: (subject) => [
      ...COURSE_FIELDS,
      date('from', 'field.rightFrom'),
      expected,
      date('on', 'field.rightTo', { optional: true }),
      { ...outcome, when: (values) => !!str(values, 'on') },
      { ...led(subject), when: (values) => !!str(values, 'on') && led(subject).when!(values) },
    ],
    initial: ({ training: one }) => ({
      ...courseValues(one?.details),
      from: one?.period?.from ?? '',
      on: one?.period?.to ?? '',
      outcome: one?.outcome ? String(one.outcome) : '',
      qualificationId: one?.qualificationId ?? '',
    }),
    content: (values, { training }) => ({
      trainingId: training!.id,
      from: str(values, 'from'),
      details: courseDetails(values),
      end: str(values, 'on') ? trainingEnd(values) : undefined,
    }),
  }),
  define({
    name: 'startAssignment',
    group: 'Assignment',
    nature: 'change',
    reason: 'optional',
    fields: () => [kindField, ...ASSIGNMENT_FIELDS, date('from', 'field.from'), until],
    initial: () => ({ ...EMPTY_ASSIGNMENT, kind: '', from: '', to: '' }),
    content: (values, { newId }) => ({
      assignmentId: newId,
      from: str(values, 'from'),
      to: str(values, 'to'),
      kind: num(values, 'kind') as AssignmentKind,
      details: assignmentDetails(values),
    }),
  }),
  define({
    name: 'changeAssignment',
    group: 'Assignment',
    nature: 'change',
    entry: 'assignment',
    reason: 'optional',
    fields: () => [...POST_FIELDS, date('from', 'field.from')],
    initial: ({ assignment }) => ({ ...assignmentValues(assignment?.details), from: '' }),
    content: (values, { assignment }) => ({
      assignmentId: assignment!.id,
      from: str(values, 'from'),
      details: { ...assignmentDetails(values), unitId: assignment!.details!.unitId },
      updateMask: maskOf(values, assignmentValues(assignment?.details), POST_FIELDS),
      laterEntries: laterEntries(values),
    }),
  }),
  define({
    name: 'transferAssignment',
    group: 'Assignment',
    nature: 'change',
    entry: 'assignment',
    reason: 'optional',
    fields: () => [...ASSIGNMENT_FIELDS, date('on', 'field.transferOn')],
    initial: ({ assignment }) => ({
      ...EMPTY_ASSIGNMENT,
      category: String(assignment?.details?.category || ''),
      on: '',
    }),
    content: (values, { assignment, newId }) => ({
      assignmentId: assignment!.id,
      newAssignmentId: newId,
      on: str(values, 'on'),
      details: assignmentDetails(values),
    }),
  }),
  define({
    name: 'secondPerson',
    group: 'Assignment',
    nature: 'change',
    entry: 'assignment',
    reason: 'optional',
    fields: () => [...ASSIGNMENT_FIELDS, date('from', 'field.from'), until],
    initial: ({ assignment }) => ({
      ...EMPTY_ASSIGNMENT,
      category: String(assignment?.details?.category || ''),
      from: '',
      to: '',
    }),
    content: (values, { assignment, newId }) => ({
      homeAssignmentId: assignment!.id,
      assignmentId: newId,
      from: str(values, 'from'),
      to: str(values, 'to'),
      details: assignmentDetails(values),
    }),
  }),
  define({
    name: 'endAssignment',
    group: 'Assignment',
    nature: 'change',
    entry: 'assignment',
    reason: 'optional',
    fields: () => [
      date('on', 'field.on', { hint: 'field.onHint' }),
      {
        name: 'cause',
        type: 'choice',
        label: 'field.cause',
        options: (_, t) =>
          valuesOf<EndCause>(EndCause).map((cause) => ({ value: String(cause), label: t(endCauseKey(cause)) })),
      },
    ],
    initial: () => ({ on: '', cause: '' }),
    content: (values, { assignment }) => ({
      assignmentId: assignment!.id,
      on: str(values, 'on'),
      cause: num(values, 'cause') as EndCause,
    }),
  }),
  define({
    name: 'correctAssignment',
    group: 'Assignment',
    nature: 'correction',
    entry: 'assignment',
    reason: 'required',
    fields: () => [
      ...ASSIGNMENT_FIELDS,
      date('from', 'field.rightFrom'),
      date('to', 'field.rightTo', { optional: true }),
    ],
    initial: ({ assignment: one }) => ({
      ...assignmentValues(one?.details),
      from: one?.period?.from ?? '',
      to: one?.period?.to ?? '',
    }),
    content: (values, { assignment }) => ({
      assignmentId: assignment!.id,
      wrongFrom: assignment!.period?.from ?? '',
      from: str(values, 'from'),
      to: str(values, 'to'),
      details: assignmentDetails(values),
    }),
  }),
  define({
    name: 'judgePlacement',
    group: 'Assignment',
    nature: 'change',
    entry: 'assignment',
    reason: 'none',
    fields: ({ person, assignment }) => [
      verdicts(
        person.placements.some((one) => one.inForce && one.assignmentId === assignment?.id)
          ? valuesOf<PlacementVerdict>(PlacementVerdict)
          : [PlacementVerdict.FITS, PlacementVerdict.DOES_NOT_FIT],
      ),
      because,
      date('from', 'field.from'),
    ],
    initial: () => ({ verdict: '', because: '', from: '' }),
    content: (values, { assignment }) => ({
      assignmentId: assignment!.id,
      from: str(values, 'from'),
      verdict: num(values, 'verdict') as PlacementVerdict,
      because: str(values, 'because'),
    }),
  }),
  define({
    name: 'correctPlacement',
    group: 'Assignment',
    nature: 'correction',
    entry: 'placement',
    reason: 'required',
    fields: () => [verdicts(valuesOf<PlacementVerdict>(PlacementVerdict)), because, date('from', 'field.rightFrom')],
    initial: ({ placement: one }) => ({
      verdict: one ? String(one.verdict) : '',
      because: one?.because ?? '',
      from: one?.period?.from ?? '',
    }),
    content: (values, { placement }) => ({
      assignmentId: placement!.assignmentId,
      wrongFrom: placement!.period?.from ?? '',
      from: str(values, 'from'),
      verdict: num(values, 'verdict') as PlacementVerdict,
      because: str(values, 'because'),
    }),
  }),
  define({
    name: 'changeName',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [...NAME_FIELDS, date('from', 'field.from')],
    initial: ({ person }) => ({ ...namesOf(person), from: '' }),
    content: (values, { person }) => ({
      from: str(values, 'from'),
      fullName: str(values, 'fullName'),
      otherNames: identity(values).otherNames,
      updateMask: maskOf(values, namesOf(person), NAME_FIELDS),
      laterEntries: laterEntries(values),
    }),
  }),
  define({
    name: 'changeContacts',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [...CONTACT_FIELDS, date('from', 'field.from')],
    initial: ({ person }) => ({ ...contactsOf(person), from: '' }),
    content: (values, { person }) => ({
      from: str(values, 'from'),
      contacts: { phone: str(values, 'phone'), email: str(values, 'email'), address: str(values, 'address') },
      updateMask: maskOf(values, contactsOf(person), CONTACT_FIELDS),
      laterEntries: laterEntries(values),
    }),
  }),
  define({
    name: 'recordIdentityDocument',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [
      ...DOCUMENT_FIELDS,
      date('from', 'document.from'),
      date('to', 'document.to', { optional: true, hint: 'document.toHint' }),
    ],
    initial: () => ({ ...documentValues(undefined), from: '', to: '' }),
    content: (values, { newId }) => ({
      documentId: newId,
      from: str(values, 'from'),
      to: str(values, 'to'),
      details: documentDetails(values),
    }),
  }),
  define({
    name: 'endIdentityDocument',
    group: 'Person',
    nature: 'change',
    entry: 'document',
    reason: 'optional',
    fields: () => [date('on', 'document.to', { hint: 'document.toHint' })],
    initial: () => ({ on: '' }),
    content: (values, { document }) => ({ documentId: document!.id, on: str(values, 'on') }),
  }),
  define({
    name: 'correctIdentityDocument',
    group: 'Person',
    nature: 'correction',
    entry: 'document',
    reason: 'required',
    fields: ({ document }) => [
      ...DOCUMENT_FIELDS.map((field) =>
        field.name === 'number'
          ? { ...field, keep: { flag: 'numberKept', value: document?.details?.numberMasked ?? '' } }
          : field,
      ),
      date('from', 'document.from'),
      date('to', 'document.to', { optional: true, hint: 'document.toHint' }),
    ],
    initial: ({ document }) => ({
      ...documentValues(document?.details),
      number: '',
      numberKept: true,
      from: document?.period?.from ?? '',
      to: document?.period?.to ?? '',
    }),
    content: (values, { document }) => ({
      documentId: document!.id,
      from: str(values, 'from'),
      to: str(values, 'to'),
      details: documentDetails(values),
      keepNumber: flag(values, 'numberKept'),
    }),
  }),
  define({
    name: 'changePersonalNumber',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [personalNumber, date('from', 'field.from')],
    initial: () => ({ personalNumber: '', from: '' }),
    content: (values) => ({ from: str(values, 'from'), personalNumber: str(values, 'personalNumber') }),
  }),
  define({
    name: 'correctPersonalNumber',
    group: 'Person',
    nature: 'correction',
    reason: 'required',
    fields: () => [personalNumber, date('from', 'field.rightFrom')],
    initial: ({ person }) => ({ personalNumber: '', from: person.personalNumbers.at(-1)?.period?.from ?? '' }),
    content: (values, { person }) => ({
      wrongFrom: person.personalNumbers.at(-1)?.period?.from ?? '',
      from: str(values, 'from'),
      personalNumber: str(values, 'personalNumber'),
    }),
  }),
  define({
    name: 'placeOutside',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [...OUTSIDE_FIELDS, CONSENTS_FIELD, date('from', 'outside.from')],
    initial: ({ person }) => ({
      ...outsideValues(person.outside.find((one) => one.inForce)?.details),
      passport: '',
      consents: '',
      from: '',
    }),
    content: (values) => ({
      from: str(values, 'from'),
      details: outsideDetails(values),
      consents: consentsIn(values, CONSENT_IDS),
      laterEntries: laterEntries(values),
    }),
  }),
  define({
    name: 'correctOutside',
    group: 'Person',
    nature: 'correction',
    reason: 'required',
    fields: () => [
      ...OUTSIDE_FIELDS,
      { name: 'keepPassport', type: 'flag', label: 'outside.keepPassport', optional: true },
      date('from', 'field.rightFrom'),
    ],
    initial: ({ person: { outside } }) => ({
      ...outsideValues(outside[0]?.details),
      keepPassport: !outside[0]?.details?.passport,
      from: outside[0]?.period?.from ?? '',
    }),
    content: (values, { person }) => ({
      wrongFrom: person.outside[0]?.period?.from ?? '',
      from: str(values, 'from'),
      details: outsideDetails(values),
      keepPassport: flag(values, 'keepPassport'),
    }),
  }),
  define({
    name: 'endOutside',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [date('on', 'outside.from')],
    initial: () => ({ on: '' }),
    content: (values) => ({ on: str(values, 'on') }),
  }),
  define({
    name: 'correctIdentity',
    group: 'Person',
    nature: 'correction',
    reason: 'required',
    fields: ({ person }) => {
      const fields = IDENTITY_FIELDS.map((field) => {
        const keep = KEPT.find((one) => one.name === field.name);
        return keep ? { ...field, keep: { flag: keep.flag, value: keep.value(person.identity) } } : field;
      });
      if (person.names.length < 2) return fields;
      const wrongName: FieldSpec = {
        name: 'wrongNameFrom',
        type: 'choice',
        label: 'field.wrongNameFrom',
        hint: 'field.wrongNameHint',
        optional: true,
        options: () =>
          person.names.map((name) => ({
            value: name.period?.from ?? '',
            label: `${name.fullName} (${formatDate(name.period?.from ?? '')})`,
          })),
      };
      return [...fields, wrongName];
    },
    initial: ({ person }) => ({
      ...identityValues(person.identity),
      wrongNameFrom: '',
      ...Object.fromEntries(KEPT.map((one) => [one.flag, true])),
      ...Object.fromEntries(KEPT.map((one) => [one.name, ''])),
    }),
    content: (values) => ({
      identity: identity(values),
      wrongNameFrom: str(values, 'wrongNameFrom'),
      kept: KEPT.filter((one) => flag(values, one.flag)).map((one) => one.path),
    }),
  }),
  define({
    name: 'annulEntry',
    group: 'Person',
    nature: 'correction',
    entry: 'any',
    reason: 'required',
    fields: () => [],
    initial: () => ({}),
    content: (_, { qualification, training, assignment, document }) => ({
      entryId: (qualification ?? training ?? assignment ?? document)!.id,
    }),
  }),
];

export function changeNamed(name: string | undefined): Change | undefined {
  return CHANGES.find((change) => change.name === name);
}

export const qualificationWords = (
  one: Pick<Training | Qualification, 'details'>,
  t: (key: ReturnType<typeof ladderKey>) => string,
) =>
  [t(ladderKey(one.details!.ladder)), t(levelKey(one.details!.level)), one.details!.field].filter(Boolean).join(', ');
