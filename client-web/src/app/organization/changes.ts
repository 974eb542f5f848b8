import type { CallOptions } from '@connectrpc/connect';
import type { Client } from '@connectrpc/connect';
import { PartKind, Unit, UnitKind } from '../../gen/hientai/organization/v1/unit_pb';
import type { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { EnvelopeInit, FieldSpec, Values, flag, laterEntries, lines, num, str } from '../rpc/record/form-spec';
import { formatDate } from '../ui/dates';
import { TextKey } from '../ui/text';
import { partKindKey, unitKindKey, valuesOf } from '../ui/vocabulary';

/** What is sent, apart from the unit it is about. */
export interface UnitCall {
  client: Client<typeof UnitService>;
  /** The unit the page is about; for a new one, its parent. */
  unit: Unit | undefined;
  newId: string;
  envelope: EnvelopeInit;
  options?: CallOptions;
}

export interface UnitChange {
  name: string;
  title: TextKey;
  say: TextKey;
  reason: 'optional' | 'required';
  fields: (unit: Unit | undefined) => FieldSpec[];
  initial: (unit: Unit | undefined) => Values;
  send: (values: Values, call: UnitCall) => Promise<Receipt>;
  /** Offered for such a unit only. */
  when?: (unit: Unit) => boolean;
}

/** What can be recorded about a unit as it stands. */
export const changesOf = (unit: Unit) => UNIT_CHANGES.filter((change) => !change.when || change.when(unit));

const from: FieldSpec = { name: 'from', type: 'date', label: 'field.from' };
const name: FieldSpec = { name: 'name', type: 'text', label: 'field.unitName' };
const shortName: FieldSpec = {
  name: 'shortName',
  type: 'text',
  label: 'field.shortName',
  hint: 'field.shortNameHint',
  optional: true,
};
const code: FieldSpec = { name: 'code', type: 'text', label: 'field.code' };
const parent: FieldSpec = { name: 'parentId', type: 'unit', label: 'field.parent', groups: true };
const aliases: FieldSpec = {
  name: 'aliases',
  type: 'lines',
  label: 'field.aliases',
  hint: 'field.aliasesHint',
  optional: true,
};

const on: FieldSpec = { name: 'on', type: 'date', label: 'field.endOn' };
const stands = (unit: Unit) => !unit.ended && !unit.outside;
const into: FieldSpec = { name: 'intoId', type: 'unit', label: 'field.into', outside: true };
const part = (name: string, label: TextKey, parts: PartKind[]): FieldSpec => ({
  name,
  type: 'choice',
  label,
  options: (_, t) => parts.map((kind) => ({ value: String(kind), label: t(partKindKey(kind)) })),
});
const PARTS = [PartKind.MAJOR, PartKind.MINOR, PartKind.REMAINDER];
const SPLIT_ROWS = [1, 2, 3, 4] as const;
/** Two receiving units are asked for; a third and fourth once the one before is named. */
const splitFields = (): FieldSpec[] =>
  SPLIT_ROWS.flatMap((row): FieldSpec[] => {
    const [optional, at] = [row > 2, row - 1];
    const when = (values: Values) => row <= 2 || !!values[`into${at}`];
    return [
      { ...into, name: `into${row}`, label: `field.into${row}`, path: `parts[${at}].into_id`, optional, when },
      {
        ...part(`part${row}`, `field.part${row}`, PARTS),
        path: row === 1 ? 'parts' : `parts[${at}].part`,
        hint: row === 1 ? 'field.partHint' : undefined,
        optional,
        when: (values) => when(values) && (row <= 2 || !!values[`into${row}`]),
      },
    ];
  });

type Wrong = 'name' | 'parentId' | 'code' | 'date';
const WRONGS: [Wrong, TextKey][] = [
  ['name', 'field.wrongName'],
  ['parentId', 'field.wrongParent'],
  ['code', 'field.wrongCode'],
  ['date', 'field.wrongDate'],
];
const wrongIs = (wrong: Wrong) => (values: Values) => values['wrong'] === wrong;

/** What can be recorded about a unit: one line of its menu each. */
export const UNIT_CHANGES: UnitChange[] = [
  {
    name: 'rename',
    title: 'unit.rename',
    say: 'unit.sayRename',
    reason: 'optional',
    fields: () => [name, shortName, from],
    initial: () => ({ name: '', shortName: '', from: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.renameUnit(
        {
          envelope,
          id: unit!.id,
          from: str(values, 'from'),
          name: str(values, 'name'),
          shortName: str(values, 'shortName'),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'move',
    when: stands,
    title: 'unit.move',
    say: 'unit.sayMove',
    reason: 'optional',
    fields: () => [parent, from],
    initial: () => ({ parentId: '', from: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.moveUnit(
        {
          envelope,
          id: unit!.id,
          from: str(values, 'from'),
          parentId: str(values, 'parentId'),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'recode',
    title: 'unit.recode',
    say: 'unit.sayRecode',
    reason: 'optional',
    fields: () => [code, from],
    initial: () => ({ code: '', from: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.recodeUnit(
        {
          envelope,
          id: unit!.id,
          from: str(values, 'from'),
          code: str(values, 'code'),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'addChild',
    when: stands,
    title: 'unit.addChild',
    say: 'unit.sayAddChild',
    reason: 'optional',
    fields: () => [
      {
        name: 'kind',
        type: 'choice',
        label: 'field.unitKind',
        options: (_, t) =>
          valuesOf<UnitKind>(UnitKind).map((kind) => ({ value: String(kind), label: t(unitKindKey(kind)) })),
      },
      name,
      { ...shortName, half: true },
      { ...code, optional: true, half: true },
      { ...from, label: 'field.founded' },
      aliases,
    ],
    initial: () => ({ kind: '', name: '', shortName: '', code: '', from: '', aliases: '' }),
    send: (values, { client, unit, newId, envelope, options }) =>
      client.foundUnit(
        {
          envelope,
          id: newId,
          kind: num(values, 'kind') as UnitKind,
          from: str(values, 'from'),
          name: str(values, 'name'),
          shortName: str(values, 'shortName'),
          code: str(values, 'code'),
          parentId: unit?.id ?? '',
          aliases: lines(values, 'aliases'),
        },
        options,
      ),
  },
  {
    name: 'correct',
    title: 'unit.correct',
    say: 'unit.sayCorrect',
    reason: 'required',
    fields: (unit) => [
      {
        name: 'wrong',
        type: 'choice',
        label: 'field.wrongWhat',
        options: (_, t) => WRONGS.map(([value, label]) => ({ value, label: t(label) })),
      },
      {
        name: 'wrongFrom',
        type: 'choice',
        label: 'field.wrongFrom',
        options: () =>
          (unit?.spans ?? []).map((span) => ({
            value: span.period?.from ?? '',
            label: `${formatDate(span.period?.from ?? '')}: ${span.name}, ${span.code}, ${span.parentName}`,
          })),
      },
      { ...name, when: wrongIs('name') },
      { ...shortName, when: wrongIs('name') },
      { ...parent, when: wrongIs('parentId') },
      { ...code, when: wrongIs('code') },
      { name: 'rightFrom', type: 'date', label: 'field.rightFrom', optional: true },
    ],
    initial: (unit) => ({
      wrong: '',
      wrongFrom: '',
      name: unit?.name ?? '',
      shortName: unit?.shortName ?? '',
      parentId: '',
      code: unit?.code ?? '',
      rightFrom: '',
    }),
    send: (values, { client, unit, envelope, options }) =>
      client.correctUnit(
        {
          envelope,
          id: unit!.id,
          wrong: wrongOf(values),
          wrongFrom: str(values, 'wrongFrom'),
          rightFrom: str(values, 'rightFrom'),
        },
        options,
      ),
  },
  {
    name: 'aliases',
    title: 'unit.aliasesAct',
    say: 'unit.sayAliases',
    reason: 'optional',
    fields: () => [aliases],
    initial: (unit) => ({ aliases: unit?.aliases.join('\n') ?? '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.setUnitAliases({ envelope, id: unit!.id, aliases: lines(values, 'aliases') }, options),
  },
  {
    name: 'merge',
    title: 'unit.merge',
    say: 'unit.sayMerge',
    reason: 'optional',
    when: stands,
    fields: () => [into, on],
    initial: () => ({ intoId: '', on: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.mergeUnits({ envelope, ids: [unit!.id], intoId: str(values, 'intoId'), on: str(values, 'on') }, options),
  },
  {
    name: 'split',
    title: 'unit.split',
    say: 'unit.saySplit',
    reason: 'optional',
    when: stands,
    fields: () => [on, ...splitFields()],
    initial: () =>
      Object.fromEntries([
        ['on', ''],
        ...SPLIT_ROWS.flatMap((row) => [
          [`into${row}`, ''],
          [`part${row}`, ''],
        ]),
      ]),
    send: (values, { client, unit, envelope, options }) =>
      client.splitUnit(
        {
          envelope,
          id: unit!.id,
          on: str(values, 'on'),
          parts: SPLIT_ROWS.filter((row) => str(values, `into${row}`)).map((row) => ({
            intoId: str(values, `into${row}`),
            part: num(values, `part${row}`) as PartKind,
          })),
        },
        options,
      ),
  },
  {
    name: 'transferPart',
    title: 'unit.transferPart',
    say: 'unit.sayTransferPart',
    reason: 'optional',
    when: (unit) => !unit.ended,
    fields: () => [
      { ...into, path: 'part.into_id' },
      { ...part('part', 'field.part', [PartKind.MAJOR, PartKind.MINOR]), path: 'part.part' },
      { ...on, label: 'field.from' },
    ],
    initial: () => ({ intoId: '', part: '', on: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.transferPart(
        {
          envelope,
          id: unit!.id,
          on: str(values, 'on'),
          part: { intoId: str(values, 'intoId'), part: num(values, 'part') as PartKind },
        },
        options,
      ),
  },
  {
    name: 'dissolve',
    title: 'unit.dissolve',
    say: 'unit.sayDissolve',
    reason: 'optional',
    when: stands,
    fields: () => [on, { name: 'leavePeopleUnplaced', type: 'flag', label: 'field.leaveUnplaced', optional: true }],
    initial: () => ({ on: '', leavePeopleUnplaced: false }),
    send: (values, { client, unit, envelope, options }) =>
      client.dissolveUnit(
        {
          envelope,
          id: unit!.id,
          on: str(values, 'on'),
          leavePeopleUnplaced: flag(values, 'leavePeopleUnplaced'),
        },
        options,
      ),
  },
  {
    name: 'correctEnd',
    title: 'unit.correctEnd',
    say: 'unit.sayCorrectEnd',
    reason: 'required',
    fields: () => [
      { name: 'wrongOn', type: 'date', label: 'field.wrongOn' },
      { name: 'rightOn', type: 'date', label: 'field.rightOn', hint: 'field.rightOnHint', optional: true },
    ],
    initial: (unit) => ({ wrongOn: unit?.ended ?? '', rightOn: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.correctUnitEnd(
        { envelope, id: unit!.id, wrongOn: str(values, 'wrongOn'), rightOn: str(values, 'rightOn') },
        options,
      ),
  },
];

function wrongOf(values: Values) {
  switch (values['wrong'] as Wrong) {
    case 'name':
      return { case: 'name' as const, value: { name: str(values, 'name'), shortName: str(values, 'shortName') } };
    case 'parentId':
      return { case: 'parentId' as const, value: str(values, 'parentId') };
    case 'code':
      return { case: 'code' as const, value: str(values, 'code') };
    default:
      return { case: undefined };
  }
}
