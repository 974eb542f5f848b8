import { Component, computed, inject, input, signal } from '@angular/core';
import { ClientSecret, CredentialService } from '../../gen/hientai/access/v1/credential_service_pb';
import { Prove, guarded } from '../account/guarded';
import { Refused } from '../account/refused';
import { read } from '../rpc/read';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Sure } from '../ui/sure';
import { injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { HandedOver } from './handed-over';

/** Applications that may ask as this account (OAuth 2 client credentials). */
@Component({
  selector: 'ht-account-clients',
  imports: [Failure, HandedOver, Prove, Refused, Sure],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('admin.clients') }}</h2>
        <span class="note">{{ t('admin.clientsNote') }}</span>
        <div class="act">
          @if (!adding()) {
            <button
              class="btn sm"
              type="button"
              [attr.aria-disabled]="!open()"
              [title]="open() ? '' : t('admin.closed')"
              (click)="open() && adding.set(true)"
            >
              {{ t('admin.clientAdd') }}
            </button>
          }
        </div>
      </header>
      @if (secret(); as one) {
        <ht-handed-over
          [heading]="t('admin.clientSecret')"
          [values]="[
            { label: 'client_id', text: one.clientId },
            { label: 'client_secret', text: one.secret },
          ]"
          (done)="secret.set(undefined)"
        />
      }
      @for (write of [register, rotate, remove]; track $index) {
        @if (write.problem(); as problem) {
          <div class="field"><ht-refused [problem]="problem" /></div>
        }
        <ht-prove [of]="write" />
      }
      @if (adding()) {
        <form class="steps slim" (submit)="$event.preventDefault(); name().trim() && register(name())">
          <div class="field">
            <label for="client-name">{{ t('admin.clientName') }}</label>
            <div class="inp">
              <input
                id="client-name"
                maxlength="60"
                autocomplete="off"
                [value]="name()"
                (input)="name.set($any($event.target).value)"
              />
            </div>
          </div>
          <div class="btns">
            <button class="btn p" type="submit" [attr.aria-disabled]="!name().trim() || register.running()">
              {{ t('admin.clientAdd') }}
            </button>
            <button class="btn" type="button" (click)="adding.set(false)">{{ t('act.cancel') }}</button>
          </div>
        </form>
      }
      @if (clients.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="clients.reload()" />
      } @else if (clients.value()) {
        <ul class="kept">
          @for (client of own(); track client.clientId) {
            <li>
              <span
                ><b>{{ client.name }}</b
                ><small class="mono">{{ client.clientId }}</small></span
              >
              <span class="act">
                <ht-sure
                  [label]="t('admin.clientRotate')"
                  [about]="client.name"
                  [ask]="t('admin.clientRotateAsk')"
                  (yes)="rotate(client.clientId)"
                />
                <ht-sure
                  [label]="t('account.remove')"
                  [about]="client.name"
                  [ask]="t('admin.clientRemoveAsk')"
                  (yes)="remove(client.clientId)"
                />
              </span>
            </li>
          } @empty {
            <li class="mute">{{ t('admin.noClients') }}</li>
          }
        </ul>
      }
    </section>
  `,
})
export class AccountClients {
  protected readonly t = injectText();
  private readonly client = injectClient(CredentialService);
  private readonly toasts = inject(Toasts);
  readonly accountId = input.required<string>();
  readonly open = input(true);

  protected readonly adding = signal(false);
  protected readonly name = signal('');
  protected readonly secret = signal<ClientSecret | undefined>(undefined);
  protected readonly clients = read({
    params: () => true,
    load: (_, signal) => this.client.listClients({}, { signal }),
  });
  protected readonly own = computed(() =>
    (this.clients.value()?.clients ?? []).filter((client) => client.accountId === this.accountId()),
  );

  protected readonly register = guarded(async (name: string) => {
    this.secret.set(await this.client.registerClient({ accountId: this.accountId(), name: name.trim() }));
    this.adding.set(false);
    this.name.set('');
    this.clients.reload();
  });
  protected readonly rotate = guarded(async (clientId: string) => {
    this.secret.set(await this.client.rotateClientSecret({ clientId }));
  });
  protected readonly remove = guarded(async (clientId: string) => {
    await this.client.removeClient({ clientId });
    this.secret.set(undefined);
    this.toasts.say(this.t('admin.clientRemoved'));
    this.clients.reload();
  });
}
