import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Indicator, IndicatorService } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { IndicatorTarget } from './indicator-target';
import { indicatorKey } from './indicator-words';
import { Asking } from '../ui/asking';

const PAGE = 50;

/** Who does not count towards an indicator, or who does: each with the reason. */
@Component({
  selector: 'ht-indicator-people-page',
  imports: [Asking, Failure, IndicatorTarget, Name, Pager, RouterLink, Skeleton],
  template: `
    <main class="page list-page" id="main">
      <div class="pt-row">
        <h1 class="pt">{{ t(nameKey()) }}</h1>
        @if (page.value(); as answer) {
          <span class="mute num" role="status"
            ><b class="ink">{{ count(answer.totalSize) }}</b>
            {{ t(counting() ? 'overview.whoCount' : 'overview.whoDoNot') }}</span
          >
        }
        @if (line(); as line) {
          <div class="act"><ht-indicator-target [line]="line" /></div>
        }
      </div>
      <div class="toolbar">
        <div class="seg" role="group" [attr.aria-label]="t('overview.figure')">
          <button type="button" [attr.aria-pressed]="!counting()" (click)="ask(null)">
            {{ t('overview.notCounting') }}
          </button>
          <button type="button" [attr.aria-pressed]="counting()" (click)="ask(1)">{{ t('overview.counting') }}</button>
        </div>
      </div>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (answer.people.length) {
            <table class="tbl stack standings" [attr.aria-label]="t(nameKey())">
              <thead>
                <tr>
                  <th scope="col">{{ t('standing.colPerson') }}</th>
                  <th scope="col">{{ t('standing.colPost') }}</th>
                  <th scope="col">{{ t('overview.why') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (person of answer.people; track person.personId) {
                  <tr>
                    <td class="nm">
                      <a [routerLink]="['/nhan-su', person.personId]" [queryParams]="time.query()"
                        ><ht-name [name]="person.fullName"
                      /></a>
                    </td>
                    <td class="wide">
                      {{ person.post }}
                      <small>{{ person.unitName }}</small>
                    </td>
                    <td class="wide why">{{ language.of(person.because) }}</td>
                  </tr>
                }
              </tbody>
            </table>
            <ht-pager
              [written]="written"
              [at]="answer.at"
              [pages]="pages"
              [rows]="answer.people.length"
              [total]="answer.totalSize"
              [order]="t('standing.sortName')"
              [next]="answer.nextPageToken"
              top
            />
          } @else {
            <div class="say-state">
              <b>{{ t('standing.none') }}</b>
              <p class="num">{{ t('standing.noneSay', { date: date(answer.at?.validOn ?? '') }) }}</p>
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton />
        }
      </div>
    </main>
  `,
})
export class IndicatorPeoplePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(IndicatorService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly indicator = computed<Indicator>(
    () => valuesOf<Indicator>(Indicator).find((one) => one === Number(this.params()['muc'])) ?? Indicator.UNIVERSITY,
  );
  protected readonly counting = computed(() => this.params()['dat'] === '1');
  private readonly question = computed(() => ({
    at: this.time.at(),
    indicator: this.indicator(),
    counting: this.counting(),
    unitId: String(this.params()['unit'] ?? ''),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.listIndicatorPeople(request, { signal }),
  });
  private readonly lines = read({
    params: () => ({ at: this.time.at(), months: 1 }),
    load: (request, signal) => this.client.getIndicators(request, { signal }),
  });
  protected readonly line = computed(() =>
    this.lines.value()?.indicators.find(({ indicator }) => indicator === this.indicator()),
  );
  protected readonly nameKey = computed(() => indicatorKey(this.indicator()));
  protected readonly count = formatCount;
  protected readonly date = formatDate;

  protected readonly written = (): Export => ({
    file: 'chi-tieu-nguoi',
    title: this.t(this.nameKey()),
    header: (['standing.colPerson', 'standing.colPost', 'field.unit', 'overview.why'] as const).map((text) =>
      this.t(text),
    ),
    asked: [[this.t('overview.figure'), this.t(this.counting() ? 'overview.counting' : 'overview.notCounting')]],
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listIndicatorPeople({ ...this.question(), pageToken, pageSize: 200 }, { signal }),
      ({ people }) =>
        people.map((person) => [person.fullName, person.post, person.unitName, this.language.of(person.because)]),
    ),
  });

  constructor() {
    pageTrail(() => [{ text: this.t('overview.title'), link: ['/tong-quan'] }, { text: this.t(this.nameKey()) }]);
  }

  protected ask(dat: number | null) {
    void this.router.navigate([], { queryParams: { dat }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
