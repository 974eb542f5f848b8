import { Component, inject, output } from '@angular/core';
import { SessionService } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';
import { Dismissed, askForPasskey, canUsePasskeys } from './passkeys';
import { Refused } from './refused';

/** Signs in with a passkey, or gives it as the second factor, or proves with it who is there. */
@Component({
  selector: 'ht-passkey-button',
  imports: [Icon, Refused],
  template: `
    <button
      class="btn"
      type="button"
      [attr.aria-disabled]="!able || use.running()"
      [attr.aria-describedby]="able ? null : 'no-passkeys'"
      (click)="able && use()"
    >
      <ht-icon name="key" />{{ t('signIn.passkey') }}
    </button>
    @if (!able) {
      <p class="hint" id="no-passkeys">{{ t('signIn.noPasskeys') }}</p>
    }
    @if (use.problem(); as problem) {
      <div class="field"><ht-refused [problem]="problem" /></div>
    }
  `,
  host: { class: 'steps' },
})
export class PasskeyButton {
  protected readonly t = injectText();
  private readonly client = injectClient(SessionService);
  private readonly session = inject(Session);
  readonly done = output();
  protected readonly able = canUsePasskeys();

  protected readonly use = command(async () => {
    const { ceremony, optionsJson } = await this.client.beginPasskeySignIn({});
    let credentialJson: string;
    try {
      credentialJson = await askForPasskey(optionsJson);
    } catch (error) {
      if (error instanceof Dismissed) return;
      throw error;
    }
    await this.session.through((options) => this.client.finishPasskeySignIn({ ceremony, credentialJson }, options));
    this.done.emit();
  });
}
