import { Component, computed, inject, input } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { GetReconciliationResponse } from '../../gen/hientai/reporting/v1/reconciliation_service_pb';
import { GetStandingReportResponse } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { TimeTravel } from '../rpc/time-travel';
import { formatDate } from '../ui/dates';
import { formatCount } from '../ui/numbers';
import { PaperRef } from '../ui/paper-ref';
import { Language, injectText } from '../ui/text';
import { Breaks } from './breaks';
import { Figure } from './figure';
import { groupLines } from './report-lines';

/**
 * Who is below in education, by group: law and plan in columns of their own. A paper that printed the law's figures for this very day
 * stands beside them, with what does not add up and the smallest repair.
 */
@Component({
  selector: 'ht-below-block',
  imports: [Breaks, Figure, PaperRef, RouterLink],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('overview.belowTitle') }}</h2>
        <span class="note num">{{ t('overview.belowNote', { date: date(report().at?.validOn ?? '') }) }}</span>
        <div class="act">
          <a class="link" routerLink="/tong-quan/so-in" [queryParams]="time.query()">{{ t('printed.open') }}</a>
          <a class="link" routerLink="/chuan/doi-chieu" [queryParams]="time.query()">{{ t('overview.openReport') }}</a>
        </div>
      </header>
      <table class="recon" [class.four]="!!stated().size">
        <thead>
          <tr>
            <th scope="col">{{ t('standing.colGroup') }}</th>
            @if (stated().size) {
              <th scope="col">{{ t('overview.stated') }}</th>
            }
            <th scope="col">{{ t('standing.lawOf') }}</th>
            @if (stated().size) {
              <th scope="col" class="hidep">{{ t('overview.off') }}</th>
            }
            <th scope="col">{{ t('standing.planOf') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.key) {
            <tr [class.deeper]="line.depth > 1" [class.tot]="line.total" [class.brk]="broken().has(line.key)">
              <th scope="row">{{ language.of(line.name) }}</th>
              @if (stated().size) {
                <td class="num" [class.brkcell]="off(line.key, line.law?.below ?? 0)">
                  {{ stated().has(line.key) ? count(stated().get(line.key)!) : '—' }}
                </td>
              }
              <td class="num"><ht-figure [value]="line.law?.below ?? 0" [ask]="ask(line.ask, law)" /></td>
              @if (stated().size) {
                <td class="num hidep" [class.brkcell]="off(line.key, line.law?.below ?? 0)">
                  {{ difference(line.key, line.law?.below ?? 0) }}
                </td>
              }
              <td class="num"><ht-figure [value]="line.plan?.below ?? 0" [ask]="ask(line.ask, plan)" /></td>
            </tr>
          }
        </tbody>
      </table>
      @if (stated().size) {
        @if (reconciliation()?.basis?.paper; as paper) {
          <p class="small mute">
            {{ t('overview.statedBy') }}&ngsp;
            @if (paper.id) {
              <ht-paper-ref [paper]="paper" />
            }
          </p>
        }
        @if (reconciliation()?.breaks?.length) {
          <ht-breaks [of]="reconciliation()!" />
        }
      }
      @if (report().partial) {
        <p class="small mute">{{ t('standing.partial') }}</p>
      }
    </section>
  `,
})
export class BelowBlock {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  readonly report = input.required<GetStandingReportResponse>();
  readonly reconciliation = input<GetReconciliationResponse>();

  protected readonly lines = computed(() => groupLines(this.report().lines));
  /** As printed, if the paper speaks of the very day that is counted, and everybody is. */
  protected readonly stated = computed(() => {
    const printed = this.reconciliation();
    const same = printed?.statedId && printed.at?.validOn === this.report().at?.validOn && !this.report().partial;
    const cells = same ? printed.cells.filter((cell) => cell.isStated) : [];
    return new Map(cells.map((cell) => [cell.key, Number(cell.stated)]));
  });
  /** Where it breaks: the figures the smallest repair would write otherwise; else the wholes that do not add up. */
  protected readonly broken = computed(() => {
    const printed = this.reconciliation();
    if (!this.stated().size || !printed) return new Set<string>();
    const mends = printed.repairs.flatMap((repair) => repair.mends.map((mend) => mend.cell));
    return new Set(mends.length ? mends : printed.breaks.map((one) => one.cell));
  });
  protected readonly law = StandardKind.LAW;
  protected readonly plan = StandardKind.PLAN;
  protected readonly count = formatCount;
  protected readonly date = formatDate;
  protected readonly ask = (line: Params, loai: StandardKind): Params => ({ ...line, loai });
  protected readonly off = (key: string, counted: number) =>
    this.stated().has(key) && this.stated().get(key) !== counted;

  protected difference(key: string, counted: number): string {
    const stated = this.stated().get(key);
    if (stated === undefined) return '—';
    const by = stated - counted;
    return (by < 0 ? '−' : by > 0 ? '+' : '') + formatCount(Math.abs(by));
  }
}
