import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { askedIn, number } from '../ui/filters';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { ContributionFigures } from './figures';
import type { FilterName } from './query';
import { Asking } from '../ui/asking';

const BY: FilterName[] = ['nam', 'cap', 'ket-qua', 'loai'];
const YEARS = 5;

/** The parameter of the overview's address that holds the year. */
const YEAR = 'nam-dong-gop';

/** Contributions on the overview: how many of late, and of all or of one year where they were recognised, with what answer, of what kind. */
@Component({
  selector: 'ht-contribution-block',
  imports: [Asking, ContributionFigures, Failure, Icon, RouterLink, Skeleton],
  template: `
    <section class="sec" [htAsking]="page">
      <header>
        <h2>{{ t('contribution.title') }}</h2>
        <span class="note num">{{
          !page.value()?.total
            ? t('contribution.overviewSay')
            : t(year() ? 'contribution.overviewYear' : 'contribution.overviewNote', {
                count: count(page.value()!.total),
                year: year(),
              })
        }}</span>
        <div class="act">
          @if (page.value()?.years?.length) {
            <span class="inp"
              ><select [attr.aria-label]="t('contribution.byYear')" (change)="choose($any($event.target).value)">
                <option value="">{{ t('contribution.allYears') }}</option>
                @for (one of page.value()!.years; track one.year) {
                  <option [value]="one.year" [selected]="one.year === year()">{{ one.year }}</option>
                }</select
              ><ht-icon name="chd" small
            /></span>
          }
          <a class="link" routerLink="/dong-gop" [queryParams]="listed()">{{ t('contribution.overviewOpen') }}</a>
        </div>
      </header>
      @if (page.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      } @else if (page.value(); as answer) {
        @if (answer.years.length) {
          <ht-contribution-figures
            [figures]="answer"
            [params]="{ nam: year() || null }"
            [by]="by()"
            [lastYears]="years"
          />
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
  protected readonly asked = askedIn([YEAR]);
  protected readonly year = computed(() => number(this.asked.params()[YEAR]));
  protected readonly listed = computed(() => ({ ...this.time.query(), nam: this.year() || null }));
  protected readonly page = read({
    params: () => ({ year: this.year(), at: this.time.at() }),
    load: (request, signal) => this.client.getContributionFigures(request, { signal }),
  });
  protected readonly by = computed(() => (this.year() ? BY.filter((one) => one !== 'nam') : BY));
  protected readonly years = YEARS;
  protected readonly count = formatCount;

  protected choose(year: string) {
    this.asked.ask({ [YEAR]: year || null });
  }
}
