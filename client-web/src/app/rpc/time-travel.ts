import { Injectable, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Params, Router } from '@angular/router';
import { filter, map, startWith } from 'rxjs';
import { dayInVietnam } from '../ui/dates';
import { Searched } from '../ui/searched';
import { When, toTimePoint, whenIn } from './when';

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

  readonly when = computed<When>(() => whenIn(this.params()), {
    equal: (a, b) => a.valid === b.valid && a.known === b.known,
  });
  readonly valid = computed(() => this.when().valid);
  readonly known = computed(() => this.when().known);
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

const clean = (when: When): Params => Object.fromEntries(Object.entries(when).filter(([, value]) => value));
