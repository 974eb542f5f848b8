import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { SessionService, Step } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { Language, TextKey, injectText } from '../ui/text';
import { AddTotp } from './add-totp';
import { NewPassword } from './new-password';
import { RecoveryCodes } from './recovery-codes';
import { Refused } from './refused';
import { SecondFactor } from './second-factor';
import { SecretField } from './secret-field';

/** What a sign-in still lacks after its first step, one thing at a time. */
@Component({
  selector: 'ht-further-steps',
  imports: [AddTotp, NewPassword, RecoveryCodes, Refused, SecondFactor, SecretField],
  template: `
    <div>
      <h1>{{ t(heading().title) }}</h1>
      <p class="sub">{{ t(heading().say) }}</p>
    </div>
    @if (session.value()?.name; as name) {
      <p class="whose">
        <span
          ><b>{{ language.of(session.value()?.title) || name }}</b
          ><small class="mono">{{ name }}</small></span
        >
        @if (!codes().length) {
          <button class="link small" type="button" (click)="session.signOut()">{{ t('signIn.someoneElse') }}</button>
        }
      </p>
    }
    @if (codes().length) {
      <ht-recovery-codes [codes]="codes()" (kept)="codes.set([]); settle()" />
    } @else {
      @switch (session.step()) {
        @case (step.SECOND_FACTOR) {
          <ht-second-factor (done)="settle()" />
        }
        @case (step.ENROL_SECOND_FACTOR) {
          <ht-add-totp (added)="codes.set($event)" />
        }
        @case (step.NEW_PASSWORD) {
          <form class="steps" (submit)="$event.preventDefault(); change()">
            <ht-secret-field
              name="current-password"
              [label]="t('signIn.currentPassword')"
              [(value)]="current"
              [invalid]="wrongCurrent()"
            >
              @if (wrongCurrent()) {
                <ht-refused [problem]="change.problem()!" field="current_password" />
              }
            </ht-secret-field>
            <ht-new-password
              [(value)]="fresh"
              [account]="session.value()!.name"
              [problem]="wrongCurrent() ? undefined : change.problem()"
            />
            <button class="btn p" type="submit" [attr.aria-disabled]="change.running()">
              {{ t('signIn.setPassword') }}
            </button>
          </form>
        }
      }
    }
  `,
  host: { class: 'steps' },
})
export class FurtherSteps {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly session = inject(Session);
  private readonly client = injectClient(SessionService);
  protected readonly step = Step;
  /** The sign-in is complete and nothing is left to be read. */
  readonly complete = output();

  protected readonly codes = signal<string[]>([]);
  protected readonly current = signal('');
  protected readonly fresh = signal('');
  private readonly rules = viewChild(NewPassword);

  protected readonly heading = computed<{ title: TextKey; say: TextKey }>(() => {
    if (this.codes().length) return { title: 'signIn.codes', say: 'signIn.codesOnce' };
    switch (this.session.step()) {
      case Step.ENROL_SECOND_FACTOR:
        return { title: 'signIn.enrolFactor', say: 'signIn.enrolFactorSay' };
      case Step.NEW_PASSWORD:
        return { title: 'signIn.mustChange', say: 'signIn.mustChangeSay' };
      default:
        return { title: 'signIn.second', say: 'signIn.secondSay' };
    }
  });
  protected readonly change = command(async () => {
    if (!this.rules()?.fit()) return;
    await this.session.through((options) =>
      this.client.changePassword({ currentPassword: this.current(), newPassword: this.fresh() }, options),
    );
    this.settle();
  });
  protected readonly wrongCurrent = computed(() => {
    const problem = this.change.problem();
    return problem?.reason === 'LOCKED_OUT' || !!problem?.fields.some((one) => one.field === 'current_password');
  });

  protected settle() {
    if (this.session.complete() && !this.codes().length) this.complete.emit();
  }
}
