import { CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { command } from '../rpc/command';
import { Session } from '../rpc/session';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';

@Component({
  selector: 'ht-account-menu',
  imports: [CdkMenu, CdkMenuItem, Icon, RouterLink],
  template: `
    <div cdkMenu class="pop menu" [attr.aria-label]="t('nav.account')">
      <a cdkMenuItem routerLink="/tai-khoan"><ht-icon name="user" />{{ t('nav.account') }}</a>
      <a cdkMenuItem routerLink="/quy-tac"><ht-icon name="std" />{{ t('rule.title') }}</a>
      <button cdkMenuItem type="button" (cdkMenuItemTriggered)="signOut()">
        <ht-icon name="out" />{{ t('nav.signOut') }}
      </button>
    </div>
  `,
})
export class AccountMenu {
  protected readonly t = injectText();
  private readonly session = inject(Session);
  protected readonly signOut = command(() => this.session.signOut());
}
