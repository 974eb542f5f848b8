import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { injectText } from '../ui/text';
import { UnplacedList } from './unplaced-list';

/** Beside a unit: people of it, or proposed for it, whom nobody has placed yet. Nothing at all where there are none. */
@Component({
  selector: 'ht-unplaced',
  imports: [Failure, RouterLink, UnplacedList],
  template: `
    @if (page.problem(); as problem) {
      <section class="sec"><ht-failure [problem]="problem" (retry)="page.reload()" /></section>
    } @else if (page.value(); as answer) {
      @if (answer.totalSize) {
        <section class="sec">
          <header>
            <h2>{{ t('unplaced.title') }}</h2>
            <span class="note num">{{ t('unplaced.count', { count: count(answer.totalSize) }) }}</span>
          </header>
          @for (one of answer.placings; track one.unitId) {
            <p class="sub num">
              {{
                t('unplaced.placed', {
                  unit: one.unitName,
                  placed: count(one.people - one.unplaced),
                  people: count(one.people),
                })
              }}
            </p>
            <progress
              class="placed"
              [max]="one.people"
              [value]="one.people - one.unplaced"
              [attr.aria-label]="one.unitName"
            ></progress>
          }
          <ht-unplaced-list [people]="first()" />
          @if (answer.totalSize > first().length) {
            <p>
              <a
                class="link num"
                routerLink="/don-vi/chua-xep-cho"
                [queryParams]="{ unit: unitId(), valid: time.valid(), known: time.known() }"
                >{{ t('unplaced.all', { count: count(answer.totalSize) }) }}</a
              >
            </p>
          }
        </section>
      }
    }
  `,
})
export class Unplaced {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(UnitService);
  private readonly registry = inject(Registry);
  readonly unitId = input.required<string>();

  protected readonly page = read({
    params: () =>
      this.registry.may(Ability.READ_PEOPLE) ? { unitId: this.unitId(), at: this.time.at(), pageSize: 5 } : undefined,
    load: (request, signal) => this.client.listUnplaced(request, { signal }),
    subject: ({ unitId }) => unitId,
  });
  protected readonly first = computed(() => this.page.value()?.people ?? []);
  protected readonly count = formatCount;
}
