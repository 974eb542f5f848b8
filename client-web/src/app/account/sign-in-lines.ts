import { Component, inject, input } from '@angular/core';
import { SignInLine, SignInOutcome } from '../../gen/hientai/access/v1/session_service_pb';
import { formatTime } from '../ui/dates';
import { Language, TextKey, injectText } from '../ui/text';

const WRONG = [
  SignInOutcome.WRONG_PASSWORD,
  SignInOutcome.WRONG_SECOND_FACTOR,
  SignInOutcome.LOCKED_OUT,
  SignInOutcome.CLOSED,
  SignInOutcome.WRONG_PASSKEY,
];

/** Attempts to sign in and changes of credentials, newest first. */
@Component({
  selector: 'ht-sign-in-lines',
  template: `
    @if (lines().length) {
      <table class="tbl stack">
        <thead>
          <tr>
            <th scope="col">{{ t('account.when') }}</th>
            <th scope="col">{{ t('account.outcome') }}</th>
            <th scope="col">{{ t('account.browser') }}</th>
            <th scope="col">{{ t('account.address') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track $index) {
            <tr>
              <td class="num nw">{{ time(line.time) }}</td>
              <td [class.bad]="wrong(line.outcome)">
                {{ t(key(line.outcome)) }}
                @if (line.byAccountId) {
                  <span class="mute">{{ t('account.byAdministrator') }}</span>
                }
              </td>
              <td>{{ language.of(line.browser) }}</td>
              <td class="num mute">{{ line.address }}</td>
            </tr>
          }
        </tbody>
      </table>
    } @else {
      <p class="mute">{{ t('account.noSignIns') }}</p>
    }
  `,
})
export class SignInLines {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  readonly lines = input.required<SignInLine[]>();
  protected readonly time = formatTime;
  protected readonly key = (outcome: SignInOutcome) => `outcome.${outcome}` as TextKey;
  protected readonly wrong = (outcome: SignInOutcome) => WRONG.includes(outcome);
}
