import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { QuotaService } from '../../gen/hientai/organization/v1/quota_service_pb';
import { StaffingCell } from '../../gen/hientai/reporting/v1/staffing_pb';
import { StaffingService } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { endCauseKey, valuesOf } from '../ui/vocabulary';

const PAGE = 50;

/** The people of one figure of the staffing: present, there before, come in, or left. */
@Component({
  selector: 'ht-staffing-people-page',
  imports: [DateText, Failure, Name, Pager, RouterLink, Skeleton],
  template: `
    <main class="page list-page" id="main">
      <div class="pt-row">
        <h1 class="pt">{{ t(cellKey()) }}</h1>
        @if (page.value(); as answer) {
          <span class="mute num" role="status"
            ><b class="ink">{{ count(answer.totalSize) }}</b> {{ t('list.people') }} · {{ answer.unitName }} ·
            {{ typeName() }} ·
            {{ t('overview.between', { since: date(answer.since), on: date(answer.at?.validOn ?? '') }) }}</span
          >
        }
      </div>
      <div class="toolbar">
        <div class="seg" role="group" [attr.aria-label]="t('overview.figure')">
          @for (one of cells; track one) {
            <button type="button" [attr.aria-pressed]="cell() === one" (click)="ask(one)">{{ t(key(one)) }}</button>
          }
        </div>
      </div>
      <div [class.dim]="page.loading() && page.value()" [attr.aria-busy]="page.loading()">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (answer.people.length) {
            <table class="tbl stack standings" [attr.aria-label]="t(cellKey())">
              <thead>
                <tr>
                  <th scope="col">{{ t('standing.colPerson') }}</th>
                  <th scope="col">{{ t('standing.colPost') }}</th>
                  <th scope="col">{{ t(leaving() ? 'overview.leftOn' : 'overview.since') }}</th>
                  <th scope="col">{{ t(leaving() ? 'overview.whyLeft' : 'overview.otherUnit') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (person of answer.people; track $index) {
                  <tr>
                    <td class="nm">
                      <a [routerLink]="['/nhan-su', person.personId]" [queryParams]="time.query()"
                        ><ht-name [name]="person.fullName"
                      /></a>
                      <small class="num">{{ person.fileNumber }}</small>
                    </td>
                    <td class="wide">
                      {{ person.post }}
                      <small>{{ person.unitName }}</small>
                    </td>
                    <td class="nw"><ht-date [iso]="person.on" /></td>
                    <td class="wide">
                      @if (leaving() && person.cause) {
                        {{ t(causeKey(person.cause)) }}
                      }
                      @if (person.otherUnitName) {
                        <small>{{ person.otherUnitName }}</small>
                      }
                    </td>
                  </tr>
                }
              </tbody>
            </table>
            <ht-pager
              [at]="answer.at"
              [pages]="pages"
              [rows]="answer.people.length"
              [total]="answer.totalSize"
              [order]="t('standing.sortName')"
              [next]="answer.nextPageToken"
              top
            />
            @if (answer.partial) {
              <p class="small mute">{{ language.of(answer.part) }}</p>
            }
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
export class StaffingPeoplePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StaffingService);
  private readonly quotas = injectClient(QuotaService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly cells = valuesOf<StaffingCell>(StaffingCell);
  protected readonly cell = computed<StaffingCell>(
    () => this.cells.find((one) => one === Number(this.params()['o'])) ?? StaffingCell.PRESENT,
  );
  protected readonly type = computed<QuotaType>(() => Number(this.params()['loai']) || QuotaType.UNSPECIFIED);
  private readonly question = computed(() => ({
    at: this.time.at(),
    unitId: String(this.params()['unit'] ?? ''),
    type: this.type(),
    cell: this.cell(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.listStaffingPeople(request, { signal }),
  });
  private readonly types = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.quotas.listQuotaTypes(request, { signal }),
  });
  protected readonly typeName = computed(() =>
    this.type()
      ? this.language.of(this.types.value()?.types.find((one) => one.type === this.type())?.name)
      : this.t('overview.allTypes'),
  );
  protected readonly leaving = computed(() => this.cell() === StaffingCell.DEPARTURES);
  protected readonly key = (cell: StaffingCell) => `staffingCell.${cell}` as TextKey;
  protected readonly cellKey = computed(() => this.key(this.cell()));
  protected readonly causeKey = endCauseKey;
  protected readonly count = formatCount;
  protected readonly date = formatDate;

  constructor() {
    pageTrail(() => [{ text: this.t('overview.title'), link: ['/tong-quan'] }, { text: this.t(this.cellKey()) }]);
  }

  protected ask(o: StaffingCell) {
    void this.router.navigate([], { queryParams: { o }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
