import type { MessageInitShape } from '@bufbuild/protobuf';
import type { CallOptions, Client } from '@connectrpc/connect';
import {
  Condition,
  Contribution,
  ContributionDetailsSchema,
  ContributionKind,
  InitiativeNature,
  Outcome,
  RecognitionLevel,
  Stage,
} from '../../gen/hientai/contributions/v1/contribution_pb';
import {
  ContributionService,
  ProceedInitiativeRequestSchema,
} from '../../gen/hientai/contributions/v1/contribution_service_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { EnvelopeInit, FieldSpec, Values, hashes, num, str } from '../rpc/record/form-spec';
import { namedPeople, writePeople } from '../rpc/record/people';
import type { TextKey } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { conditionKey, isInitiative, kindKey, natureKey, outcomeKey, recognitionKey } from './words';

/** What is sent, apart from what was filled in. */
export interface ContributionCall {
  client: Client<typeof ContributionService>;
  /** Its id; of a new one, the id minted for it. */
  id: string;
  /** Whose answers are recorded. */
  member: string;
  envelope: EnvelopeInit;
  options?: CallOptions;
}

export interface ContributionChange {
  name: string;
  title: TextKey;
  say: TextKey;
  /** Where it must stand for this to be its next step; none means anywhere. */
  from?: Stage[];
  reason: 'optional' | 'required';
  paperRequired?: boolean;
  fields: FieldSpec[];
  /** Taken one part after the other. */
  steps?: boolean;
  initial: (one: Contribution | undefined, member: string) => Values;
  send: (values: Values, call: ContributionCall) => Promise<Receipt>;
}

const goesBefore = (values: Values) => isInitiative(num(values, 'kind'));

const details: FieldSpec[] = [
  {
    name: 'kind',
    type: 'choice',
    heading: 'contribution.section.what',
    label: 'contribution.f.kind',
    hint: 'contribution.f.kindHint',
    options: (_, t) =>
      valuesOf<ContributionKind>(ContributionKind).map((kind) => ({ value: String(kind), label: t(kindKey(kind)) })),
  },
  {
    name: 'nature',
    type: 'choice',
    label: 'contribution.f.nature',
    optional: true,
    when: goesBefore,
    options: (_, t) =>
      valuesOf<InitiativeNature>(InitiativeNature).map((one) => ({ value: String(one), label: t(natureKey(one)) })),
  },
  { name: 'title', type: 'text', label: 'contribution.f.title' },
  { name: 'unitId', type: 'unit', label: 'contribution.f.unit' },
  { name: 'field', type: 'text', label: 'contribution.f.field', optional: true, half: true },
  {
    name: 'requestedBy',
    type: 'text',
    label: 'contribution.f.requestedBy',
    optional: true,
    half: true,
  },
  {
    name: 'subject',
    type: 'text',
    label: 'contribution.f.subject',
    optional: true,
  },
  { name: 'on', path: 'on', type: 'date', label: 'contribution.f.on', hint: 'contribution.f.onHint' },
  { name: 'firstUse', type: 'date', label: 'contribution.f.firstUse', optional: true },
  {
    name: 'before',
    type: 'long',
    heading: 'contribution.section.content',
    label: 'contribution.f.before',
    optional: true,
  },
  {
    name: 'solution',
    type: 'long',
    label: 'contribution.f.solution',
    hint: 'contribution.f.solutionHint',
    optional: true,
  },
  { name: 'benefit', type: 'long', label: 'contribution.f.benefit', optional: true },
  {
    name: 'authors',
    type: 'people',
    shares: true,
    heading: 'contribution.section.authors',
    label: 'contribution.f.authors',
    hint: 'contribution.f.authorsHint',
  },
];

const evidence: FieldSpec = {
  name: 'evidence',
  type: 'files',
  heading: 'contribution.section.evidence',
  label: 'contribution.f.evidence',
  hint: 'field.evidenceHint',
  optional: true,
};

const detailsOf = (values: Values): MessageInitShape<typeof ContributionDetailsSchema> => ({
  kind: num(values, 'kind'),
  nature: goesBefore(values) ? num(values, 'nature') : 0,
  title: str(values, 'title'),
  field: str(values, 'field'),
  unitId: str(values, 'unitId'),
  subject: str(values, 'subject'),
  requestedBy: str(values, 'requestedBy'),
  firstUse: str(values, 'firstUse'),
  before: str(values, 'before'),
  solution: str(values, 'solution'),
  benefit: str(values, 'benefit'),
});

const authorsOf = (values: Values) =>
  namedPeople(str(values, 'authors')).map(({ id, role, share }) => ({
    personId: id,
    role: role.trim(),
    share: Number(share) || 0,
  }));

export const RECORD: ContributionChange = {
  name: 'record',
  title: 'contribution.add',
  say: 'contribution.addSay',
  reason: 'optional',
  fields: [...details, evidence],
  steps: true,
  initial: () => ({
    kind: '',
    nature: '',
    title: '',
    unitId: '',
    field: '',
    requestedBy: '',
    subject: '',
    on: '',
    firstUse: '',
    before: '',
    solution: '',
    benefit: '',
    authors: '',
    evidence: [],
  }),
  send: (values, { client, id, envelope, options }) =>
    client.recordContribution(
      {
        envelope,
        id,
        on: str(values, 'on'),
        details: detailsOf(values),
        authors: authorsOf(values),
        evidence: hashes(values, 'evidence'),
      },
      options,
    ),
};

type Step = MessageInitShape<typeof ProceedInitiativeRequestSchema>['step'];
type StepName = 'file' | 'return' | 'complete' | 'convene' | 'recognise' | 'decline' | 'replicate' | 'cancel';

/** A step of an initiative: its day, and what the step is about. */
function step(
  name: StepName,
  from: Stage[],
  content: (values: Values) => Step,
  more: { fields?: FieldSpec[]; paperRequired?: boolean } = {},
): ContributionChange {
  const fields = more.fields ?? [];
  return {
    name,
    title: `contribution.step.${name}`,
    say: `contribution.step.say${name[0].toUpperCase()}${name.slice(1)}` as TextKey,
    from,
    reason: 'optional',
    paperRequired: more.paperRequired,
    fields: [...fields, { name: 'on', type: 'date', label: 'contribution.f.stepOn' }],
    initial: () => ({ on: '', ...Object.fromEntries(fields.map((field) => [field.name, ''])) }),
    send: (values, { client, id, envelope, options }) =>
      client.proceedInitiative({ envelope, id, on: str(values, 'on'), step: content(values) }, options),
  };
}

const words = (name: string, label: TextKey, path: string): FieldSpec => ({ name, type: 'long', label, path });

export const CONDITIONS = valuesOf<Condition>(Condition);

/** A member's answers: each condition asked by itself, none answered beforehand. */
export const SCORE: ContributionChange = {
  name: 'score',
  title: 'contribution.step.score',
  say: 'contribution.step.sayScore',
  from: [Stage.BEFORE_COUNCIL],
  reason: 'optional',
  fields: [
    ...CONDITIONS.map((one): FieldSpec => ({ name: `condition${one}`, type: 'yesno', label: conditionKey(one) })),
    { name: 'points', type: 'text', numeric: true, label: 'contribution.f.points', half: true },
    { name: 'remark', type: 'long', label: 'contribution.f.remark', hint: 'contribution.f.remarkHint', optional: true },
  ],
  initial: (one, member) => {
    const given = one?.council.find(({ memberId, answered }) => memberId === member && answered);
    return {
      ...Object.fromEntries(
        CONDITIONS.map((asked) => [`condition${asked}`, given ? (given.doubts.includes(asked) ? 'no' : 'yes') : '']),
      ),
      points: given ? String(given.points) : '',
      remark: given?.remark ?? '',
    };
  },
  send: (values, { client, id, member, envelope, options }) =>
    client.scoreInitiative(
      {
        envelope,
        id,
        memberId: member,
        points: num(values, 'points'),
        doubts: CONDITIONS.filter((one) => str(values, `condition${one}`) === 'no'),
        remark: str(values, 'remark'),
      },
      options,
    ),
};

const CORRECT: ContributionChange = {
  name: 'correct',
  title: 'contribution.step.correct',
  say: 'contribution.step.sayCorrect',
  reason: 'required',
  fields: details,
  initial: (one) => ({
    kind: String(one?.details?.kind ?? ''),
    nature: one?.details?.nature ? String(one.details.nature) : '',
    title: one?.details?.title ?? '',
    unitId: one?.details?.unitId ?? '',
    field: one?.details?.field ?? '',
    requestedBy: one?.details?.requestedBy ?? '',
    subject: one?.details?.subject ?? '',
    on: one?.on ?? '',
    firstUse: one?.details?.firstUse ?? '',
    before: one?.details?.before ?? '',
    solution: one?.details?.solution ?? '',
    benefit: one?.details?.benefit ?? '',
    authors: writePeople(
      (one?.authors ?? []).map(({ personId, role, share }) => ({ id: personId, role, share: String(share) })),
    ),
  }),
  send: (values, { client, id, envelope, options }) =>
    client.correctContribution(
      { envelope, id, on: str(values, 'on'), details: detailsOf(values), authors: authorsOf(values) },
      options,
    ),
};

const EVIDENCE: ContributionChange = {
  name: 'evidence',
  title: 'contribution.step.evidence',
  say: 'contribution.step.sayEvidence',
  reason: 'optional',
  fields: [{ ...evidence, heading: undefined, optional: false }],
  initial: () => ({ evidence: [] }),
  send: (values, { client, id, envelope, options }) =>
    client.addContributionEvidence({ envelope, id, evidence: hashes(values, 'evidence') }, options),
};

const ANNUL: ContributionChange = {
  name: 'annul',
  title: 'contribution.step.annul',
  say: 'contribution.step.sayAnnul',
  reason: 'required',
  fields: [],
  initial: () => ({}),
  send: (_, { client, id, envelope, options }) => client.annulContribution({ envelope, id }, options),
};

const ANSWER: ContributionChange = {
  name: 'answer',
  title: 'contribution.step.answer',
  say: 'contribution.step.sayAnswer',
  reason: 'optional',
  fields: [
    {
      name: 'outcome',
      type: 'choice',
      label: 'contribution.f.outcome',
      options: (_, t) =>
        valuesOf<Outcome>(Outcome).map((outcome) => ({ value: String(outcome), label: t(outcomeKey(outcome)) })),
    },
    { name: 'on', type: 'date', label: 'contribution.f.stepOn' },
    { name: 'note', type: 'long', label: 'contribution.f.note', optional: true },
  ],
  initial: () => ({ outcome: '', on: '', note: '' }),
  send: (values, { client, id, envelope, options }) =>
    client.answerContribution(
      { envelope, id, on: str(values, 'on'), outcome: num(values, 'outcome'), note: str(values, 'note') },
      options,
    ),
};

const STEPS: ContributionChange[] = [
  step('file', [Stage.RECORDED, Stage.RETURNED], () => ({ case: 'filing', value: {} })),
  step('complete', [Stage.FILED], () => ({ case: 'completeness', value: {} })),
  step('return', [Stage.FILED], (values) => ({ case: 'wanting', value: str(values, 'wanting') }), {
    fields: [words('wanting', 'contribution.f.wanting', 'wanting')],
  }),
  step(
    'convene',
    [Stage.COMPLETE],
    (values) => ({
      case: 'council',
      value: { memberIds: namedPeople(str(values, 'members')).map(({ id }) => id) },
    }),
    {
      fields: [
        { name: 'members', type: 'people', label: 'contribution.f.members', hint: 'contribution.f.membersHint' },
      ],
    },
  ),
  step(
    'recognise',
    [Stage.BEFORE_COUNCIL, Stage.RECOGNISED],
    (values) => ({ case: 'recognisedAt', value: num(values, 'level') }),
    {
      paperRequired: true,
      fields: [
        {
          name: 'level',
          type: 'choice',
          label: 'contribution.f.level',
          options: (_, t) =>
            valuesOf<RecognitionLevel>(RecognitionLevel).map((level) => ({
              value: String(level),
              label: t(recognitionKey(level)),
            })),
        },
      ],
    },
  ),
  step('decline', [Stage.BEFORE_COUNCIL], (values) => ({ case: 'declinedBecause', value: str(values, 'why') }), {
    fields: [words('why', 'contribution.f.declined', 'declined_because')],
  }),
  step('replicate', [Stage.RECOGNISED], (values) => ({ case: 'replicatedIn', value: str(values, 'elsewhere') }), {
    fields: [{ name: 'elsewhere', path: 'replicated_in', type: 'unit', label: 'contribution.f.replicatedIn' }],
  }),
  step('cancel', [Stage.RECOGNISED], (values) => ({ case: 'cancelledBecause', value: str(values, 'why') }), {
    paperRequired: true,
    fields: [words('why', 'contribution.f.cancelled', 'cancelled_because')],
  }),
];

export const ALL_CHANGES = [...STEPS, ANSWER, SCORE, CORRECT, ANNUL];

/** What can come next of one that stands where it stands. */
export function nextSteps(one: Contribution): ContributionChange[] {
  if (!isInitiative(one.details?.kind)) return [ANSWER];
  return STEPS.filter(({ from }) => from!.includes(one.stage)).filter(
    // Nothing is above the whole nation.
    ({ name }) => name !== 'recognise' || !one.recognitions.some(({ level }) => level === RecognitionLevel.NATIONAL),
  );
}

export const MENDING = [EVIDENCE, CORRECT, ANNUL];
