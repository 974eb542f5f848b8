import { Injectable, computed, inject } from '@angular/core';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';

/** How many of the reader's people are below by law in education; asked again whenever the ledger or the moment has moved. */
@Injectable({ providedIn: 'root' })
export class BelowByLaw {
  private readonly client = injectClient(StandingService);
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);

  private readonly answer = read({
    params: () =>
      this.registry.may(Ability.READ_PEOPLE) && !this.registry.onlySelf()
        ? { at: this.time.at(), head: this.registry.head() }
        : undefined,
    load: ({ at }, signal) => this.client.getStandingReport({ at }, { signal }),
  });
  readonly count = computed(() => this.answer.value()?.lines[0]?.law?.below ?? 0);
}
