import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Contribution } from '../../gen/hientai/contributions/v1/contribution_pb';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { StageMark } from './stage-mark';
import { authorsWords, highest, kindKey } from './words';
import { Asking } from '../ui/asking';

const FIRST = 6;

/** The contributions of one person, or made in one unit and below it, as a section of their page: those that moved last. */
@Component({
  selector: 'ht-contribution-list',
  imports: [Asking, DateText, Failure, RouterLink, Skeleton, StageMark],
  template: `
    <section class="sec" [attr.aria-busy]="page.loading()">
      <header>
        <h2>{{ t('contribution.ofThem') }}</h2>
        @if (page.value(); as answer) {
          <span class="note num">{{ count(answer.totalSize) }}</span>
          @if (answer.totalSize > answer.contributions.length) {
            <div class="act">
              <a
                class="link"
                routerLink="/dong-gop"
                [queryParams]="{
                  nguoi: personId() || null,
                  'don-vi': unitId() || null,
                  valid: time.valid(),
                  known: time.known(),
                }"
                >{{ t('contribution.seeAll', { count: count(answer.totalSize) }) }}</a
              >
            </div>
          }
        }
      </header>
      @if (page.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      } @else if (page.value(); as answer) {
        @if (answer.contributions.length) {
          <table class="tbl stack" [htAsking]="page">
            <thead>
              <tr>
                <th scope="col">{{ t('contribution.colTitle') }}</th>
                <th scope="col">{{ t('contribution.colOn') }}</th>
                @if (personId()) {
                  <th scope="col" class="r">{{ t('contribution.shareCol') }}</th>
                } @else {
                  <th scope="col">{{ t('contribution.colAuthors') }}</th>
                }
                <th scope="col">{{ t('contribution.colStage') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (one of answer.contributions; track one.id) {
                <tr>
                  <td class="wide">
                    <a class="open" [routerLink]="['/dong-gop', one.id]" [queryParams]="time.query()">{{
                      one.details?.title
                    }}</a>
                    <small class="mute">{{ t(kindKey(one.details!.kind)) }}</small>
                  </td>
                  <td class="nw"><ht-date [iso]="one.on" /></td>
                  @if (personId()) {
                    <td class="num r">{{ t('contribution.share', { share: shareOf(one) }) }}</td>
                  } @else {
                    <td>{{ authors(one) }}</td>
                  }
                  <td class="nw"><ht-stage [stage]="one.stage" [level]="highest(one)" [outcome]="one.outcome" /></td>
                </tr>
              }
            </tbody>
          </table>
        } @else {
          <p class="mute">{{ t('contribution.ofNone') }}</p>
        }
      } @else if (page.slow()) {
        <ht-skeleton [count]="3" />
      }
    </section>
  `,
})
export class ContributionList {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ContributionService);
  readonly personId = input('');
  readonly unitId = input('');

  protected readonly page = read({
    params: () => ({ personId: this.personId(), unitId: this.unitId(), at: this.time.at(), pageSize: FIRST }),
    load: (request, signal) => this.client.listContributions(request, { signal }),
    subject: ({ personId, unitId }) => personId + unitId,
  });
  protected readonly count = formatCount;
  protected readonly kindKey = kindKey;
  protected readonly highest = highest;
  protected readonly authors = (one: Contribution) => authorsWords(one.authors, this.t);
  protected readonly shareOf = (one: Contribution) =>
    one.authors.find((author) => author.personId === this.personId())?.share ?? 0;
}
