import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionService, Step } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';
import { FurtherSteps } from './further-steps';
import { Gate } from './gate';
import { NewPassword } from './new-password';
import { Refused } from './refused';

/** Takes up an account with the code an administrator has handed over. */
@Component({
  selector: 'ht-enrol-page',
  imports: [FurtherSteps, Gate, Icon, NewPassword, Refused, RouterLink],
  template: `
    <ht-gate>
      @if (taken() && session.step() !== Step.UNSPECIFIED) {
        <ht-further-steps (complete)="enter()" />
      } @else {
        <div>
          <h1>{{ t('signIn.enrol') }}</h1>
          <p class="sub">{{ t('signIn.enrolSay') }}</p>
        </div>
        <form class="steps" (submit)="$event.preventDefault(); enrol()">
          <div class="field" [class.err]="wrongCode()">
            <label for="enrol-code">{{ t('signIn.enrolCode') }}</label>
            <div class="inp">
              <ht-icon name="key" />
              <input
                id="enrol-code"
                class="mono"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-describedby="enrol-note"
                [attr.aria-invalid]="wrongCode() || null"
                [value]="code()"
                (input)="code.set($any($event.target).value)"
              />
            </div>
            <div id="enrol-note">
              @if (wrongCode()) {
                <ht-refused [problem]="enrol.problem()!" field="code" />
              } @else {
                <p class="hint">{{ t('signIn.enrolCodeHint') }}</p>
              }
            </div>
          </div>
          <ht-new-password [(value)]="password" [problem]="wrongCode() ? undefined : enrol.problem()" />
          <button class="btn p" type="submit" [attr.aria-disabled]="enrol.running() || !ready()">
            {{ t('signIn.takeUp') }}
          </button>
        </form>
        <p class="small mute">
          <a class="link" routerLink="/dang-nhap">{{ t('signIn.back') }}</a>
        </p>
      }
    </ht-gate>
  `,
})
export class EnrolPage {
  protected readonly t = injectText();
  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly client = injectClient(SessionService);
  protected readonly Step = Step;

  protected readonly code = signal('');
  protected readonly password = signal('');
  protected readonly taken = signal(false);
  private readonly rules = viewChild(NewPassword);
  protected readonly ready = computed(() => !!this.code().trim() && !!this.rules()?.fit());

  protected readonly enrol = command(async () => {
    if (!this.ready()) return;
    await this.session.through((options) =>
      this.client.enrol({ code: this.code().trim(), newPassword: this.password() }, options),
    );
    this.taken.set(true);
    if (this.session.complete()) await this.enter();
  });
  protected readonly wrongCode = computed(() => {
    const problem = this.enrol.problem();
    return !!problem && (problem.reason === 'CODE_REFUSED' || problem.fields.some((one) => one.field === 'code'));
  });

  constructor() {
    pageTrail(() => [{ text: this.t('signIn.enrol') }]);
  }

  protected enter() {
    return this.router.navigateByUrl('/');
  }
}
