import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { kindKey, stageKey } from './words';

/** Where somebody stands in the talent pool, in each programme; nothing if they were never looked at. */
@Component({
  selector: 'ht-person-candidacies',
  imports: [DateText, Failure, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <section class="sec"><ht-failure [problem]="problem" (retry)="page.reload()" /></section>
    } @else if (page.value()?.candidacies?.length) {
      <section class="sec">
        <header>
          <h2>{{ t('talent.ofPerson') }}</h2>
        </header>
        <ul class="profile">
          @for (one of page.value()!.candidacies; track one.id) {
            <li>
              <a class="open" [routerLink]="['/nguon', one.id]" [queryParams]="time.query()"
                ><span class="num">{{ one.programmeCode }}</span> {{ language.of(one.programmeName) }}</a
              >
              <span class="mute">
                · {{ t(kindKey(one.details!.kind)) }} · {{ t(stageKey(one.stage)) }} <ht-date [iso]="one.since"
              /></span>
            </li>
          }
        </ul>
      </section>
    }
  `,
})
export class PersonCandidacies {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(CandidacyService);
  readonly personId = input.required<string>();

  protected readonly page = read({
    params: () => ({ personId: this.personId(), stages: valuesOf<Stage>(Stage), at: this.time.at() }),
    load: (request, signal) => this.client.listCandidacies(request, { signal }),
    subject: ({ personId }) => personId,
  });
  protected readonly kindKey = kindKey;
  protected readonly stageKey = stageKey;
}
