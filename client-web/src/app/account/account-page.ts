import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionService } from '../../gen/hientai/access/v1/session_service_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { Session } from '../rpc/session';
import { injectClient } from '../rpc/transport';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { PeriodText } from '../ui/period';
import { Sure } from '../ui/sure';
import { Language, injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { dataClassKey, roleKey } from './words';
import { FactorsSection } from './factors-section';
import { Prove, guarded } from './guarded';
import { PasswordSection } from './password-section';
import { Refused } from './refused';
import { SignInLines } from './sign-in-lines';

/** One's own account: what it may do, what it signs in with, and where it is signed in. */
@Component({
  selector: 'ht-account-page',
  imports: [Failure, FactorsSection, Icon, PasswordSection, PeriodText, Prove, Refused, RouterLink, SignInLines, Sure],
  templateUrl: './account-page.html',
})
export class AccountPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly session = inject(Session);
  protected readonly registry = inject(Registry);
  private readonly toasts = inject(Toasts);
  private readonly client = injectClient(SessionService);

  protected readonly sessions = read({
    params: () => true,
    load: (_, signal) => this.client.listSessions({}, { signal }),
  });
  protected readonly signIns = read({
    params: () => true,
    load: (_, signal) => this.client.listSignIns({ pageSize: 20 }, { signal }),
  });
  protected readonly others = computed(() =>
    (this.sessions.value()?.sessions ?? []).filter((session) => !session.current),
  );
  protected readonly sees = computed(() =>
    (this.registry.me()?.classes ?? []).map((one) => this.t(dataClassKey(one))).join(', '),
  );
  protected readonly end = guarded(async (ids: string[]) => {
    for (const id of ids) await this.client.endSession({ id });
    this.sessions.reload();
    this.toasts.say(this.t('account.ended', { count: ids.length }));
  });
  protected readonly ids = computed(() => this.others().map((session) => session.id));
  protected readonly roleKey = roleKey;
  protected readonly time = formatTime;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.account') }]);
  }

  /** Credentials changed: other sessions have ended, and it stands in the list. */
  protected changed(words: string) {
    this.toasts.say(words);
    this.sessions.reload();
    this.signIns.reload();
  }
}
