import { DestroyRef, Injectable, computed, inject, signal } from '@angular/core';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';

/**
 * Where the reader's people stand in education, and how many are below by law; asked once for all who show it, and again whenever the
 * ledger or the moment has moved.
 */
@Injectable({ providedIn: 'root' })
export class BelowByLaw {
  private readonly client = injectClient(StandingService);
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);

  /** Pages that show it to whoever opens them, if only to say that it is not for them. */
  private readonly shown = signal(0);
  private readonly asks = computed(
    () =>
      (!!this.registry.value() || !!this.registry.problem()) &&
      (this.shown() > 0 || (this.registry.may(Ability.READ_PEOPLE) && !this.registry.onlySelf())),
  );
  private readonly answer = read({
    params: () => (this.asks() ? { at: this.time.at(), head: this.registry.head() } : undefined),
    load: ({ at }, signal) => this.client.getStandingReport({ at }, { signal }),
  });
  /** The whole report, for a page that shows it as long as it stands. */
  report(page: DestroyRef) {
    this.shown.update((pages) => pages + 1);
    page.onDestroy(() => this.shown.update((pages) => pages - 1));
    return this.answer;
  }

  readonly count = computed(() => this.answer.value()?.lines[0]?.law?.below ?? 0);
}
