import type { MessageInitShape } from '@bufbuild/protobuf';
import type { TimePointSchema } from '../../gen/hientai/rpc/v1/time_pb';
import { dayInVietnam, endOfDayInVietnam, isDay } from '../ui/dates';

// Needs nothing of the framework: the starter reads the address before it is there.

export type TimePointInit = MessageInitShape<typeof TimePointSchema>;

/** The moment a page is asked about, as written in the URL; an absent half means now. */
export interface When {
  /** ISO day. */
  valid?: string;
  /** ISO day, meaning its end in Vietnam; or a ledger position. */
  known?: string;
}

/** What the parameters of an address say of it; what is no day and no position says nothing. */
export const whenIn = (params: Readonly<Record<string, unknown>>): When => ({
  valid: day(params['valid']),
  known: day(params['known']) ?? position(params['known']),
});

export function toTimePoint(when: When): TimePointInit | undefined {
  const known = knownOf(when.known);
  if (!when.valid && !known) return undefined;
  return { validOn: when.valid ?? '', known };
}

/** What is known today is what is known so far: its end is still to come, and the server takes no such instant. */
function knownOf(known: string | undefined): TimePointInit['known'] {
  if (!known || known === dayInVietnam(new Date())) return undefined;
  if (isPosition(known)) return { case: 'knownPosition', value: BigInt(known) };
  const end = endOfDayInVietnam(known).getTime();
  const seconds = Math.floor(end / 1000);
  return { case: 'knownAt', value: { seconds: BigInt(seconds), nanos: (end - seconds * 1000) * 1_000_000 } };
}

/** A ledger position; what has more digits than one can have is none. */
export const isPosition = (known: string) => /^\d{1,18}$/.test(known);

const day = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : undefined);
const position = (value: unknown) => (typeof value === 'string' && isPosition(value) ? value : undefined);
