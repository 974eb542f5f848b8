import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Params, Router } from '@angular/router';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { filter, map, startWith } from 'rxjs';
import type { TimePointSchema } from '../../gen/hientai/rpc/v1/time_pb';
import { dayInVietnam, endOfDayInVietnam, isDay } from '../ui/dates';
import { Searched } from '../ui/searched';

export type TimePointInit = MessageInitShape<typeof TimePointSchema>;

/** The moment a page is asked about, as written in the URL; an absent half means now. */
export interface When {
  /** ISO day. */
  valid?: string;
  /** ISO day, meaning its end in Vietnam; or a ledger position. */
  known?: string;
}

export function toTimePoint(when: When): TimePointInit | undefined {
  const known = knownOf(when.known);
  if (!when.valid && !known) return undefined;
  return { validOn: when.valid ?? '', known };
}

/** What is known today is what is known so far: its end is still to come, and the server takes no such instant. */
function knownOf(known: string | undefined): TimePointInit['known'] {
  if (!known || known === dayInVietnam(new Date())) return undefined;
  if (isPosition(known)) return { case: 'knownPosition', value: BigInt(known) };
  return { case: 'knownAt', value: timestampFromDate(endOfDayInVietnam(known)) };
}

export const isPosition = (known: string) => /^\d+$/.test(known);

/** Where in time the whole app stands. The URL alone decides, so every page can be linked to and shared. */
@Injectable({ providedIn: 'root' })
export class TimeTravel {
  private readonly router = inject(Router);
  private readonly searched = inject(Searched);
  private readonly params = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => this.router.parseUrl(this.router.url).queryParams),
      startWith(this.router.parseUrl(this.router.url || location.pathname + location.search).queryParams),
    ),
    { requireSync: true },
  );

  readonly valid = computed(() => day(this.params()['valid']));
  readonly known = computed(() => day(this.params()['known']) ?? position(this.params()['known']));
  readonly when = computed<When>(() => ({ valid: this.valid(), known: this.known() }), {
    equal: (a, b) => a.valid === b.valid && a.known === b.known,
  });
  readonly at = computed(() => toTimePoint(this.when()));
  /** Not now: reading only. */
  readonly past = computed(() => !!(this.valid() || this.known()));
  /** Query parameters that carry the moment from page to page. */
  readonly query = computed<Params>(() => clean(this.when()));

  today() {
    return dayInVietnam(new Date());
  }

  /** Puts the whole app at another moment, on the same page. */
  go(when: When) {
    const next = { ...this.when(), ...when };
    const queryParams = { valid: next.valid || null, known: next.known || null };
    return this.searched.go(queryParams, { replaceUrl: false });
  }

  leave() {
    return this.go({ valid: undefined, known: undefined });
  }
}

const day = (value: unknown) => (typeof value === 'string' && isDay(value) ? value : undefined);
const position = (value: unknown) => (typeof value === 'string' && isPosition(value) ? value : undefined);
const clean = (when: When): Params => Object.fromEntries(Object.entries(when).filter(([, value]) => value));
