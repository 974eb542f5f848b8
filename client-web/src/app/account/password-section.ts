import { Component, computed, inject, output, signal, viewChild } from '@angular/core';
import { SessionService } from '../../gen/hientai/access/v1/session_service_pb';
import { read } from '../rpc/read';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { formatTime } from '../ui/dates';
import { injectText } from '../ui/text';
import { Prove, guarded } from './guarded';
import { NewPassword } from './new-password';
import { Refused } from './refused';
import { SecretField } from './secret-field';

@Component({
  selector: 'ht-password-section',
  imports: [NewPassword, Prove, Refused, SecretField],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('signIn.password') }}</h2>
        @if (factors.value()?.passwordTime; as time) {
          <span class="note num">{{ t('account.passwordSince', { time: when(time) }) }}</span>
        }
        <div class="act">
          @if (!open()) {
            <button class="btn sm" type="button" (click)="open.set(true)">{{ t('account.changePassword') }}</button>
          }
        </div>
      </header>
      @if (open()) {
        <form class="steps slim" (submit)="$event.preventDefault(); change()">
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
            [account]="session.value()?.name ?? ''"
            [problem]="wrongCurrent() ? undefined : change.problem()"
          />
          <div class="btns">
            <button class="btn p" type="submit" [attr.aria-disabled]="change.running() || !ready()">
              {{ t('signIn.setPassword') }}
            </button>
            <button class="btn" type="button" (click)="leave()">{{ t('act.cancel') }}</button>
          </div>
        </form>
        <ht-prove [of]="change" />
      }
    </section>
  `,
})
export class PasswordSection {
  protected readonly t = injectText();
  protected readonly session = inject(Session);
  private readonly client = injectClient(SessionService);
  readonly changed = output();

  protected readonly open = signal(false);
  protected readonly current = signal('');
  protected readonly fresh = signal('');
  private readonly rules = viewChild(NewPassword);
  protected readonly ready = computed(() => !!this.current() && !!this.rules()?.fit());
  protected readonly factors = read({
    params: () => true,
    load: (_, signal) => this.client.listFactors({}, { signal }),
  });
  protected readonly when = formatTime;

  protected readonly change = guarded(async () => {
    if (!this.ready()) return;
    await this.session.through((options) =>
      this.client.changePassword({ currentPassword: this.current(), newPassword: this.fresh() }, options),
    );
    this.leave();
    this.factors.reload();
    this.changed.emit();
  });
  protected readonly wrongCurrent = computed(() => {
    const problem = this.change.problem();
    return problem?.reason === 'LOCKED_OUT' || !!problem?.fields.some((one) => one.field === 'current_password');
  });

  protected leave() {
    this.open.set(false);
    this.current.set('');
    this.fresh.set('');
    this.change.forget();
  }
}
