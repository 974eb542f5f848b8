import { Injectable, computed, inject } from '@angular/core';
import { ProposalService } from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { injectClient } from '../rpc/transport';

/** How many proposals wait for the caller; asked again whenever the ledger has moved. */
@Injectable({ providedIn: 'root' })
export class WaitingProposals {
  private readonly client = injectClient(ProposalService);
  private readonly registry = inject(Registry);

  private readonly answer = read({
    params: () => (this.registry.may(Ability.APPROVE) ? { head: this.registry.head() } : undefined),
    load: (_, signal) => this.client.listProposals({ pageSize: 1 }, { signal }),
  });
  readonly count = computed(() => (this.registry.may(Ability.APPROVE) ? (this.answer.value()?.waiting ?? 0) : 0));
}
