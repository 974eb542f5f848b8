import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { DemoAccount, SessionService, Step } from '../../gen/hientai/access/v1/session_service_pb';
import { command } from '../rpc/command';
import { read } from '../rpc/read';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Language, injectText } from '../ui/text';
import { FurtherSteps } from './further-steps';
import { Gate } from './gate';
import { PasskeyButton } from './passkey-button';
import { Refused } from './refused';
import { SecretField } from './secret-field';

@Component({
  selector: 'ht-sign-in-page',
  imports: [FurtherSteps, Gate, Icon, PasskeyButton, Refused, RouterLink, SecretField],
  templateUrl: './sign-in-page.html',
})
export class SignInPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly client = injectClient(SessionService);

  /** Where to go afterwards: the address that asked for signing in. */
  readonly den = input<string>();
  protected readonly begun = computed(() => this.session.step() !== Step.UNSPECIFIED);

  protected readonly name = signal('');
  protected readonly password = signal('');
  protected readonly demo = read({
    params: () => (this.begun() ? undefined : true),
    load: (_, abort) => this.client.getDemoAccounts({}, { signal: abort }),
  });

  protected readonly signIn = command(async (name: string, password: string) => {
    try {
      await this.session.through((options) => this.client.signIn({ name, password }, options));
    } finally {
      this.password.set('');
    }
    if (this.session.complete()) await this.enter();
  });

  /** The ordinary steps with what everybody knows; the code is asked for anew, as each works once. */
  protected readonly signInAs = command(async (one: DemoAccount) => {
    const { accounts } = await this.client.getDemoAccounts({});
    const { name, password, code } = accounts.find((account) => account.name === one.name) ?? one;
    await this.session.through((options) => this.client.signIn({ name, password }, options));
    if (code && this.session.step() === Step.SECOND_FACTOR)
      await this.session.through((options) =>
        this.client.giveSecondFactor({ proof: { case: 'code', value: code } }, options),
      );
    if (this.session.complete()) await this.enter();
  });
  protected readonly problem = computed(() => this.signIn.problem() ?? this.signInAs.problem());

  constructor() {
    pageTrail(() => [{ text: this.t('signIn.title') }]);
    if (this.session.complete()) void this.enter();
    effect(() => {
      if (this.name() || this.password()) this.signInAs.forget();
    });
  }

  protected submit(event: Event) {
    event.preventDefault();
    if (this.name().trim() && this.password()) void this.signIn(this.name().trim(), this.password());
  }

  protected enter() {
    const den = this.den();
    return this.router.navigateByUrl(den?.startsWith('/') && !den.startsWith('/dang-nhap') ? den : '/');
  }
}
