import { Component, inject } from '@angular/core';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { injectText } from '../ui/text';

/** Says quietly that the session is about to end, and how to stay. */
@Component({
  selector: 'ht-idle-notice',
  template: `
    @if (session.ending(); as minutes) {
      <div class="idle">
        <span>{{ t(session.final() ? 'signIn.endsSoon' : 'signIn.idleSoon', { minutes }) }}</span>
        @if (!session.final()) {
          <button class="btn sm" type="button" [attr.aria-disabled]="stay.running()" (click)="stay()">
            {{ t('signIn.stay') }}
          </button>
        }
      </div>
    }
  `,
  host: { role: 'status' },
})
export class IdleNotice {
  protected readonly t = injectText();
  protected readonly session = inject(Session);
  protected readonly stay = command(() => this.session.stay());
}
