import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Account } from '../../gen/hientai/access/v1/account_pb';
import { Client, ClientSecret, CredentialService } from '../../gen/hientai/access/v1/credential_service_pb';
import { Prove, guarded } from '../account/guarded';
import { Refused } from '../account/refused';
import { read } from '../rpc/read';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Sure } from '../ui/sure';
import { Language, injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { HandedOver } from './handed-over';

/** Secrets and keys of a program; of a person's account those that were stopped, with what to do. */
@Component({
  selector: 'ht-account-clients',
  imports: [Failure, HandedOver, Prove, Refused, Sure],
  template: `
    @if (account().program || own().length) {
      <section class="sec">
        <header>
          <h2>{{ t('admin.clients') }}</h2>
          <span class="note">{{ t('admin.clientsNote') }}</span>
          <div class="act">
            @if (!adding() && account().program) {
              <button
                class="btn sm"
                type="button"
                [attr.aria-disabled]="!account().open"
                [title]="account().open ? '' : t('admin.closed')"
                (click)="account().open && adding.set(true)"
              >
                {{ t('admin.clientAdd') }}
              </button>
            }
          </div>
        </header>
        @if (secret(); as one) {
          <ht-handed-over
            [heading]="t('admin.clientSecret')"
            [note]="works(one.effectiveTime)"
            [values]="shown(one)"
            (done)="secret.set(undefined)"
          />
        }
        @for (write of [register, remove]; track $index) {
          @if (write.problem(); as problem) {
            <div class="field"><ht-refused [problem]="problem" /></div>
          }
          <ht-prove [of]="write" />
        }
        @if (adding()) {
          <form class="steps slim" (submit)="$event.preventDefault(); ready() && register()">
            <div class="field">
              <label for="client-name">{{ t('admin.clientName') }}</label>
              <div class="inp">
                <input
                  id="client-name"
                  maxlength="100"
                  autocomplete="off"
                  [value]="name()"
                  (input)="name.set($any($event.target).value)"
                />
              </div>
            </div>
            <div class="field">
              <label for="client-key"
                >{{ t('admin.clientKey') }} <span class="opt">{{ t('record.optional') }}</span></label
              >
              <div class="inp">
                <input
                  id="client-key"
                  class="mono"
                  autocomplete="off"
                  spellcheck="false"
                  aria-describedby="client-key-hint"
                  [value]="key()"
                  (input)="key.set($any($event.target).value)"
                />
              </div>
              <p class="hint" id="client-key-hint">{{ t('admin.clientKeyHint') }}</p>
            </div>
            <div class="field">
              <label for="client-reason">{{ t('record.reason') }}</label>
              <div class="inp">
                <input
                  id="client-reason"
                  maxlength="500"
                  autocomplete="off"
                  [value]="reason()"
                  (input)="reason.set($any($event.target).value)"
                />
              </div>
            </div>
            <div class="btns">
              <button class="btn p" type="submit" [attr.aria-disabled]="!ready() || register.running()">
                {{ t('admin.clientAdd') }}
              </button>
              <button class="btn" type="button" (click)="adding.set(false)">{{ t('act.cancel') }}</button>
            </div>
          </form>
        }
        @if (clients.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="clients.reload()" />
        } @else if (clients.value()) {
          @if (!own().length && !adding()) {
            <p class="mute">{{ t('admin.noClients') }}</p>
          }
          <ul class="kept">
            @for (client of own(); track client.clientId) {
              <li>
                <span
                  ><b>{{ client.name }}</b> <small class="mono">{{ client.clientId }}</small>
                  <small class="mute"> · {{ says(client) }}</small></span
                >
                <span class="act">
                  <ht-sure
                    [label]="t('account.remove')"
                    [about]="client.name"
                    [ask]="t('admin.clientRemoveAsk')"
                    [busy]="remove.running()"
                    (yes)="remove(client.clientId)"
                  />
                </span>
              </li>
            }
          </ul>
        }
      </section>
    }
  `,
})
export class AccountClients {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  private readonly client = injectClient(CredentialService);
  private readonly toasts = inject(Toasts);
  readonly account = input.required<Account>();
  readonly changed = output();

  protected readonly adding = signal(false);
  protected readonly name = signal('');
  protected readonly key = signal('');
  protected readonly reason = signal('');
  protected readonly ready = computed(() => !!this.name().trim() && !!this.reason().trim());
  protected readonly secret = signal<ClientSecret | undefined>(undefined);
  protected readonly clients = read({
    params: () => true,
    load: (_, signal) => this.client.listClients({}, { signal }),
  });
  protected readonly own = computed(() =>
    (this.clients.value()?.clients ?? []).filter((client) => client.accountId === this.account().id),
  );
  /** The same while it is asked again, after a proof or a lost answer. */
  private attempt = { requestId: uuidv7(), changeId: uuidv7() };

  protected readonly register = guarded(async () => {
    const { requestId, changeId } = this.attempt;
    this.secret.set(
      await this.client.registerClient({
        envelope: { requestId, reason: this.reason().trim() },
        accountId: this.account().id,
        changeId,
        name: this.name().trim(),
        publicKey: this.key().trim(),
      }),
    );
    this.attempt = { requestId: uuidv7(), changeId: uuidv7() };
    this.adding.set(false);
    for (const field of [this.name, this.key, this.reason]) field.set('');
    this.done();
  });
  protected readonly remove = guarded(async (clientId: string) => {
    await this.client.removeClient({
      clientId,
      envelope: { requestId: uuidv7(), reason: this.t('admin.clientRemoveWhy') },
    });
    this.secret.set(undefined);
    this.toasts.say(this.t('admin.clientRemoved'));
    this.done();
  });

  protected shown({ clientId, secret }: ClientSecret) {
    return [{ label: 'client_id', text: clientId }, ...(secret ? [{ label: 'client_secret', text: secret }] : [])];
  }

  protected works(time: Client['effectiveTime']) {
    return time ? this.t('admin.clientFrom', { time: formatTime(time) }) : this.t('admin.clientWaits');
  }

  protected says(client: Client) {
    return client.stopped ? this.language.of(client.remedy) : this.works(client.effectiveTime);
  }

  private done() {
    this.clients.reload();
    this.changed.emit();
  }
}
