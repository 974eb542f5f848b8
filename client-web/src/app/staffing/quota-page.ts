import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { QuotaService } from '../../gen/hientai/organization/v1/quota_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { quotaTypeKey } from './cells';
import { Quotas } from './quotas';

/** One quota: its numbers with their days and papers, and everything ever recorded about it. */
@Component({
  selector: 'ht-quota-page',
  imports: [Failure, History, Icon, Quotas, RouterLink, Skeleton],
  template: `
    <main class="page staffing quota-page" id="main" [attr.aria-busy]="history.loading()">
      <div class="pt-row">
        <h1 class="pt num">{{ t(typeKey(type())) }}, {{ year() }}</h1>
        @if (page.value()?.quota; as quota) {
          <span class="mute"
            ><a class="open" [routerLink]="['/don-vi', quota.unitId]" [queryParams]="time.query()">{{
              quota.unitName
            }}</a></span
          >
        }
        <div class="act">
          <a
            class="btn"
            routerLink="/bien-che"
            [queryParams]="{ 'don-vi': donVi(), valid: time.valid(), known: time.known() }"
            ><ht-icon name="arrow" />{{ t('staffing.back') }}</a
          >
        </div>
      </div>
      @if (page.value()) {
        <ht-quotas [unit]="donVi() ?? ''" [year]="year()" [only]="type()" />
      }
      <section class="sec">
        <header>
          <h2>{{ t('quota.history') }}</h2>
          @if (history.value(); as answer) {
            <span class="note num">{{ t('quota.historyNote', { count: answer.entries.length }) }}</span>
          }
        </header>
        @if (history.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="history.reload()">
            @if (problem.missing && time.past()) {
              <button class="btn sm" type="button" (click)="time.leave()">{{ t('time.toNow') }}</button>
            }
          </ht-failure>
        } @else if (history.value(); as answer) {
          <ht-history [entries]="answer.entries" />
        } @else if (history.slow()) {
          <ht-skeleton [count]="3" />
        }
      </section>
    </main>
  `,
})
export class QuotaPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(QuotaService);
  readonly donVi = input<string>(undefined, { alias: 'don-vi' });
  readonly loai = input<string>();
  readonly nam = input<string>();

  protected readonly type = computed<QuotaType>(() => Number(this.loai()) || QuotaType.UNSPECIFIED);
  protected readonly year = computed(() => Number(this.nam()) || 0);
  private readonly named = computed(() => ({ unitId: this.donVi() ?? '', type: this.type(), year: this.year() }));
  protected readonly page = read({
    params: () => ({ ...this.named(), at: this.time.at() }),
    load: (request, signal) => this.client.getQuota(request, { signal }),
    subject: ({ unitId, type, year }) => `${unitId}/${type}/${year}`,
  });
  protected readonly history = read({
    params: () => ({ ...this.named(), at: this.time.at() }),
    load: (request, signal) => this.client.getQuotaHistory(request, { signal }),
    subject: ({ unitId, type, year }) => `${unitId}/${type}/${year}`,
  });
  protected readonly typeKey = quotaTypeKey;

  constructor() {
    pageTrail(() => [
      { text: this.t('staffing.title'), link: ['/bien-che'] },
      ...(this.page.value()?.quota ? [{ text: this.page.value()!.quota!.unitName }] : []),
      { text: `${this.t(quotaTypeKey(this.type()))}, ${this.year()}` },
    ]);
  }
}
