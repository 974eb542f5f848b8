import type { MessageInitShape } from '@bufbuild/protobuf';
import { AssignmentKind, EndCause } from '../../gen/hientai/personnel/v1/assignment_pb';
import type { Assignment } from '../../gen/hientai/personnel/v1/assignment_pb';
import { Identity, Person } from '../../gen/hientai/personnel/v1/person_pb';
import type { PersonChangeSchema } from '../../gen/hientai/personnel/v1/person_service_pb';
import type { Qualification } from '../../gen/hientai/personnel/v1/qualification_pb';
import { EvidenceGrade } from '../../gen/hientai/personnel/v1/qualification_pb';
import { FieldSpec, Values, flag, hashes, num, str } from '../rpc/record/form-spec';
import { formatDate } from '../ui/dates';
import { groupNumber, maskNumber } from '../ui/numbers';
import { endCauseKey, ladderKey, levelKey, valuesOf } from '../ui/vocabulary';
import {
  ASSIGNMENT_FIELDS,
  CONTACT_FIELDS,
  IDENTITY_FIELDS,
  QUALIFICATION_FIELDS,
  assignmentDetails,
  assignmentValues,
  identity,
  identityValues,
  kindField,
  qualificationDetails,
  qualificationValues,
} from './change-fields';

type ChangeInit = NonNullable<MessageInitShape<typeof PersonChangeSchema>['change']>;
export type ChangeName = Exclude<NonNullable<ChangeInit['case']>, 'registerPerson'>;
type Content = { [N in ChangeName]: Extract<ChangeInit, { case: N }>['value'] };

/** What a change is about: the person, and the line of the record if it names one. */
export interface Subject {
  person: Person;
  qualification?: Qualification;
  assignment?: Assignment;
  /** Minted once per form, for what begins. */
  newId: string;
}

export interface Change<N extends ChangeName = ChangeName> {
  name: N;
  group: 'Qualification' | 'Assignment' | 'Person';
  /** The world changed, or the record was wrong. */
  nature: 'change' | 'correction';
  entry?: 'qualification' | 'assignment' | 'either';
  reason: 'optional' | 'required';
  fields: (subject: Subject) => FieldSpec[];
  initial: (subject: Subject) => Values;
  content: (values: Values, subject: Subject) => Content[N];
}

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
const EMPTY_ASSIGNMENT = assignmentValues(undefined);

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
    fields: () => [...ASSIGNMENT_FIELDS.filter((field) => field.name !== 'unitId'), date('from', 'field.from')],
    initial: ({ assignment }) => ({ ...assignmentValues(assignment?.details), from: '' }),
    content: (values, { assignment }) => ({
      assignmentId: assignment!.id,
      from: str(values, 'from'),
      details: assignmentDetails(values),
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
    name: 'changeName',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [
      { name: 'fullName', type: 'text', label: 'field.fullName' },
      { name: 'otherNames', type: 'lines', label: 'field.otherNames', hint: 'field.otherNamesHint', optional: true },
      date('from', 'field.from'),
    ],
    initial: ({ person }) => ({ fullName: '', otherNames: person.identity?.otherNames.join('\n') ?? '', from: '' }),
    content: (values) => ({
      from: str(values, 'from'),
      fullName: str(values, 'fullName'),
      otherNames: identity(values).otherNames,
    }),
  }),
  define({
    name: 'changeContacts',
    group: 'Person',
    nature: 'change',
    reason: 'optional',
    fields: () => [...CONTACT_FIELDS, date('from', 'field.from')],
    initial: ({ person: { contacts } }) => ({
      phone: contacts?.phone ?? '',
      email: contacts?.email ?? '',
      address: contacts?.address ?? '',
      from: '',
    }),
    content: (values) => ({
      from: str(values, 'from'),
      contacts: { phone: str(values, 'phone'), email: str(values, 'email'), address: str(values, 'address') },
    }),
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
    entry: 'either',
    reason: 'required',
    fields: () => [],
    initial: () => ({}),
    content: (_, { qualification, assignment }) => ({ entryId: (qualification ?? assignment)!.id }),
  }),
];

export function changeNamed(name: string | undefined): Change | undefined {
  return CHANGES.find((change) => change.name === name);
}

export const qualificationWords = (one: Qualification, t: (key: ReturnType<typeof ladderKey>) => string) =>
  [t(ladderKey(one.details!.ladder)), t(levelKey(one.details!.level)), one.details!.field].filter(Boolean).join(', ');
