import type { CallOptions, Client } from '@connectrpc/connect';
import { Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { CandidacyDetails, Readiness, Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import type { CandidacyService, GetCandidacyResponse } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { Programme, Sector, SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import { EnvelopeInit, FieldSpec, FormSpec, Values, num, str } from '../rpc/record/form-spec';
import { Language, TextKey } from '../ui/text';
import { categoryKey, valuesOf } from '../ui/vocabulary';
import { kindKey, readinessKey, sectorKey, stageKey } from './words';

/** What a form is about and what it sends to. */
export interface Recorded {
  client: Client<typeof CandidacyService>;
  answer: GetCandidacyResponse;
  programme: Programme | undefined;
  language: Language;
}

export interface Change {
  title: TextKey;
  say: TextKey;
  fields: FieldSpec[];
  initial: Values;
  reason: FormSpec['reason'];
  paperRequired?: boolean;
  send: (values: Values, envelope: EnvelopeInit, options?: CallOptions) => Promise<Receipt>;
}

const successor = (values: Values) => num(values, 'kind') === SourceKind.SUCCESSOR;

/** What is recorded of a candidacy from its beginning; kinds and sectors as far as the programme takes them. */
export function detailFields(programme: (values: Values) => Programme | undefined): FieldSpec[] {
  return [
    {
      name: 'kind',
      type: 'choice',
      half: true,
      label: 'talent.kind',
      options: (values, t) => {
        const kinds = programme(values)?.details?.kinds ?? valuesOf<SourceKind>(SourceKind);
        return kinds.map((kind) => ({ value: String(kind), label: t(kindKey(kind)) }));
      },
    },
    {
      name: 'sector',
      type: 'choice',
      half: true,
      optional: true,
      label: 'find.sectors',
      options: (values, t) => {
        const own = programme(values)?.details?.sectors ?? [];
        return (own.length ? own : valuesOf<Sector>(Sector)).map((sector) => ({
          value: String(sector),
          label: t(sectorKey(sector)),
        }));
      },
    },
    { name: 'targetUnitId', path: 'target.unit_id', type: 'unit', label: 'talent.targetUnit', when: successor },
    { name: 'targetPost', path: 'target.post', type: 'text', half: true, label: 'talent.target', when: successor },
    {
      name: 'targetCategory',
      path: 'target.category',
      type: 'choice',
      half: true,
      label: 'talent.targetCategory',
      when: successor,
      options: (_, t) =>
        valuesOf<Category>(Category).map((one) => ({ value: String(one), label: t(categoryKey(one)) })),
    },
    {
      name: 'readiness',
      type: 'choice',
      label: 'talent.readiness',
      when: successor,
      options: (_, t) =>
        valuesOf<Readiness>(Readiness).map((one) => ({ value: String(one), label: t(readinessKey(one)) })),
    },
    { name: 'unitId', type: 'unit', optional: true, label: 'talent.unit' },
    { name: 'availableFrom', type: 'date', optional: true, label: 'talent.availableFrom' },
    { name: 'merits', type: 'long', label: 'talent.merits' },
  ];
}

export const detailValues = (details?: CandidacyDetails): Values => ({
  kind: details ? String(details.kind) : '',
  sector: details?.sector ? String(details.sector) : '',
  targetUnitId: details?.target?.unitId ?? '',
  targetPost: details?.target?.post ?? '',
  targetCategory: details?.target ? String(details.target.category) : '',
  readiness: details?.readiness ? String(details.readiness) : '',
  unitId: details?.unitId ?? '',
  availableFrom: details?.availableFrom ?? '',
  merits: details?.merits ?? '',
});

/** The title code is not asked for here; the one that is known stays with its post. */
export const detailsOf = (values: Values, known?: { post: string; titleCode: string }) => ({
  kind: num(values, 'kind') as SourceKind,
  sector: num(values, 'sector') as Sector,
  unitId: str(values, 'unitId'),
  target: successor(values)
    ? {
        unitId: str(values, 'targetUnitId'),
        post: str(values, 'targetPost'),
        category: num(values, 'targetCategory') as Category,
        titleCode: known?.post === str(values, 'targetPost') ? known.titleCode : '',
      }
    : undefined,
  readiness: successor(values) ? (num(values, 'readiness') as Readiness) : Readiness.UNSPECIFIED,
  availableFrom: str(values, 'availableFrom'),
  merits: str(values, 'merits'),
});

const on: FieldSpec = { name: 'on', type: 'date', label: 'talent.on' };
/** What belongs to a step, where something does; whoever declines or leaves is told why. */
const NOTES: Partial<Record<Stage, { label: TextKey; optional: boolean }>> = {
  [Stage.INVITED]: { label: 'talent.inviteTo', optional: true },
  [Stage.IN_USE]: { label: 'talent.employAs', optional: true },
  [Stage.DECLINED]: { label: 'talent.why', optional: false },
  [Stage.LEFT]: { label: 'talent.why', optional: false },
};

function move(to: Stage, { client, answer, programme, language }: Recorded): Change {
  const stated = to === Stage.VERIFIED ? (programme?.details?.criteria ?? []).filter((c) => c.rule === 'stated') : [];
  const note = NOTES[to];
  const resting = to === Stage.IN_POOL || to === Stage.IN_USE;
  return {
    title: stageKey(to),
    say: resting ? 'talent.sayOnPaper' : 'talent.sayMove',
    fields: [
      on,
      ...(note ? [{ name: 'note', type: 'long', ...note } satisfies FieldSpec] : []),
      ...stated.flatMap((criterion, at): FieldSpec[] => [
        {
          name: `met-${criterion.key}`,
          path: `answers[${at}].met`,
          type: 'yesno',
          label: 'talent.answerOf',
          labelAbout: { name: language.of(criterion.name) },
        },
        { name: `note-${criterion.key}`, path: `answers[${at}].note`, type: 'text', label: 'talent.answerNote' },
      ]),
    ],
    initial: {
      on: '',
      note: '',
      ...Object.fromEntries(
        stated.flatMap(({ key }) => [
          [`met-${key}`, ''],
          [`note-${key}`, ''],
        ]),
      ),
    },
    reason: resting ? 'optional' : 'unless-paper',
    paperRequired: resting,
    send: (values, envelope, options) =>
      client.moveCandidate(
        {
          envelope,
          id: answer.candidacy!.id,
          on: str(values, 'on'),
          to,
          note: note ? str(values, 'note') : '',
          answers: stated.map(({ key }) => ({
            criterion: key,
            met: str(values, `met-${key}`) === 'yes',
            note: str(values, `note-${key}`),
          })),
        },
        options,
      ),
  };
}

const assess = ({ client, answer, language }: Recorded): Change => ({
  title: 'talent.assess',
  say: answer.marks.length ? 'talent.sayAssess' : 'talent.noMarks',
  fields: [
    { name: 'round', path: 'assessment.round', type: 'text', half: true, label: 'talent.assessRound' },
    { ...on, half: true, label: 'talent.assessedOn' },
    { name: 'assessorId', path: 'assessor_id', type: 'person', label: 'talent.assessor' },
    ...answer.marks.map(({ key, name }): FieldSpec => ({
      name: `mark-${key}`,
      path: `marks.${key}`,
      type: 'choice',
      half: true,
      label: 'talent.markOf',
      labelAbout: { name: language.of(name) },
      options: () => ['1', '2', '3', '4', '5'].map((value) => ({ value, label: value })),
    })),
    { name: 'evidence', path: 'assessment.evidence', type: 'long', label: 'talent.evidence' },
  ],
  initial: {
    round: '',
    on: '',
    assessorId: '',
    evidence: '',
    ...Object.fromEntries(answer.marks.map(({ key }) => [`mark-${key}`, ''])),
  },
  reason: 'unless-paper',
  send: (values, envelope, options) =>
    client.assessCandidate(
      {
        envelope,
        id: answer.candidacy!.id,
        on: str(values, 'on'),
        assessment: {
          round: str(values, 'round'),
          assessorId: str(values, 'assessorId'),
          evidence: str(values, 'evidence'),
          marks: Object.fromEntries(answer.marks.map(({ key }) => [key, num(values, `mark-${key}`)])),
        },
      },
      options,
    ),
});

const correct = ({ client, answer, programme }: Recorded): Change => ({
  title: 'talent.correct',
  say: 'talent.sayCorrect',
  fields: [{ ...on, label: 'talent.foundOn' }, ...detailFields(() => programme)],
  initial: { on: answer.candidacy!.foundOn, ...detailValues(answer.candidacy!.details) },
  reason: 'required',
  send: (values, envelope, options) =>
    client.correctCandidacy(
      {
        envelope,
        id: answer.candidacy!.id,
        on: str(values, 'on'),
        details: detailsOf(values, answer.candidacy!.details?.target),
      },
      options,
    ),
});

const annul = ({ client, answer }: Recorded): Change => ({
  title: 'talent.annul',
  say: 'talent.sayAnnul',
  fields: [],
  initial: {},
  reason: 'required',
  send: (_, envelope, options) => client.annulCandidacy({ envelope, id: answer.candidacy!.id }, options),
});

/** By the word of the address: a stage's number for a step, or one of these. */
export function changeOf(word: string | undefined, about: Recorded): Change {
  switch (word) {
    case 'danh-gia':
      return assess(about);
    case 'dinh-chinh':
      return correct(about);
    case 'huy':
      return annul(about);
    default:
      return move(Number(word) as Stage, about);
  }
}
