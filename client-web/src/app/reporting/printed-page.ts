import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { Cell, ReconciliationService, ReportKind } from '../../gen/hientai/reporting/v1/reconciliation_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { PageTables } from '../ui/page-tables';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { Breaks } from './breaks';
import { Figure } from './figure';
import { reportKey } from './printed-changes';
import { Asking } from '../ui/asking';

/** A line of the table: a cell with what the paper says of it. */
interface Row {
  cell: Cell;
  depth: number;
  off: bigint;
  broken: boolean;
  opens?: { link: string; ask: Record<string, string | number> };
}

/** The figures a paper prints for a report beside the counted ones, what does not add up, and the smallest repair. */
@Component({
  selector: 'ht-printed-page',
  imports: [PageTables, Asking, Breaks, Failure, Figure, Icon, PaperRef, RouterLink, Skeleton],
  template: `
    <main class="page" id="main" [attr.aria-busy]="page.loading()">
      <div class="pt-row">
        <h1 class="pt">{{ t('printed.title') }}</h1>
        <div class="act">
          @if (page.value(); as shown) {
            <ht-page-tables
              file="so-van-ban-in"
              [called]="t('printed.title')"
              [at]="shown.at"
              [asked]="[[t('printed.report'), t(reportKey(kind()))]]"
            />
          }
          <div class="seg" role="group" [attr.aria-label]="t('printed.report')">
            @for (one of kinds; track one) {
              <button type="button" [attr.aria-pressed]="kind() === one" (click)="ask({ 'bao-cao': one, so: null })">
                {{ t(reportKey(one)) }}
              </button>
            }
          </div>
          @if (records()) {
            @if (time.past()) {
              <button class="btn" type="button" aria-disabled="true" [title]="t('time.closed')">
                <ht-icon name="plus" />{{ t('printed.state') }}<span class="sr">. {{ t('time.closed') }}</span>
              </button>
            } @else {
              <a class="btn p" routerLink="/tong-quan/so-in/ghi" [queryParams]="{ 'bao-cao': kind() }"
                ><ht-icon name="plus" />{{ t('printed.state') }}</a
              >
            }
          }
        </div>
      </div>
      <p class="sub">{{ t('printed.say') }}</p>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (answer.statedId) {
            @if (answer.partial) {
              <p class="notice" role="note"><ht-icon name="info" />{{ t('printed.partial') }}</p>
            }
            <section class="sec lead">
              <header>
                <h2 class="num">{{ t('printed.of', { date: date(answer.at?.validOn ?? '') }) }}</h2>
                @if (answer.basis?.paper; as paper) {
                  <span class="note">{{ t('printed.by') }}&ngsp;<ht-paper-ref [paper]="paper" /></span>
                }
                <div class="act">
                  @if (others().length > 1) {
                    <span class="inp pick">
                      <select [attr.aria-label]="t('printed.which')" (change)="ask({ so: $any($event.target).value })">
                        @for (one of others(); track one.id) {
                          <option [value]="one.id" [selected]="one.id === answer.statedId">
                            {{ date(one.on) }} · {{ one.basis?.paper?.number }}
                          </option>
                        }
                      </select>
                      <ht-icon name="chd" small />
                    </span>
                  }
                  @if (records()) {
                    @if (time.past()) {
                      <button class="btn sm" type="button" aria-disabled="true" [title]="t('time.closed')">
                        {{ t('printed.correct') }}<span class="sr">. {{ t('time.closed') }}</span>
                      </button>
                    } @else {
                      <a class="btn sm" routerLink="/tong-quan/so-in/ghi" [queryParams]="{ so: answer.statedId }">{{
                        t('printed.correct')
                      }}</a>
                    }
                  }
                </div>
              </header>
              <table class="recon four printed">
                <thead>
                  <tr>
                    <th scope="col">{{ t('printed.cell') }}</th>
                    <th scope="col">{{ t('overview.stated') }}</th>
                    <th scope="col">{{ t('printed.counted') }}</th>
                    <th scope="col">{{ t('overview.off') }}</th>
                  </tr>
                </thead>
                <tbody>
                  @for (row of rows(); track row.cell.key) {
                    <tr [class.deeper]="row.depth > 1" [class.tot]="!row.depth" [class.brk]="row.broken">
                      <th scope="row">{{ language.of(row.cell.name) }}</th>
                      <td class="num" [class.brkcell]="row.off">
                        {{ row.cell.isStated ? count(row.cell.stated) : '—' }}
                      </td>
                      <td class="num">
                        @if (row.opens; as opens) {
                          <ht-figure
                            [value]="+row.cell.counted.toString()"
                            [link]="opens.link"
                            [ask]="opens.ask"
                            [about]="count(row.cell.counted) + ', ' + language.of(row.cell.name)"
                          />
                        } @else {
                          {{ count(row.cell.counted) }}
                        }
                      </td>
                      <td class="num" [class.brkcell]="row.off">{{ row.cell.isStated ? signed(row.off) : '—' }}</td>
                    </tr>
                  }
                </tbody>
              </table>
              @if (answer.breaks.length) {
                <ht-breaks [of]="answer" />
              } @else {
                <p class="small mute"><ht-icon name="check" small /> {{ t('printed.whole') }}</p>
              }
            </section>
          } @else {
            <div class="say-state">
              <b>{{ t('printed.none') }}</b>
              <p>{{ t(time.past() ? 'state.pastHint' : records() ? 'printed.noneSay' : 'printed.noneRead') }}</p>
              @if (records() && !time.past()) {
                <div class="btns">
                  <a class="btn p" routerLink="/tong-quan/so-in/ghi" [queryParams]="{ 'bao-cao': kind() }">{{
                    t('printed.state')
                  }}</a>
                </div>
              }
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton [count]="8" />
        }
      </div>
    </main>
  `,
})
export class PrintedPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly client = injectClient(ReconciliationService);
  readonly so = input<string>();
  readonly baoCao = input<string>(undefined, { alias: 'bao-cao' });

  protected readonly page = read({
    params: () => ({
      at: this.time.at(),
      statedId: this.so() ?? '',
      report: this.so() ? ReportKind.UNSPECIFIED : this.asked(),
    }),
    load: (request, signal) => this.client.getReconciliation(request, { signal }),
  });
  private readonly all = read({
    params: () => ({ at: this.time.at(), shown: this.page.value()?.version }),
    load: ({ at }, signal) => this.client.listStated({ at }, { signal }),
  });
  private readonly asked = computed<ReportKind>(
    () => this.kinds.find((one) => one === Number(this.baoCao())) ?? ReportKind.STANDARDS,
  );
  protected readonly kind = computed(() => (this.so() && this.page.value()?.report) || this.asked());
  protected readonly others = computed(() =>
    (this.all.value()?.tables ?? []).filter(({ report }) => report === this.kind()),
  );
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly rows = computed<Row[]>(() => {
    const answer = this.page.value();
    if (!answer) return [];
    const mends = answer.repairs.flatMap((repair) => repair.mends.map(({ cell }) => cell));
    const broken = new Set(mends.length ? mends : answer.breaks.map(({ cell }) => cell));
    const depths = new Map<string, number>();
    for (const cell of answer.cells) depths.set(cell.key, cell.partOf ? (depths.get(cell.partOf) ?? 0) + 1 : 0);
    return answer.cells
      .filter((cell) => cell.isStated || cell.counted)
      .map((cell) => ({
        cell,
        depth: depths.get(cell.key)!,
        off: cell.isStated && !answer.partial ? cell.stated - cell.counted : 0n,
        broken: broken.has(cell.key),
        opens: this.opens(cell),
      }));
  });
  protected readonly kinds = valuesOf<ReportKind>(ReportKind);
  protected readonly reportKey = reportKey;
  protected readonly count = formatCount;
  protected readonly date = formatDate;
  protected readonly signed = (off: bigint) => (off < 0 ? '−' : off > 0 ? '+' : '') + formatCount(off < 0 ? -off : off);

  constructor() {
    pageTrail(() => [{ text: this.t('overview.title'), link: ['/tong-quan'] }, { text: this.t('printed.title') }]);
  }

  protected ask(queryParams: Record<string, string | number | null>) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  /** The people behind a counted figure, on the day the paper speaks of. */
  private opens(cell: Cell): Row['opens'] {
    const on = { valid: this.page.value()?.at?.validOn ?? '' };
    if (this.page.value()?.report === ReportKind.STANDARDS)
      return { link: '/chuan/chua-dat', ask: { ...on, ...(cell.partOf && { nhom: cell.key }) } };
    const [figure, type] = cell.key.split('.');
    if (figure !== 'present') return undefined;
    const loai = type && QuotaType[type.toUpperCase() as keyof typeof QuotaType];
    return { link: '/bien-che/nguoi', ask: { ...on, so: 'hien-co', ...(loai && { loai }) } };
  }
}
