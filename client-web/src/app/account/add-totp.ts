import { Component, computed, inject, output, signal } from '@angular/core';
import { SessionService } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { read } from '../rpc/read';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';
import { Refused } from './refused';
import { SecondFactor } from './second-factor';

/** An authenticator app: its secret as a picture and in letters, and the first code that proves it was taken over. */
@Component({
  selector: 'ht-add-totp',
  imports: [Failure, Icon, Refused, SecondFactor],
  template: `
    @if (begun.value(); as secret) {
      <div class="totp">
        <img [src]="picture()" [alt]="t('signIn.qr')" width="168" height="168" />
        <div>
          <p>{{ t('signIn.totpSay') }}</p>
          <p class="hint">{{ t('signIn.byHand') }}</p>
          <p class="mono secret">{{ groups() }}</p>
          <a class="link small" [href]="secret.uri">{{ t('signIn.sameDevice') }}</a>
        </div>
      </div>
      <form class="steps" (submit)="$event.preventDefault(); confirm(code())">
        <div class="field" [class.err]="confirm.problem()">
          <label for="totp-code">{{ t('signIn.code') }}</label>
          <div class="inp">
            <ht-icon name="key" />
            <input
              id="totp-code"
              class="num digits"
              inputmode="numeric"
              autocomplete="one-time-code"
              maxlength="7"
              aria-describedby="totp-note"
              [attr.aria-invalid]="confirm.problem() ? true : null"
              [value]="code()"
              (input)="code.set($any($event.target).value)"
            />
          </div>
          <div id="totp-note">
            @if (confirm.problem(); as problem) {
              <ht-refused [problem]="problem" />
            } @else {
              <p class="hint">{{ t('signIn.codeHint') }}</p>
            }
          </div>
        </div>
        <button class="btn p" type="submit" [attr.aria-disabled]="confirm.running() || !code().trim()">
          {{ t('signIn.confirm') }}
        </button>
      </form>
    } @else if (begun.problem()?.reason === 'REAUTHENTICATE') {
      <p>
        <b>{{ t('account.prove') }}</b> {{ t('account.proveSay') }}
      </p>
      <ht-second-factor say="signIn.confirm" again (done)="begun.reload()" />
    } @else if (begun.problem(); as problem) {
      <ht-failure [problem]="problem" (retry)="begun.reload()" />
    }
  `,
  host: { class: 'steps' },
})
export class AddTotp {
  protected readonly t = injectText();
  private readonly client = injectClient(SessionService);
  private readonly session = inject(Session);
  /** In use from now on; with recovery codes if the account had none. */
  readonly added = output<string[]>();

  protected readonly begun = read({ params: () => true, load: (_, signal) => this.client.beginTotp({}, { signal }) });
  protected readonly picture = computed(
    () => `data:image/svg+xml;utf8,${encodeURIComponent(this.begun.value()?.qrSvg ?? '')}`,
  );
  protected readonly groups = computed(() => this.begun.value()?.secret.replace(/(.{4})(?=.)/g, '$1 ') ?? '');
  protected readonly code = signal('');

  protected readonly confirm = command(async (code: string) => {
    if (!code.trim()) return;
    await this.session.through(async (options) => {
      const added = await this.client.confirmTotp({ code: code.replace(/\s/g, '') }, options);
      this.added.emit(added.recoveryCodes);
      return added.session!;
    });
  });
}
