import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Mandate } from '../../gen/hientai/access/v1/account_pb';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { roleKey } from '../account/words';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { Session } from '../rpc/session';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDay, formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { AccountChanges } from './account-changes';
import { AccountClients } from './account-clients';
import { AccountCredentials } from './account-credentials';
import { Asking } from '../ui/asking';

/** One account at a moment: its mandates with their papers, what it signs in with, and everything recorded about it. */
@Component({
  selector: 'ht-one-account-page',
  imports: [
    Asking,
    AccountChanges,
    AccountClients,
    AccountCredentials,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    Failure,
    History,
    Icon,
    PaperRef,
    PeriodText,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './one-account-page.html',
})
export class OneAccountPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly session = inject(Session);
  private readonly client = injectClient(AccountService);
  readonly id = input.required<string>();

  private readonly question = computed(() => ({ id: this.id(), at: this.time.at() }));
  protected readonly page = read({
    params: () => this.question(),
    load: (request, signal) => this.client.getAccount(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: () => this.question(),
    load: (request, signal) => this.client.getAccountHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly account = computed(() => this.page.value()?.account);
  protected readonly administers = computed(() => this.registry.may(Ability.ADMINISTER));
  /** Why nothing can be recorded here now. */
  protected readonly closed = computed(() => {
    if (this.time.past()) return this.t('time.closed');
    return this.session.account() === this.id() ? this.t('admin.own') : '';
  });
  protected readonly mandates = computed(() => {
    const day = this.page.value()?.at?.validOn ?? '';
    return (this.account()?.mandates ?? []).map((mandate) => ({ mandate, ...standing(mandate, day) }));
  });
  protected readonly roleKey = roleKey;
  protected readonly day = formatDay;
  protected readonly when = formatTime;

  constructor() {
    pageTrail(() => [
      { text: this.t('nav.admin'), link: ['/quan-tri'] },
      { text: this.t('admin.accounts'), link: ['/quan-tri/tai-khoan'] },
      { text: this.language.of(this.account()?.title) || '…' },
    ]);
  }
}

function standing(mandate: Mandate, day: string): { state: TextKey; tag: string; over: boolean } {
  if (mandate.inForce) return { state: 'admin.inForce', tag: 'chg', over: false };
  return (mandate.period?.from ?? '') > day
    ? { state: 'admin.coming', tag: 'late', over: false }
    : { state: 'admin.over', tag: '', over: true };
}
