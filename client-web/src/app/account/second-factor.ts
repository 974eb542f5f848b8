import { Component, booleanAttribute, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { SessionService } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { Icon } from '../ui/icon';
import { TextKey, injectText } from '../ui/text';
import { PasskeyButton } from './passkey-button';
import { Refused } from './refused';
import { SecretField } from './secret-field';

type Way = 'code' | 'recovery' | 'password';

/** What proves who is there beyond a password: a code, a recovery code or a passkey; the password itself where there is no more. */
@Component({
  selector: 'ht-second-factor',
  imports: [Icon, PasskeyButton, Refused, SecretField],
  template: `
    @if (hasCode() || way() !== 'code') {
      <form class="steps" (submit)="$event.preventDefault(); give(way(), value())">
        @if (both()) {
          <ht-secret-field
            name="proof-password"
            [label]="t('signIn.password')"
            [(value)]="password"
            [invalid]="wrongPassword()"
          >
            @if (wrongPassword()) {
              <ht-refused [problem]="give.problem()!" field="current_password" />
            }
          </ht-secret-field>
        }
        @if (way() === 'password') {
          <ht-secret-field name="proof" [label]="t('signIn.password')" [(value)]="value" [invalid]="!!give.problem()">
            @if (give.problem(); as problem) {
              <ht-refused [problem]="problem" />
            }
          </ht-secret-field>
        } @else {
          <div class="field" [class.err]="wrongCode()">
            <label for="proof">{{ t(way() === 'code' ? 'signIn.code' : 'signIn.recovery') }}</label>
            <div class="inp">
              <ht-icon name="key" />
              <input
                id="proof"
                class="num"
                [class.digits]="way() === 'code'"
                autocomplete="one-time-code"
                spellcheck="false"
                autocapitalize="none"
                [attr.inputmode]="way() === 'code' ? 'numeric' : null"
                [attr.maxlength]="way() === 'code' ? 7 : 40"
                aria-describedby="proof-note"
                [attr.aria-invalid]="wrongCode() ? true : null"
                [value]="value()"
                (input)="value.set($any($event.target).value)"
              />
            </div>
            <div id="proof-note">
              @if (wrongCode()) {
                <ht-refused [problem]="give.problem()!" />
              } @else {
                <p class="hint">{{ t(way() === 'code' ? 'signIn.codeHint' : 'signIn.recoveryHint') }}</p>
              }
            </div>
          </div>
        }
        <button class="btn p" type="submit" [attr.aria-disabled]="give.running() || !ready()">
          {{ label() }}
        </button>
      </form>
    }
    @if (has('passkey')) {
      @if (hasCode()) {
        <div class="or">{{ t('signIn.or') }}</div>
      }
      <ht-passkey-button (done)="done.emit()" />
    }
    @if (has('recovery_code') && hasCode()) {
      <button class="link small" type="button" (click)="other()">
        {{ t(way() === 'code' ? 'signIn.useRecovery' : 'signIn.useCode') }}
      </button>
    } @else if (has('recovery_code') && way() === 'code') {
      <button class="link small" type="button" (click)="way.set('recovery')">{{ t('signIn.useRecovery') }}</button>
    }
  `,
  host: { class: 'steps' },
})
export class SecondFactor {
  protected readonly t = injectText();
  private readonly client = injectClient(SessionService);
  private readonly session = inject(Session);
  /** What the button says. */
  readonly say = input<TextKey>('signIn.enter');
  /** Of somebody signed in already: the password is asked for too. */
  readonly again = input(false, { transform: booleanAttribute });
  readonly done = output();

  protected readonly label = computed(() => this.t(this.say()));
  protected readonly value = signal('');
  protected readonly password = signal('');
  private readonly factors = computed(() => this.session.value()?.factors ?? []);
  protected readonly hasCode = computed(() => this.has('totp'));
  protected readonly way = linkedSignal<Way>(() => (this.factors().length ? 'code' : 'password'));

  protected readonly both = computed(() => this.again() && this.way() !== 'password');
  protected readonly ready = computed(() => !!this.value().trim() && (!this.both() || !!this.password()));
  protected readonly wrongPassword = computed(
    () => !!this.give.problem()?.fields.some((one) => one.field === 'current_password'),
  );
  protected readonly wrongCode = computed(() => !!this.give.problem() && !this.wrongPassword());

  protected readonly give = command(async (way: Way, text: string) => {
    if (!this.ready()) return;
    const proof =
      way === 'code'
        ? ({ case: 'code', value: text.replace(/\s/g, '') } as const)
        : way === 'recovery'
          ? ({ case: 'recoveryCode', value: text.trim() } as const)
          : ({ case: 'password', value: text } as const);
    try {
      const currentPassword = this.both() ? this.password() : '';
      await this.session.through((options) => this.client.giveSecondFactor({ proof, currentPassword }, options));
    } finally {
      this.value.set('');
      this.password.set('');
    }
    this.done.emit();
  });

  protected has(factor: string) {
    return this.factors().includes(factor);
  }

  protected other() {
    this.way.update((way) => (way === 'code' ? 'recovery' : 'code'));
    this.value.set('');
    this.give.forget();
  }
}
