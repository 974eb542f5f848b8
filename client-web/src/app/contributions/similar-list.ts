import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { pause, read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { formatShare } from '../ui/numbers';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { StageMark } from './stage-mark';

/** Words are compared when typing pauses. */
const TYPING_MS = 400;
/** Those most alike; a council sees all. They open beside the form, which would be lost otherwise. */
const WHILE_WRITING = 3;

/** Earlier initiatives much like one: what a council sees before it judges whether this one is new, and whoever submits one before them. */
@Component({
  selector: 'ht-similar-list',
  imports: [DateText, Failure, RouterLink, Skeleton, StageMark],
  template: `
    @if (id() || found.problem() || found.value()?.similar?.length) {
      <section class="sec">
        <header>
          <h2>{{ t('contribution.similar') }}</h2>
          <span class="note">{{ t(id() ? 'contribution.similarNote' : 'contribution.similarToDraft') }}</span>
        </header>
        @if (found.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="found.reload()" />
        } @else if (found.value(); as answer) {
          @if (answer.similar.length) {
            <table class="tbl stack">
              <thead>
                <tr>
                  <th scope="col">{{ t('contribution.colTitle') }}</th>
                  <th scope="col">{{ t('contribution.colUnit') }}</th>
                  <th scope="col" class="r">{{ t('contribution.alike') }}</th>
                  <th scope="col">{{ t('contribution.colOn') }}</th>
                  <th scope="col">{{ t('contribution.colStage') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (one of answer.similar.slice(0, id() ? undefined : whileWriting); track one.id) {
                  <tr>
                    <td class="wide">
                      <a
                        class="open"
                        [routerLink]="['/dong-gop', one.id]"
                        [queryParams]="time.query()"
                        [target]="id() ? '' : '_blank'"
                        >{{ one.title }}</a
                      >
                    </td>
                    <td>{{ one.unitName }}</td>
                    <td class="num r">{{ share(one.permille) }}</td>
                    <td class="nw"><ht-date [iso]="one.on" /></td>
                    <td class="nw"><ht-stage [stage]="one.stage" /></td>
                  </tr>
                }
              </tbody>
            </table>
          } @else {
            <p class="mute">{{ t('contribution.similarNone') }}</p>
          }
        } @else if (found.slow()) {
          <ht-skeleton [count]="3" />
        }
      </section>
    }
  `,
})
export class SimilarList {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ContributionService);
  /** One on record. */
  readonly id = input('');
  /** What one that is being written says of itself; nothing is shown while nothing is like it. */
  readonly text = input('');
  protected readonly found = read({
    params: () => (this.id() || this.text() ? { id: this.id(), text: this.text(), at: this.time.at() } : undefined),
    load: async (request, signal) => {
      if (request.text) await pause(TYPING_MS, signal);
      return this.client.findSimilar(request, { signal });
    },
    subject: ({ id }) => id,
  });
  protected readonly share = formatShare;
  protected readonly whileWriting = WHILE_WRITING;
}
