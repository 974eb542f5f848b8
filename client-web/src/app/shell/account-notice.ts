import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionService, SignInLine } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatTime } from '../ui/dates';
import { TextKey, injectText } from '../ui/text';

/** Tells an account's owner what administrators did to its credentials, and lets them refuse what is not done yet. */
@Component({
  selector: 'ht-account-notice',
  imports: [RouterLink],
  template: `
    @if (told()) {
      <div class="idle" role="note">
        <span>
          <b>{{ t('account.noticesTitle') }}.</b> {{ says(session.value()!.notices[0]) }}.
          {{ t('account.noticesSay') }}
          <a class="link" routerLink="/tai-khoan">{{ t('nav.account') }}</a>
        </span>
        @if (session.value()?.recovery) {
          <button class="btn sm" type="button" [attr.aria-disabled]="refuse.running()" (click)="refuse()">
            {{ t('account.refuseRecovery') }}
          </button>
        }
        <button class="btn sm" type="button" (click)="read.set(true)">{{ t('act.close') }}</button>
      </div>
    }
  `,
})
export class AccountNotice {
  protected readonly t = injectText();
  protected readonly session = inject(Session);
  private readonly client = injectClient(SessionService);
  /** Until the next visit. */
  protected readonly read = signal(false);
  protected readonly told = computed(() => !this.read() && !!this.session.value()?.notices.length);
  /** The same while it is asked again after a lost answer. */
  private requestId = uuidv7();
  protected readonly refuse = command(async () => {
    await this.session.through(
      async (options) =>
        (await this.client.refuseRecovery({ envelope: { requestId: this.requestId } }, options)).session!,
    );
    this.requestId = uuidv7();
  });

  protected says(line: SignInLine) {
    return this.t('account.noticeBy', {
      what: this.t(`outcome.${line.outcome}` as TextKey),
      name: line.byName,
      time: formatTime(line.time),
    });
  }
}
