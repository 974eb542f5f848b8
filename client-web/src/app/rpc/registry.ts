import { Injectable, computed, inject } from '@angular/core';
import { Acting } from './acting';
import { read } from './read';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';

/** What the shell knows of the registry: its name, where the ledger stands, who is acting. */
@Injectable({ providedIn: 'root' })
export class Registry {
  private readonly client = injectClient(RegistryService);
  private readonly acting = inject(Acting);
  private readonly time = inject(TimeTravel);

  private readonly answer = read({
    params: () => ({ at: this.time.at(), as: this.acting.name() }),
    load: ({ at }, signal) => this.client.getRegistry({ at }, { signal }),
  });

  readonly value = this.answer.value;
  readonly problem = this.answer.problem;
  readonly name = computed(() => this.value()?.name ?? '');
  readonly moment = computed(() => this.value()?.at);
  readonly head = computed(() => this.value()?.at?.head);
  readonly actor = computed(() => this.value()?.actor);
  readonly actors = computed(() => this.value()?.actingAs ?? []);

  /** What the caller may do and see; undefined until it is known. */
  readonly me = computed(() => this.value()?.me);

  may(...any: Ability[]) {
    return any.some((ability) => this.me()?.abilities.includes(ability));
  }

  /** Whether this is the caller's own file. */
  owns(personId: string) {
    return !!personId && this.me()?.personId === personId;
  }

  reload() {
    this.answer.reload();
  }
}
