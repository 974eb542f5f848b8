import { Injectable, Injector, computed, inject } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import { filter, firstValueFrom } from 'rxjs';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Role } from '../../gen/hientai/access/v1/account_pb';
import { read } from './read';
import { Session } from './session';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';

/** What the shell knows of the registry: its name, where the ledger stands, what the caller may do. */
@Injectable({ providedIn: 'root' })
export class Registry {
  private readonly client = injectClient(RegistryService);
  private readonly session = inject(Session);
  private readonly time = inject(TimeTravel);
  private readonly injector = inject(Injector);

  private readonly answer = read({
    // Asked once it is known who asks: an answer given before would not be theirs.
    params: () => {
      const as = this.session.account();
      return as === undefined ? undefined : { at: this.time.at(), as };
    },
    load: ({ at }, signal) => this.client.getRegistry({ at }, { signal }),
    subject: ({ as }) => as,
  });

  readonly value = this.answer.value;
  readonly problem = this.answer.problem;
  readonly name = computed(() => this.value()?.name ?? '');
  readonly moment = computed(() => this.value()?.at);
  readonly head = computed(() => this.value()?.at?.head);
  readonly actor = computed(() => this.value()?.actor);
  readonly me = computed(() => this.value()?.me);
  /** Nothing but their own file is in reach. */
  readonly onlySelf = computed(() => {
    const mandates = this.me()?.mandates ?? [];
    return mandates.length > 0 && mandates.every((mandate) => mandate.role === Role.PERSON_ON_RECORD);
  });
  private readonly told = computed(() => !!this.me() || !!this.problem());

  /** Whether the caller may do one of these, anywhere. */
  may(...abilities: Ability[]): boolean {
    return abilities.some((ability) => this.me()?.abilities.includes(ability));
  }

  /** Once it is known what the caller may do, or that nobody answers. */
  async answered(): Promise<void> {
    // Observed from now on: one observed before tells anew what held then.
    await firstValueFrom(toObservable(this.told, { injector: this.injector }).pipe(filter(Boolean)));
  }

  /** Whether this is the caller's own file. */
  owns(personId: string) {
    return !!personId && this.me()?.personId === personId;
  }

  reload() {
    this.answer.reload();
  }
}
