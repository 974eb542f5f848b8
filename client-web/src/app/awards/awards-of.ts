import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { injectText } from '../ui/text';
import { AwardsTable } from './awards-table';

const FIRST = 8;

/** What somebody was awarded, or what a unit's people were: the latest first. Nothing is shown where there is nothing. */
@Component({
  selector: 'ht-awards-of',
  imports: [AwardsTable, Failure, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <section class="sec">
        <header>
          <h2>{{ title() }}</h2>
        </header>
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      </section>
    } @else if (page.value(); as answer) {
      @if (answer.awards.length) {
        <section class="sec">
          <header>
            <h2>{{ title() }}</h2>
            <span class="note num">{{ t('award.ofPersonNote', { count: count(answer.totalSize) }) }}</span>
            @if (answer.totalSize > answer.awards.length) {
              <div class="act">
                <a
                  class="link"
                  routerLink="/giai-thuong/da-tang"
                  [queryParams]="{
                    valid: time.valid(),
                    known: time.known(),
                    'don-vi': unitId() || null,
                    nguoi: personId() || null,
                  }"
                  >{{ t('award.all') }}</a
                >
              </div>
            }
          </header>
          <ht-awards-table [awards]="answer.awards" [title]="title()" [people]="!!unitId()" />
        </section>
      }
    }
  `,
})
export class AwardsOf {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  readonly personId = input('');
  readonly unitId = input('');
  protected readonly title = computed(() => this.t(this.unitId() ? 'award.ofUnit' : 'award.ofPerson'));
  protected readonly page = read({
    params: () =>
      this.registry.may(Ability.READ_PEOPLE)
        ? { personId: this.personId(), unitId: this.unitId(), at: this.time.at(), pageSize: FIRST }
        : undefined,
    load: (request, signal) => this.client.listAwards(request, { signal }),
    subject: ({ personId, unitId }) => personId + unitId,
  });
  protected readonly count = formatCount;
}
