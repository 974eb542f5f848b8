import type { CallOptions, Client } from '@connectrpc/connect';
import {
  Award,
  AwardLevel,
  Cycle,
  CycleDetails,
  Item,
  Nomination,
  NominationStep,
  Programme,
  ProgrammeDetails,
  ProgrammeKind,
} from '../../gen/hientai/awards/v1/award_pb';
import type { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import type { Contribution } from '../../gen/hientai/contributions/v1/contribution_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { SourceCheck } from '../../gen/hientai/standards/v1/standard_pb';
import {
  EnvelopeInit,
  FieldSpec,
  Option,
  Values,
  flag,
  laterEntries,
  lines,
  maskOf,
  num,
  str,
} from '../rpc/record/form-spec';
import { formatDate } from '../ui/dates';
import type { Language, TextKey } from '../ui/text';
import { sourceCheckKey, valuesOf } from '../ui/vocabulary';
import { awardKindKey, awardLevelKey } from './award-words';
import { criteriaOf, criterionLines, itemLines, itemsOf, readsCriteria, readsItems } from './lines';

/** What a form needs to know of what is on record. */
export interface Known {
  programmes: Programme[];
  programme: Programme | undefined;
  cycle: Cycle | undefined;
  nomination: Nomination | undefined;
  /** Of the person chosen. */
  works: Contribution[];
  awards: Award[];
  language: Language;
}

/** What is sent, apart from what was typed. */
export interface AwardCall extends Known {
  client: Client<typeof AwardService>;
  /** Minted for a new record. */
  id: string;
  envelope: EnvelopeInit;
  options?: CallOptions;
}

export interface AwardChange {
  name: string;
  title: TextKey;
  say: TextKey;
  about: 'nothing' | 'programme' | 'cycle' | 'nomination';
  reason: 'optional' | 'required';
  paperRequired?: boolean;
  fields: (known: Known) => FieldSpec[];
  initial?: (known: Known) => Values;
  send: (values: Values, call: AwardCall) => Promise<Receipt>;
}

const on: FieldSpec = { name: 'on', type: 'date', label: 'award.field.on' };
const from: FieldSpec = { name: 'from', type: 'date', label: 'award.field.from' };
const year: FieldSpec = { name: 'year', type: 'text', numeric: true, label: 'award.field.year', half: true };
const items = (name: 'fields' | 'prizes'): FieldSpec => ({
  name,
  type: 'lines',
  label: `award.field.${name}`,
  hint: `award.field.${name}Hint`,
  optional: true,
  readable: { test: readsItems, say: 'award.field.unread' },
});
const day = (name: 'screening' | 'submission' | 'results', optional = false): FieldSpec => ({
  name,
  type: 'date',
  label: `award.field.${name}`,
  fullDay: true,
  optional,
});
const note: FieldSpec = { name: 'note', type: 'long', label: 'award.field.note', optional: true };

const programmeFields: FieldSpec[] = [
  { name: 'code', type: 'text', label: 'award.field.code', path: 'details.code' },
  { name: 'nameVi', type: 'text', label: 'award.field.nameVi', path: 'name.vi' },
  { name: 'nameEn', type: 'text', label: 'award.field.nameEn', path: 'name.en' },
  {
    name: 'kind',
    type: 'choice',
    label: 'award.field.kind',
    options: (_, t) =>
      valuesOf<ProgrammeKind>(ProgrammeKind).map((kind) => ({ value: String(kind), label: t(awardKindKey(kind)) })),
  },
  {
    name: 'level',
    type: 'choice',
    label: 'award.field.level',
    options: (_, t) =>
      valuesOf<AwardLevel>(AwardLevel).map((level) => ({ value: String(level), label: t(awardLevelKey(level)) })),
  },
  { name: 'organiser', type: 'text', label: 'award.field.organiser', optional: true },
  {
    name: 'everyYears',
    type: 'text',
    numeric: true,
    label: 'award.field.everyYears',
    hint: 'award.field.everyYearsHint',
    optional: true,
  },
  { name: 'forWorks', type: 'flag', label: 'award.field.forWorks' },
  items('fields'),
  items('prizes'),
  {
    name: 'criteria',
    type: 'lines',
    label: 'award.field.criteria',
    hint: 'award.field.criteriaHint',
    optional: true,
    readable: { test: readsCriteria, say: 'award.field.unread' },
  },
  { name: 'source', type: 'text', label: 'award.field.source', path: 'details.source' },
  { name: 'clause', type: 'text', label: 'award.field.clause', optional: true },
  {
    name: 'checked',
    type: 'choice',
    label: 'award.field.checked',
    options: (_, t) =>
      valuesOf<SourceCheck>(SourceCheck).map((check) => ({ value: String(check), label: t(sourceCheckKey(check)) })),
  },
  note,
];

const programmeValues = (details: ProgrammeDetails | undefined): Values => ({
  code: details?.code ?? '',
  nameVi: details?.name?.vi ?? '',
  nameEn: details?.name?.en ?? '',
  kind: details ? String(details.kind) : '',
  level: details ? String(details.level) : '',
  organiser: details?.organiser ?? '',
  everyYears: details ? String(details.everyYears) : '',
  forWorks: details?.forWorks ?? false,
  fields: itemLines(details?.fields ?? []),
  prizes: itemLines(details?.prizes ?? []),
  criteria: criterionLines(details?.criteria ?? []),
  source: details?.source ?? '',
  clause: details?.clause ?? '',
  checked: details ? String(details.checked) : '',
  note: details?.note ?? '',
  from: '',
  to: '',
  on: '',
  wrongFrom: '',
});

const programmeOf = (values: Values) => ({
  code: str(values, 'code'),
  name: { vi: str(values, 'nameVi'), en: str(values, 'nameEn') },
  kind: num(values, 'kind') as ProgrammeKind,
  level: num(values, 'level') as AwardLevel,
  organiser: str(values, 'organiser'),
  everyYears: num(values, 'everyYears'),
  forWorks: flag(values, 'forWorks'),
  fields: itemsOf(str(values, 'fields')),
  prizes: itemsOf(str(values, 'prizes')),
  criteria: criteriaOf(str(values, 'criteria')),
  source: str(values, 'source'),
  clause: str(values, 'clause'),
  checked: num(values, 'checked') as SourceCheck,
  note: str(values, 'note'),
});

const cycleFields: FieldSpec[] = [
  day('screening'),
  day('submission'),
  day('results', true),
  items('fields'),
  items('prizes'),
  note,
];

const cycleValues = (details: CycleDetails | undefined, programme?: ProgrammeDetails): Values => ({
  screening: details?.screening ?? '',
  submission: details?.submission ?? '',
  results: details?.results ?? '',
  fields: itemLines(details?.fields ?? programme?.fields ?? []),
  prizes: itemLines(details?.prizes ?? programme?.prizes ?? []),
  note: details?.note ?? '',
  programmeId: '',
  year: '',
  on: '',
  from: '',
});

const cycleOf = (values: Values) => ({
  screening: str(values, 'screening'),
  submission: str(values, 'submission'),
  results: str(values, 'results'),
  fields: itemsOf(str(values, 'fields')),
  prizes: itemsOf(str(values, 'prizes')),
  note: str(values, 'note'),
});

const named = (items: Item[], { language }: Known): Option[] =>
  items.map(({ code, name }) => ({ value: code, label: language.of(name) }));
const choice = (name: string, label: TextKey, options: () => Option[], more: Partial<FieldSpec> = {}): FieldSpec => ({
  name,
  type: 'choice',
  label,
  options,
  ...more,
});
const programmeChoice = (known: Known): FieldSpec =>
  choice('programmeId', 'award.field.programme', () =>
    known.programmes.map(({ id, details }) => ({ value: id, label: known.language.of(details?.name) })),
  );
const prizesOf = (known: Known) =>
  known.cycle?.details?.prizes.length ? known.cycle.details.prizes : (known.programme?.details?.prizes ?? []);

export const PROGRAMME_CHANGES: AwardChange[] = [
  {
    name: 'amendProgramme',
    title: 'award.amendProgramme',
    say: 'award.sayAmend',
    about: 'programme',
    reason: 'optional',
    fields: () => [from, ...programmeFields],
    initial: ({ programme }) => programmeValues(programme?.details),
    send: (values, { client, programme, envelope, options }) =>
      client.amendProgramme(
        {
          envelope,
          id: programme!.id,
          from: str(values, 'from'),
          details: programmeOf(values),
          updateMask: maskOf(values, programmeValues(programme?.details), programmeFields),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'endProgramme',
    title: 'award.endProgramme',
    say: 'award.sayEnd',
    about: 'programme',
    reason: 'optional',
    fields: () => [on],
    send: (values, { client, programme, envelope, options }) =>
      client.endProgramme({ envelope, id: programme!.id, on: str(values, 'on') }, options),
  },
  {
    name: 'correctProgramme',
    title: 'award.correctProgramme',
    say: 'award.sayCorrect',
    about: 'programme',
    reason: 'required',
    fields: ({ programme }) => [
      choice('wrongFrom', 'award.field.wrongFrom', () =>
        (programme?.wordings ?? []).map(({ period }) => ({
          value: period?.from ?? '',
          label: formatDate(period?.from ?? ''),
        })),
      ),
      ...programmeFields,
    ],
    initial: ({ programme }) => ({
      ...programmeValues(programme?.details),
      wrongFrom: programme?.period?.from ?? '',
    }),
    send: (values, { client, programme, envelope, options }) =>
      client.correctProgramme(
        { envelope, id: programme!.id, wrongFrom: str(values, 'wrongFrom'), details: programmeOf(values) },
        options,
      ),
  },
];

export const CYCLE_CHANGES: AwardChange[] = [
  {
    name: 'changeCycle',
    title: 'award.changeCycle',
    say: 'award.sayChangeCycle',
    about: 'cycle',
    reason: 'optional',
    fields: () => [from, ...cycleFields],
    initial: ({ cycle }) => cycleValues(cycle?.details),
    send: (values, { client, cycle, envelope, options }) =>
      client.changeCycle(
        {
          envelope,
          id: cycle!.id,
          from: str(values, 'from'),
          details: cycleOf(values),
          updateMask: maskOf(values, cycleValues(cycle?.details), cycleFields),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'correctCycle',
    title: 'award.correctCycle',
    say: 'award.sayCorrectCycle',
    about: 'cycle',
    reason: 'required',
    fields: () => cycleFields,
    initial: ({ cycle }) => cycleValues(cycle?.details),
    send: (values, { client, cycle, envelope, options }) =>
      client.correctCycle({ envelope, id: cycle!.id, details: cycleOf(values) }, options),
  },
];

const step = (
  name: string,
  title: TextKey,
  say: TextKey,
  fields: AwardChange['fields'],
  stepOf: (values: Values) => Parameters<Client<typeof AwardService>['proceedNomination']>[0]['step'],
  more: Partial<AwardChange> = {},
): AwardChange => ({
  name,
  title,
  say,
  about: 'nomination',
  reason: 'optional',
  fields: (known) => [on, ...fields(known)],
  send: (values, { client, nomination, envelope, options }) =>
    client.proceedNomination({ envelope, id: nomination!.id, on: str(values, 'on'), step: stepOf(values) }, options),
  ...more,
});

const reasons: FieldSpec = { name: 'reasons', type: 'long', label: 'award.field.reasons' };

const SCREEN = step(
  'screen',
  'award.screen',
  'award.sayScreen',
  () => [
    {
      name: 'verdict',
      type: 'choice',
      label: 'award.field.verdict',
      options: (_, t) => [
        { value: 'yes', label: t('award.field.passed') },
        { value: 'no', label: t('award.field.notPassed') },
      ],
    },
    { ...reasons, hint: 'award.field.reasonsHint', optional: true },
  ],
  (values) => ({
    case: 'screening',
    value: { passed: str(values, 'verdict') === 'yes', reasons: str(values, 'reasons') },
  }),
);
const SUBMIT = step(
  'submit',
  'award.submit',
  'award.saySubmit',
  () => [],
  () => ({ case: 'submission', value: {} }),
);
const RESULT = step(
  'result',
  'award.result',
  'award.sayResult',
  (known) =>
    prizesOf(known).length ? [choice('prize', 'award.field.prize', () => named(prizesOf(known), known))] : [],
  (values) => ({ case: 'awarding', value: { prize: str(values, 'prize') } }),
  { paperRequired: true },
);
const DECLINE = step(
  'decline',
  'award.decline',
  'award.sayDecline',
  () => [{ ...reasons, path: 'reasons' }],
  (values) => ({ case: 'declinedBecause', value: str(values, 'reasons') }),
  { paperRequired: true },
);
export const REVOKE = step(
  'revoke',
  'award.revoke',
  'award.sayRevoke',
  () => [{ ...reasons, path: 'reasons' }],
  (values) => ({ case: 'revokedBecause', value: str(values, 'reasons') }),
  { paperRequired: true },
);
const ANSWER: AwardChange = {
  name: 'answer',
  title: 'award.answer',
  say: 'award.sayAnswer',
  about: 'nomination',
  reason: 'optional',
  fields: (known) => [
    on,
    choice('criterion', 'award.field.criterion', () =>
      (known.nomination?.nominees.find(({ findings }) => findings.length)?.findings ?? [])
        .filter(({ mayBeStated }) => mayBeStated)
        .map(({ code, words }) => ({ value: code, label: known.language.of(words) })),
    ),
    {
      name: 'met',
      type: 'choice',
      label: 'award.field.met',
      options: (_, t) => [
        { value: 'yes', label: t('award.field.metYes') },
        { value: 'no', label: t('award.field.metNo') },
      ],
    },
    { name: 'because', type: 'long', label: 'award.field.because' },
  ],
  send: (values, { client, nomination, envelope, options }) =>
    client.answerCriterion(
      {
        envelope,
        id: nomination!.id,
        on: str(values, 'on'),
        criterion: str(values, 'criterion'),
        met: str(values, 'met') === 'yes',
        because: str(values, 'because'),
      },
      options,
    ),
};
const ANNUL: AwardChange = {
  name: 'annul',
  title: 'award.annul',
  say: 'award.sayAnnul',
  about: 'nomination',
  reason: 'required',
  fields: () => [],
  send: (_, { client, nomination, envelope, options }) =>
    client.annulNomination({ envelope, id: nomination!.id }, options),
};

/** What can come next of a nomination, where it stands. */
export function nominationChanges({ step: at }: Nomination): AwardChange[] {
  switch (at) {
    case NominationStep.NOMINATED:
      return [ANSWER, SCREEN, ANNUL];
    case NominationStep.SCREENED_IN:
      return [ANSWER, SUBMIT, ANNUL];
    case NominationStep.SUBMITTED:
      return [ANSWER, RESULT, DECLINE, ANNUL];
    case NominationStep.AWARDED:
      return [REVOKE, ANNUL];
    default:
      return [ANNUL];
  }
}

export const NEW_CHANGES: AwardChange[] = [
  {
    name: 'nominate',
    title: 'award.nominate',
    say: 'award.sayNominate',
    about: 'cycle',
    reason: 'optional',
    fields: (known) => {
      const { cycle, works, awards, language } = known;
      const forWorks = cycle?.programme?.forWorks ?? false;
      const recognised = works.filter(({ recognitions }) => recognitions.length);
      return [
        on,
        { name: 'personId', type: 'person', label: 'award.field.person', clears: ['workId', 'cites', 'holds'] },
        { name: 'unitId', type: 'unit', label: 'award.field.unit' },
        ...(forWorks
          ? [
              choice('workId', 'award.field.work', () =>
                works.map(({ id, details }) => ({ value: id, label: details?.title ?? '' })),
              ),
            ]
          : []),
        ...(cycle?.details?.fields.length
          ? [choice('field', 'award.field.ofField', () => named(cycle.details!.fields, known))]
          : []),
        ...(!forWorks && recognised.length
          ? [
              {
                name: 'cites',
                type: 'many' as const,
                label: 'award.field.contributions' as TextKey,
                path: 'contribution_ids',
                optional: true,
                options: () =>
                  recognised.map(({ id, details, on: made }) => ({
                    value: id,
                    label: `${details?.title} (${formatDate(made)})`,
                  })),
              },
            ]
          : []),
        ...(!forWorks && awards.length
          ? [
              {
                name: 'holds',
                type: 'many' as const,
                label: 'award.field.awards' as TextKey,
                path: 'award_ids',
                optional: true,
                options: () =>
                  awards.map((award) => ({
                    value: award.nominationId,
                    label: `${language.of(award.programmeName)} ${award.year}`,
                  })),
              },
            ]
          : []),
      ];
    },
    send: (values, { client, id, cycle, envelope, options }) =>
      client.nominate(
        {
          envelope,
          id,
          cycleId: cycle!.id,
          on: str(values, 'on'),
          personId: cycle!.programme?.forWorks ? '' : str(values, 'personId'),
          workId: str(values, 'workId'),
          field: str(values, 'field'),
          unitId: str(values, 'unitId'),
          contributionIds: lines(values, 'cites'),
          awardIds: lines(values, 'holds'),
        },
        options,
      ),
  },
  {
    name: 'openCycle',
    title: 'award.openCycle',
    say: 'award.sayOpenCycle',
    about: 'nothing',
    reason: 'optional',
    fields: (known) => [programmeChoice(known), year, { ...on, half: true }, ...cycleFields],
    initial: () => cycleValues(undefined),
    send: (values, { client, id, envelope, options }) =>
      client.openCycle(
        {
          envelope,
          id,
          programmeId: str(values, 'programmeId'),
          year: num(values, 'year'),
          on: str(values, 'on'),
          details: cycleOf(values),
        },
        options,
      ),
  },
  {
    name: 'recordAward',
    title: 'award.recordAward',
    say: 'award.sayRecordAward',
    about: 'nothing',
    reason: 'optional',
    paperRequired: true,
    fields: (known) => [
      programmeChoice(known),
      year,
      { ...on, half: true },
      { name: 'personId', type: 'person', label: 'award.who' },
      { name: 'unitId', type: 'unit', label: 'award.colUnit' },
    ],
    send: (values, { client, id, envelope, options }) =>
      client.recordAward(
        {
          envelope,
          id,
          programmeId: str(values, 'programmeId'),
          year: num(values, 'year'),
          on: str(values, 'on'),
          personId: str(values, 'personId'),
          unitId: str(values, 'unitId'),
        },
        options,
      ),
  },
  {
    name: 'setProgramme',
    title: 'award.addProgramme',
    say: 'award.sayProgramme',
    about: 'nothing',
    reason: 'optional',
    fields: () => [from, { name: 'to', type: 'date', label: 'award.field.to', optional: true }, ...programmeFields],
    initial: () => programmeValues(undefined),
    send: (values, { client, id, envelope, options }) =>
      client.setProgramme(
        { envelope, id, from: str(values, 'from'), to: str(values, 'to'), details: programmeOf(values) },
        options,
      ),
  },
  {
    name: 'load',
    title: 'award.load',
    say: 'award.sayLoad',
    about: 'nothing',
    reason: 'optional',
    fields: () => [],
    send: (_, { client, envelope, options }) => client.loadShippedProgrammes({ envelope }, options),
  },
];

export const ALL_CHANGES: AwardChange[] = [
  ...NEW_CHANGES,
  ...PROGRAMME_CHANGES,
  ...CYCLE_CHANGES,
  ANSWER,
  SCREEN,
  SUBMIT,
  RESULT,
  DECLINE,
  REVOKE,
  ANNUL,
];

/** Every field a form of these may have, still empty. */
export const BLANK: Values = {
  on: '',
  from: '',
  personId: '',
  workId: '',
  field: '',
  unitId: '',
  cites: '',
  holds: '',
  criterion: '',
  met: '',
  because: '',
  verdict: '',
  reasons: '',
  prize: '',
  programmeId: '',
  year: '',
};
