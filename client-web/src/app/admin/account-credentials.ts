import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Account } from '../../gen/hientai/access/v1/account_pb';
import { CredentialService } from '../../gen/hientai/access/v1/credential_service_pb';
import { SignInLines } from '../account/sign-in-lines';
import { Refused } from '../account/refused';
import { command } from '../rpc/command';
import { read } from '../rpc/read';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Sure } from '../ui/sure';
import { injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';

/** What an administrator does for the credentials of somebody else, and what became of them. */
@Component({
  selector: 'ht-account-credentials',
  imports: [Failure, Refused, RouterLink, SignInLines, Sure],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('admin.signingIn') }}</h2>
        <span class="note">{{ t('admin.signingInNote') }}</span>
        <div class="act">
          @if (account().open) {
            <a class="btn sm" routerLink="ghi" [queryParams]="{ viec: 'issue' }">{{ t('admin.issue') }}</a>
          } @else {
            <button class="btn sm" type="button" aria-disabled="true" [title]="t('admin.closed')">
              {{ t('admin.issue') }}<span class="sr">. {{ t('admin.closed') }}</span>
            </button>
          }
          <a class="btn sm" routerLink="ghi" [queryParams]="{ viec: 'reset' }">{{ t('admin.reset') }}</a>
          <ht-sure
            [label]="t('admin.endSessions')"
            [ask]="t('account.endAsk')"
            [busy]="endSessions.running()"
            (yes)="endSessions()"
          />
        </div>
      </header>
      @if (endSessions.problem(); as problem) {
        <div class="field"><ht-refused [problem]="problem" /></div>
      }
      @if (signIns.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="signIns.reload()" />
      } @else if (signIns.value(); as answer) {
        <ht-sign-in-lines [lines]="answer.lines" />
      }
    </section>
  `,
})
export class AccountCredentials {
  protected readonly t = injectText();
  private readonly client = injectClient(CredentialService);
  private readonly toasts = inject(Toasts);
  readonly account = input.required<Account>();
  readonly changed = output();
  private readonly id = computed(() => this.account().id);

  protected readonly signIns = read({
    params: () => ({ accountId: this.id(), pageSize: 20 }),
    load: (request, signal) => this.client.listSignInsOf(request, { signal }),
    subject: ({ accountId }) => accountId,
  });
  protected readonly endSessions = command(async () => {
    const { ended } = await this.client.endSessionsOf({ accountId: this.id() });
    this.toasts.say(this.t('account.ended', { count: ended }));
    this.signIns.reload();
    this.changed.emit();
  });
}
