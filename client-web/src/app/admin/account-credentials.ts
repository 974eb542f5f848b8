import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Account } from '../../gen/hientai/access/v1/account_pb';
import { CredentialService, IssueEnrolmentResponse } from '../../gen/hientai/access/v1/credential_service_pb';
import { SignInLines } from '../account/sign-in-lines';
import { Refused } from '../account/refused';
import { Prove, guarded } from '../account/guarded';
import { read } from '../rpc/read';
import { injectClient } from '../rpc/transport';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Sure } from '../ui/sure';
import { injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { HandedOver } from './handed-over';

/** What an administrator does for the credentials of somebody else, and what became of them. */
@Component({
  selector: 'ht-account-credentials',
  imports: [Failure, HandedOver, Prove, Refused, SignInLines, Sure],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('admin.signingIn') }}</h2>
        <span class="note">{{ t('admin.signingInNote') }}</span>
        <div class="act">
          <ht-sure
            [label]="t('admin.issue')"
            [ask]="t('admin.issueAsk')"
            [closed]="account().open ? '' : t('admin.closed')"
            (yes)="issue()"
          />
          <ht-sure [label]="t('admin.reset')" [ask]="t('admin.resetAsk')" (yes)="reset()" />
          <ht-sure [label]="t('admin.endSessions')" [ask]="t('account.endAsk')" (yes)="endSessions()" />
        </div>
      </header>
      @if (issued(); as code) {
        <ht-handed-over
          [heading]="t('signIn.enrolCode')"
          [note]="t('admin.issuedNote', { time: when(code.expireTime) })"
          [values]="[{ label: account().name, text: code.code }]"
          (done)="issued.set(undefined)"
        />
      }
      @for (write of [issue, reset, endSessions]; track $index) {
        @if (write.problem(); as problem) {
          <div class="field"><ht-refused [problem]="problem" /></div>
        }
        <ht-prove [of]="write" />
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

  protected readonly issued = signal<IssueEnrolmentResponse | undefined>(undefined);
  protected readonly signIns = read({
    params: () => ({ accountId: this.id(), pageSize: 20 }),
    load: (request, signal) => this.client.listSignInsOf(request, { signal }),
    subject: ({ accountId }) => accountId,
  });
  protected readonly when = formatTime;

  protected readonly issue = guarded(async () => {
    this.issued.set(await this.client.issueEnrolment({ accountId: this.id() }));
    this.done();
  });
  protected readonly reset = guarded(async () => {
    await this.client.resetFactors({ accountId: this.id() });
    this.done(this.t('admin.resetDone'));
  });
  protected readonly endSessions = guarded(async () => {
    const { ended } = await this.client.endSessionsOf({ accountId: this.id() });
    this.done(this.t('account.ended', { count: ended }));
  });

  private done(words?: string) {
    if (words) this.toasts.say(words);
    this.signIns.reload();
    this.changed.emit();
  }
}
