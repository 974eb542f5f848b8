import type { CallOptions, Client } from '@connectrpc/connect';
import type { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { Standard, Wording } from '../../gen/hientai/standards/v1/standard_pb';
import type { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { EnvelopeInit, FieldSpec, Values, laterEntries, maskOf, str } from '../rpc/record/form-spec';
import { TextKey } from '../ui/text';
import { DETAILS_FIELDS, detailsOf, detailsValues } from './details';

/** What is sent, apart from the standard it is about. */
export interface StandardCall {
  client: Client<typeof StandardService>;
  /** The standard's id; of a new one, the id minted for it. */
  id: string;
  /** The wording the form began from. */
  wording: Wording | undefined;
  envelope: EnvelopeInit;
  options?: CallOptions;
}

export interface StandardChange {
  name: string;
  title: TextKey;
  say: TextKey;
  reason: 'optional' | 'required';
  fields: FieldSpec[];
  initial: (wording: Wording | undefined, standard: Standard | undefined) => Values;
  send: (values: Values, call: StandardCall) => Promise<Receipt>;
}

const from: FieldSpec = { name: 'from', type: 'date', label: 'standard.field.from' };
const to: FieldSpec = {
  name: 'to',
  type: 'date',
  label: 'standard.field.to',
  hint: 'standard.field.toHint',
  optional: true,
};

export const ENACT: StandardChange = {
  name: 'enact',
  title: 'standard.enact',
  say: 'standard.sayEnact',
  reason: 'optional',
  fields: [from, to, ...DETAILS_FIELDS],
  initial: () => ({ from: '', to: '', ...detailsValues(undefined) }),
  send: (values, { client, id, envelope, options }) =>
    client.enactStandard(
      { envelope, id, from: str(values, 'from'), to: str(values, 'to'), details: detailsOf(values) },
      options,
    ),
};

/** Puts on record what comes with the product. */
export const LOAD: StandardChange = {
  name: 'load',
  title: 'standard.load',
  say: 'standard.sayLoad',
  reason: 'optional',
  fields: [],
  initial: () => ({}),
  send: (_, { client, envelope, options }) => client.loadShippedStandards({ envelope }, options),
};

/** Fields that are part of another on the wire. */
const SCOPE = { categories: 'scope', titles: 'scope', posts: 'scope', not_posts: 'scope' };

/** What can be recorded about a standard: one line of its menu each. */
export const STANDARD_CHANGES: StandardChange[] = [
  {
    name: 'amend',
    title: 'standard.amend',
    say: 'standard.sayAmend',
    reason: 'optional',
    fields: [from, ...DETAILS_FIELDS],
    initial: (wording) => ({ from: '', ...detailsValues(wording?.details) }),
    send: (values, { client, id, wording, envelope, options }) =>
      client.amendStandard(
        {
          envelope,
          id,
          from: str(values, 'from'),
          details: detailsOf(values),
          updateMask: maskOf(values, detailsValues(wording?.details), DETAILS_FIELDS, SCOPE),
          laterEntries: laterEntries(values),
        },
        options,
      ),
  },
  {
    name: 'repeal',
    title: 'standard.repeal',
    say: 'standard.sayRepeal',
    reason: 'optional',
    fields: [{ name: 'on', type: 'date', label: 'standard.field.repealOn', hint: 'standard.field.toHint' }],
    initial: () => ({ on: '' }),
    send: (values, { client, id, envelope, options }) =>
      client.repealStandard({ envelope, id, on: str(values, 'on') }, options),
  },
  {
    name: 'correct',
    title: 'standard.correct',
    say: 'standard.sayCorrect',
    reason: 'required',
    fields: [{ name: 'rightFrom', type: 'date', label: 'field.rightFrom', optional: true }, to, ...DETAILS_FIELDS],
    initial: (wording, standard) => ({
      rightFrom: '',
      to: standard?.wordings.at(-1)?.period?.to ?? '',
      ...detailsValues(wording?.details),
    }),
    send: (values, { client, id, wording, envelope, options }) =>
      client.correctStandard(
        {
          envelope,
          id,
          wrongFrom: wording?.period?.from ?? '',
          rightFrom: str(values, 'rightFrom'),
          to: str(values, 'to'),
          details: detailsOf(values),
        },
        options,
      ),
  },
];
