import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { ReadLogService } from '../../gen/hientai/access/v1/read_log_service_pb';
import { DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { dataClassKey, purposeKey, roleKey } from '../account/words';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { PersonPicker } from '../rpc/person-picker';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Chip } from '../ui/chip';
import { DateText } from '../ui/date';
import { formatDate, formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { AdminTabs } from './admin-tabs';
import { nameOfPerson } from './whose';
import { Asking } from '../ui/asking';
import { readKey } from '../rpc/read-words';

const PAGE = 50;
const COUNTED_TO = 10_000;

/** Who opened whose file, what it showed, and what for. */
@Component({
  selector: 'ht-reads-page',
  imports: [
    Asking,
    AdminTabs,
    CdkConnectedOverlay,
    CdkOverlayOrigin,
    Chip,
    DateText,
    Failure,
    Icon,
    ListHead,
    Pager,
    PersonPicker,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './reads-page.html',
})
export class ReadsPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ReadLogService);
  private readonly accountClient = injectClient(AccountService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly personId = computed(() => String(this.params()['nguoi'] ?? ''));
  protected readonly accountId = computed(() => String(this.params()['tai-khoan'] ?? ''));
  protected readonly opened = computed(() => this.params()['mo'] === '1');
  protected readonly picking = signal(false);
  private readonly question = computed(() => ({
    personId: this.personId(),
    accountId: this.accountId(),
    openedOnly: this.opened(),
    at: this.time.at(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.listReads(request, { signal }),
  });
  protected readonly accounts = read({
    params: () => true,
    load: (_, signal) => this.accountClient.listAccounts({ closed: true, pageSize: 200 }, { signal }),
  });
  protected readonly reads = computed(() => this.page.value()?.reads ?? []);
  protected readonly capped = computed(() => (this.page.value()?.totalSize ?? 0) >= COUNTED_TO);
  private readonly name = nameOfPerson(this.personId);
  protected readonly person = computed(() => this.name() || this.t('admin.chosenPerson'));
  protected readonly when = formatTime;
  protected readonly readKey = readKey;
  protected readonly roleKey = roleKey;
  protected readonly purposeKey = purposeKey;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.admin') }, { text: this.t('admin.reads') }]);
  }

  protected readonly written = (): Export => ({
    file: 'nhat-ky-xem',
    title: this.t('admin.reads'),
    header: (
      [
        'account.when',
        'file.position',
        'admin.reader',
        'fileColumn.role',
        'admin.whoseFile',
        'fileColumn.asked',
        'admin.saw',
        'admin.whatFor',
      ] as const
    ).map((text) => this.t(text)),
    pages: everyPage(
      (pageToken, signal) => this.client.listReads({ ...this.question(), pageToken, pageSize: 200 }, { signal }),
      ({ reads }) =>
        reads.map((one) => [
          formatTime(one.time),
          `#${one.position}`,
          this.language.of(one.accountTitle) || one.accountName,
          this.t(one.role ? roleKey(one.role) : 'account.ownFile'),
          one.personId ? one.personName || this.t('admin.erased') : '',
          `${this.t(readKey(one.method))}, ${this.t('admin.asOf')} ${formatDate(one.validOn)}`,
          this.classes(one.classes)
            .map(({ text }) => text)
            .join(', '),
          [one.purpose ? this.t(purposeKey(one.purpose)) : '', one.reason].filter(Boolean).join(': '),
        ]),
    ),
  });

  protected classes(classes: DataClass[]) {
    return classes.map((one) => ({
      text: this.t(dataClassKey(one)),
      kept: one === DataClass.SENSITIVE || one === DataClass.IDENTITY_NUMBER,
    }));
  }

  protected ask(queryParams: Record<string, string | null>) {
    this.picking.set(false);
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
