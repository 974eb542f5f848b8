import type { CallOptions, Client } from '@connectrpc/connect';
import { Quota, QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import type { QuotaService } from '../../gen/hientai/organization/v1/quota_service_pb';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { EnvelopeInit, FieldSpec, Values, laterEntries, num, str } from '../rpc/record/form-spec';
import { formatDate } from '../ui/dates';
import { TextKey } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { quotaTypeKey } from './cells';

/** What is sent, apart from the quota it is about. */
export interface QuotaCall {
  client: Client<typeof QuotaService>;
  /** The quota the page is about; none while one is granted. */
  quota: Quota | undefined;
  envelope: EnvelopeInit;
  options?: CallOptions;
}

export interface QuotaChange {
  name: string;
  title: TextKey;
  say: TextKey;
  reason: 'optional' | 'required';
  fields: (quota: Quota | undefined) => FieldSpec[];
  send: (values: Values, call: QuotaCall) => Promise<Receipt>;
}

const numbered = { type: 'text', numeric: true } as const;
const difference = (values: Values) => values['how'] === 'delta';
const number = (values: Values) => values['how'] === 'count';
const amount: FieldSpec[] = [
  {
    name: 'how',
    type: 'choice',
    label: 'quota.how',
    path: 'amount',
    options: (_, t) => [
      { value: 'delta', label: t('quota.byDelta') },
      { value: 'count', label: t('quota.byCount') },
    ],
  },
  { ...numbered, name: 'delta', label: 'quota.delta', hint: 'quota.deltaHint', when: difference },
  { ...numbered, name: 'count', label: 'quota.count', when: number },
];

const amountOf = (values: Values) =>
  difference(values)
    ? { case: 'delta' as const, value: signed(values, 'delta') }
    : number(values)
      ? { case: 'count' as const, value: num(values, 'count') }
      : { case: undefined };

/** The minus of the papers is a minus too. */
const signed = (values: Values, name: string) => Number(str(values, name).replace('−', '-')) || 0;
const named = (quota: Quota | undefined) => ({
  unitId: quota?.unitId ?? '',
  type: quota?.type ?? QuotaType.UNSPECIFIED,
  year: quota?.year ?? 0,
});

/** What can be recorded about a quota. */
export const QUOTA_CHANGES: QuotaChange[] = [
  {
    name: 'giao',
    title: 'quota.grant',
    say: 'quota.sayGrant',
    reason: 'optional',
    fields: () => [
      { name: 'unitId', type: 'unit', label: 'quota.unit', groups: true },
      {
        name: 'type',
        type: 'choice',
        label: 'quota.type',
        options: (_, t) =>
          valuesOf<QuotaType>(QuotaType).map((type) => ({ value: String(type), label: t(quotaTypeKey(type)) })),
      },
      { ...numbered, name: 'year', label: 'quota.year', half: true },
      { ...numbered, name: 'count', label: 'quota.count', half: true },
      { name: 'from', type: 'date', label: 'field.from', hint: 'quota.fromHint', optional: true },
    ],
    send: (values, { client, envelope, options }) =>
      client.grantQuota(
        {
          envelope,
          unitId: str(values, 'unitId'),
          type: num(values, 'type') as QuotaType,
          year: num(values, 'year'),
          count: num(values, 'count'),
          from: str(values, 'from'),
        },
        options,
      ),
  },
  {
    name: 'dieu-chinh',
    title: 'quota.adjust',
    say: 'quota.sayAdjust',
    reason: 'optional',
    fields: () => [...amount, { name: 'on', type: 'date', label: 'field.from' }],
    send: (values, { client, quota, envelope, options }) =>
      client.adjustQuota(
        {
          envelope,
          ...named(quota),
          on: str(values, 'on'),
          amount: amountOf(values),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'dinh-chinh',
    title: 'quota.correct',
    say: 'quota.sayCorrect',
    reason: 'required',
    fields: (quota) => [
      {
        name: 'wrongFrom',
        type: 'choice',
        label: 'quota.wrongFrom',
        options: () =>
          (quota?.spans ?? []).map((span) => ({
            value: span.period?.from ?? '',
            label: `${formatDate(span.period?.from ?? '')}: ${span.count}`,
          })),
      },
      ...amount.map((field) => (field.name === 'how' ? { ...field, optional: true } : field)),
      { name: 'rightFrom', type: 'date', label: 'field.rightFrom', optional: true },
    ],
    send: (values, { client, quota, envelope, options }) =>
      client.correctQuota(
        {
          envelope,
          ...named(quota),
          wrongFrom: str(values, 'wrongFrom'),
          rightFrom: str(values, 'rightFrom'),
          amount: amountOf(values),
        },
        options,
      ),
  },
  {
    name: 'bo',
    title: 'quota.revoke',
    say: 'quota.sayRevoke',
    reason: 'required',
    fields: () => [],
    send: (_, { client, quota, envelope, options }) => client.revokeQuota({ envelope, ...named(quota) }, options),
  },
];

export const quotaInitial = (unitId: string, type: string, year: number): Values => ({
  unitId,
  type,
  year: String(year),
  count: '',
  delta: '',
  how: '',
  from: '',
  on: '',
  wrongFrom: '',
  rightFrom: '',
});
