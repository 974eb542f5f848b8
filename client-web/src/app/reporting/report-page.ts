import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { TreeChoice } from '../rpc/tree-choice';
import { StandardsParts } from '../standards/standards-parts';
import { PageTables } from '../ui/page-tables';
import { formatDate, isDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Recast } from '../ui/recast';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { ladderKey, valuesOf } from '../ui/vocabulary';
import { groupLines } from './report-lines';
import { StandingLines } from './standing-lines';
import { unitLines } from './unit-lines';
import { Asking } from '../ui/asking';

/** Everybody against law and plan, by group and by unit. Every figure opens the list of its people. */
@Component({
  selector: 'ht-report-page',
  imports: [PageTables, Asking, Failure, Icon, Recast, Skeleton, StandardsParts, StandingLines, TreeChoice],
  template: `
    <main class="page" id="main">
      <ht-standards-parts />
      <div class="pt-row">
        <h1 class="pt">{{ t('standing.report') }}</h1>
        <span class="mute">{{ t('standing.reportNote') }}</span>
        <div class="act">
          @if (page.value(); as shown) {
            <ht-page-tables
              file="doi-chieu-chuan"
              [called]="t('standing.report')"
              [at]="shown.at"
              [treeOn]="treeOn()"
              [asked]="[[t('standing.ladder'), t(ladderKey(ladder()))]]"
            />
          }
          <ht-tree-choice [day]="treeOn()" (dayChange)="draw($event)" />
          <label class="pick"
            ><span>{{ t('standing.ladder') }}</span>
            <span class="inp"
              ><select [value]="ladder()" (change)="ask(+$any($event.target).value)">
                @for (one of ladders; track one) {
                  <option [value]="one" [selected]="one === ladder()">{{ t(ladderKey(one)) }}</option>
                }</select
              ><ht-icon name="chd" small /></span
          ></label>
        </div>
      </div>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          <p class="sub num" role="status">
            {{ said() }}
            @if (answer.partial) {
              {{ t('standing.partial') }}
            }
          </p>
          @if (answer.recast; as recast) {
            <ht-recast below [table]="recast" [validOn]="answer.at?.validOn ?? ''" />
          }
          <section class="sec lead">
            <header>
              <h2>{{ t('standing.byGroup') }}</h2>
            </header>
            <ht-standing-lines
              [title]="t('standing.byGroup')"
              [heading]="t('standing.colGroup')"
              [ladder]="ladder()"
              [lines]="groups()"
            />
          </section>
          <section class="sec">
            <header>
              <h2>{{ t('standing.byUnit') }}</h2>
              <span class="note">{{ t('standing.byUnitNote') }}</span>
            </header>
            @if (tree.problem(); as problem) {
              <ht-failure [problem]="problem" (retry)="tree.reload()" />
            } @else if (tree.value()) {
              @if (units().length) {
                <ht-standing-lines
                  [title]="t('standing.byUnit')"
                  [heading]="t('standing.colUnit')"
                  [ladder]="ladder()"
                  [lines]="units()"
                />
              } @else {
                <p class="mute">{{ t('standing.unitsNone') }}</p>
              }
            }
          </section>
        } @else if (page.slow()) {
          <ht-skeleton />
        }
      </div>
    </main>
  `,
})
export class ReportPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StandingService);
  private readonly unitClient = injectClient(UnitService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly ladder = computed<Ladder>(() => Number(this.params()['thang']) || Ladder.EDUCATION);
  /** The day of the tree the people are drawn on too. */
  protected readonly treeOn = computed(() => {
    const day = String(this.params()['cay'] ?? '');
    return isDay(day) ? day : '';
  });
  protected readonly page = read({
    params: () => ({ at: this.time.at(), ladder: this.ladder(), treeOn: this.treeOn() }),
    load: (request, signal) => this.client.getStandingReport(request, { signal }),
  });
  protected readonly tree = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.unitClient.listUnits(request, { signal }),
  });
  protected readonly groups = computed(() => groupLines(this.page.value()?.lines ?? []));
  protected readonly units = computed(() => unitLines(this.tree.value()?.units ?? [], this.page.value()?.units ?? []));
  protected readonly said = computed(() => {
    const answer = this.page.value();
    const total = answer?.lines[0];
    return this.t('standing.reportLede', {
      date: formatDate(answer?.at?.validOn ?? ''),
      people: formatCount(total?.people ?? 0),
      below: formatCount(total?.law?.below ?? 0),
      ladder: this.t(ladderKey(this.ladder())).toLowerCase(),
    });
  });
  protected readonly ladders = valuesOf<Ladder>(Ladder);
  protected readonly ladderKey = ladderKey;

  constructor() {
    pageTrail(() => [{ text: this.t('standard.title'), link: ['/chuan'] }, { text: this.t('standing.report') }]);
  }

  protected draw(day: string) {
    void this.router.navigate([], { queryParams: { cay: day || null }, queryParamsHandling: 'merge' });
  }

  protected ask(ladder: Ladder) {
    const thang = ladder === Ladder.EDUCATION ? null : ladder;
    void this.router.navigate([], { queryParams: { thang }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
