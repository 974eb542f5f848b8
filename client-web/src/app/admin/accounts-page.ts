import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Account, Role } from '../../gen/hientai/access/v1/account_pb';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { roleKey } from '../account/words';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { Chip } from '../ui/chip';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { highlight } from '../ui/names';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { rowTravel } from '../ui/row-travel';
import { Runs } from '../ui/runs';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { AdminTabs } from './admin-tabs';
import { nameOfUnit } from './whose';
import { Asking } from '../ui/asking';

const PAGE = 50;

/** The accounts on record, what they are entrusted with, and when each was last used. */
@Component({
  selector: 'ht-accounts-page',
  imports: [
    Asking,
    AdminTabs,
    CdkConnectedOverlay,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    CdkOverlayOrigin,
    Chip,
    Failure,
    Icon,
    ListHead,
    Pager,
    RouterLink,
    Runs,
    Skeleton,
    UnitPicker,
  ],
  templateUrl: './accounts-page.html',
})
export class AccountsPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(AccountService);
  private readonly router = inject(Router);
  protected readonly searched = inject(Searched);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly role = computed<Role>(() => Number(this.params()['vai']) || Role.UNSPECIFIED);
  protected readonly unitId = computed(() => String(this.params()['don-vi'] ?? ''));
  protected readonly closed = computed(() => this.params()['dong'] === '1');
  protected readonly filtered = computed(() => !!this.searched.words() || !!this.role() || !!this.unitId());
  protected readonly picking = signal(false);
  protected readonly administers = computed(() => this.registry.may(Ability.ADMINISTER));

  private readonly question = computed(() => ({
    query: this.searched.words().trim(),
    role: this.role(),
    unitId: this.unitId(),
    closed: this.closed(),
    at: this.time.at(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: async (request, signal) => {
      if (request.query) await pause(180, signal);
      return this.client.listAccounts(request, { signal });
    },
  });
  protected readonly unitName = nameOfUnit(this.unitId);
  protected readonly accounts = computed(() => this.page.value()?.accounts ?? []);
  protected readonly roles = valuesOf<Role>(Role);
  protected readonly roleKey = roleKey;
  protected readonly when = formatTime;
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected readonly head = viewChild.required(ListHead);
  protected readonly travel = rowTravel({
    ids: () => this.accounts().map((account) => account.id),
    open: (index, apart) => this.open(this.accounts()[index], apart),
    search: () => this.head().focus(),
  });

  constructor() {
    pageTrail(() => [{ text: this.t('nav.admin') }, { text: this.t('admin.accounts') }]);
  }

  protected readonly written = (): Export => ({
    file: 'tai-khoan',
    title: this.t('admin.accounts'),
    header: (['admin.colTitle', 'admin.colName', 'admin.colRoles', 'admin.colLast'] as const).map((text) =>
      this.t(text),
    ),
    pages: everyPage(
      (pageToken, signal) => this.client.listAccounts({ ...this.question(), pageToken, pageSize: 200 }, { signal }),
      ({ accounts }) =>
        accounts.map((account) => [
          this.language.of(account.title) + (account.open ? '' : ` (${this.t('admin.closed')})`),
          account.name,
          this.inForce(account)
            .map(({ role, unitName }) => [this.t(roleKey(role)), unitName].filter(Boolean).join(' · '))
            .join('; '),
          formatTime(account.lastSignInTime),
        ]),
    ),
  });

  protected inForce(account: Account) {
    return account.mandates.filter((mandate) => mandate.inForce);
  }

  protected ask(queryParams: Record<string, string | number | null>) {
    this.picking.set(false);
    void this.searched.go(queryParams);
  }

  private open(account: Account, apart: boolean) {
    const tree = this.router.createUrlTree(['/quan-tri/tai-khoan', account.id], { queryParams: this.time.query() });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
