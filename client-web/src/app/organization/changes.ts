import type { CallOptions } from '@connectrpc/connect';
import type { Client } from '@connectrpc/connect';
import { Unit, UnitKind } from '../../gen/hientai/organization/v1/unit_pb';
import type { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { EnvelopeInit, FieldSpec, Values, lines, num, str } from '../rpc/record/form-spec';
import { formatDate } from '../ui/dates';
import { TextKey } from '../ui/text';
import { unitKindKey, valuesOf } from '../ui/vocabulary';

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
}

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
        },
        options,
      ),
  },
  {
    name: 'move',
    title: 'unit.move',
    say: 'unit.sayMove',
    reason: 'optional',
    fields: () => [parent, from],
    initial: () => ({ parentId: '', from: '' }),
    send: (values, { client, unit, envelope, options }) =>
      client.moveUnit(
        { envelope, id: unit!.id, from: str(values, 'from'), parentId: str(values, 'parentId') },
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
      client.recodeUnit({ envelope, id: unit!.id, from: str(values, 'from'), code: str(values, 'code') }, options),
  },
  {
    name: 'addChild',
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
