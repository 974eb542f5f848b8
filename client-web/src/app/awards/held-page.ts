import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { AwardParts } from './award-parts';
import { AwardsTable } from './awards-table';

const PAGE = 50;

/** The awards that were given, one by one: whose, for which year, on what decision. */
@Component({
  selector: 'ht-held-page',
  imports: [AwardParts, AwardsTable, Failure, Icon, ListHead, Pager, RouterLink, Skeleton],
  template: `
    <main class="page list-page" id="main">
      <ht-award-parts />
      <ht-list-head name="award.held" [total]="page.value()?.totalSize" counted="award.countedAwards">
        <div class="act">
          @if (records()) {
            @if (time.past()) {
              <button class="btn" type="button" aria-disabled="true" [title]="t('time.closed')">
                <ht-icon name="plus" />{{ t('award.recordAward') }}<span class="sr">. {{ t('time.closed') }}</span>
              </button>
            } @else {
              <a class="btn" routerLink="/giai-thuong/ghi" [queryParams]="{ viec: 'recordAward' }"
                ><ht-icon name="plus" />{{ t('award.recordAward') }}</a
              >
            }
          }
        </div>
        <div class="by">
          <span class="inp"
            ><select
              [attr.aria-label]="t('award.programme')"
              (change)="ask({ muc: $any($event.target).value || null })"
            >
              <option value="">{{ t('awardKind.0') }}</option>
              @for (one of programmes.value()?.programmes ?? []; track one.id) {
                <option [value]="one.id" [selected]="one.id === programme()">
                  {{ language.of(one.details?.name) }}
                </option>
              }</select
            ><ht-icon name="chd" small
          /></span>
          <span class="inp"
            ><select [attr.aria-label]="t('award.year')" (change)="ask({ nam: $any($event.target).value || null })">
              <option value="">{{ t('award.year0') }}</option>
              @for (one of years(); track one) {
                <option [value]="one" [selected]="one === year()">{{ one }}</option>
              }</select
            ><ht-icon name="chd" small
          /></span>
        </div>
      </ht-list-head>
      <div [class.dim]="page.loading() && page.value()" [attr.aria-busy]="page.loading()">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (answer.awards.length) {
            <ht-awards-table [awards]="answer.awards" [title]="t('award.held')" people />
            <ht-pager
              [at]="answer.at"
              [pages]="pages"
              [rows]="answer.awards.length"
              [total]="answer.totalSize"
              [next]="answer.nextPageToken"
              top
            />
          } @else {
            <div class="say-state">
              <b>{{ t('award.awardsNone') }}</b>
              <p>{{ t('award.awardsNoneSay') }}</p>
              @if (programme() || year() || unit() || person()) {
                <div class="btns">
                  <a class="btn sm" routerLink="/giai-thuong/da-tang" [queryParams]="time.query()">{{
                    t('list.clearFilters')
                  }}</a>
                </div>
              }
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton />
        }
      </div>
    </main>
  `,
})
export class HeldPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly programme = computed(() => String(this.params()['muc'] ?? ''));
  protected readonly year = computed(() => Number(this.params()['nam']) || 0);
  protected readonly unit = computed(() => String(this.params()['don-vi'] ?? ''));
  protected readonly person = computed(() => String(this.params()['nguoi'] ?? ''));
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  private readonly question = computed(() => ({
    at: this.time.at(),
    programmeId: this.programme(),
    year: this.year(),
    unitId: this.unit(),
    personId: this.person(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.listAwards(request, { signal }),
  });
  protected readonly programmes = read({
    params: () => ({ at: this.time.at(), allTimes: true }),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  private readonly counts = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.countAwards(request, { signal }),
  });
  protected readonly years = computed(() =>
    [...new Set([...(this.counts.value()?.counts ?? []).map(({ year }) => year), this.year()])]
      .filter(Boolean)
      .sort((a, b) => b - a),
  );

  constructor() {
    pageTrail(() => [{ text: this.t('award.title'), link: ['/giai-thuong'] }, { text: this.t('award.held') }]);
  }

  protected ask(queryParams: Record<string, string | null>) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
