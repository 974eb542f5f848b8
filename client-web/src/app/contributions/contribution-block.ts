import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { ContributionFigures } from './figures';
import type { FilterName } from './query';

const BY: FilterName[] = ['nam', 'cap', 'ket-qua', 'loai'];
const YEARS = 5;

/** Contributions on the overview: how many of late, recognised where, with what answer, of what kind. */
@Component({
  selector: 'ht-contribution-block',
  imports: [ContributionFigures, Failure, RouterLink, Skeleton],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('contribution.title') }}</h2>
        <span class="note num">{{
          page.value()?.total
            ? t('contribution.overviewNote', { count: count(page.value()!.total) })
            : t('contribution.overviewSay')
        }}</span>
        <div class="act">
          <a class="link" routerLink="/dong-gop" [queryParams]="time.query()">{{ t('contribution.overviewOpen') }}</a>
        </div>
      </header>
      @if (page.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      } @else if (page.value(); as answer) {
        @if (answer.total) {
          <ht-contribution-figures [figures]="answer" [by]="by" [lastYears]="years" />
        } @else {
          <p class="mute">{{ t('contribution.noneAtAll') }}</p>
        }
      } @else if (page.slow()) {
        <ht-skeleton [count]="3" />
      }
    </section>
  `,
})
export class ContributionBlock {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ContributionService);
  protected readonly page = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.getContributionFigures(request, { signal }),
  });
  protected readonly by = BY;
  protected readonly years = YEARS;
  protected readonly count = formatCount;
}
