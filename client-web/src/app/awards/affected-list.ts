import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Rest } from '../../gen/hientai/awards/v1/award_pb';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { restKindKey } from './award-words';

/** Whose awards, nominations or eligibility rest on a contribution's recognition, or on an award: to be read before it is taken back. */
@Component({
  selector: 'ht-affected-list',
  imports: [Failure, Name, RouterLink, Skeleton],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('award.affected') }}</h2>
        @if (page.value(); as answer) {
          @if (answer.people.length) {
            <span class="note num" role="status">{{
              t('award.affectedNote', { count: count(answer.people.length) })
            }}</span>
          }
        }
      </header>
      @if (page.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      } @else if (page.value(); as answer) {
        <ul class="heed plain">
          @for (person of answer.people; track person.personId) {
            <li>
              <span>
                <a [routerLink]="['/nhan-su', person.personId]" [queryParams]="time.query()"
                  ><ht-name [name]="person.fullName"
                /></a>
                @for (rest of person.rests; track $index) {
                  <small>
                    <a class="open" [routerLink]="link(rest)" [queryParams]="time.query()"
                      >{{ language.of(rest.programmeName) }}&ngsp;<span class="num">{{ rest.year }}</span></a
                    >
                    {{ t(kindKey(rest.kind)) }}: {{ language.of(rest.because) }}
                  </small>
                }
              </span>
            </li>
          }
        </ul>
        @if (answer.outOfReach) {
          <p class="mute num">{{ t('award.affectedHidden', { count: count(answer.outOfReach) }) }}</p>
        } @else if (!answer.people.length) {
          <p class="mute">{{ t('award.affectedNone') }}</p>
        }
      } @else if (page.slow()) {
        <ht-skeleton [count]="2" />
      }
    </section>
  `,
})
export class AffectedList {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  /** The contribution, or the award by its nomination; one of them. */
  readonly contributionId = input('');
  readonly awardId = input('');
  private readonly asked = computed(() => ({ contributionId: this.contributionId(), awardId: this.awardId() }));
  protected readonly page = read({
    params: () => ({ ...this.asked(), at: this.time.at() }),
    load: (request, signal) => this.client.listAffected(request, { signal }),
    subject: ({ contributionId, awardId }) => contributionId + awardId,
  });
  protected readonly count = formatCount;
  protected readonly kindKey = restKindKey;
  protected link = (rest: Rest) =>
    rest.nominationId ? ['/giai-thuong', rest.nominationId] : ['/giai-thuong/ky', rest.cycleId];
}
