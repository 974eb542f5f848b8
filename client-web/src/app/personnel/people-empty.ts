import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatCount } from '../ui/numbers';
import { injectText } from '../ui/text';
import { FILTER_NAMES, PeopleQuery, activeFilters, toRequest, without } from './people-query';

/** Nobody matches: says what was looked for, and which smaller question would find how many. */
@Component({
  selector: 'ht-people-empty',
  imports: [RouterLink],
  template: `
    <div class="say-state">
      @if (asked()) {
        <b>{{ title() }}</b>
        <p>{{ t('people.noneSay') }}</p>
        <div class="btns">
          @for (way of ways.value() ?? []; track way.text) {
            <button class="btn sm" type="button" (click)="ask.emit(way.query)">
              {{ way.text }} <b class="num mute">{{ way.count }}</b>
            </button>
          }
        </div>
      } @else {
        <b>{{ t('people.noneAtAll') }}</b>
        <p>{{ t(time.past() ? 'state.pastHint' : 'people.noneAllSay') }}</p>
        @if (!time.past()) {
          <div class="btns">
            <a class="btn p" routerLink="/nhan-su/them">{{ t('people.add') }}</a>
          </div>
        }
      }
    </div>
  `,
})
export class PeopleEmpty {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PersonService);
  readonly query = input.required<PeopleQuery>();
  readonly ask = output<PeopleQuery>();

  protected readonly asked = computed(() => !!this.query().q || activeFilters(this.query()).length > 0);
  protected readonly title = computed(() => {
    const { q } = this.query();
    if (!q) return this.t('people.noneFilters');
    return this.t(activeFilters(this.query()).length ? 'people.noneFiltered' : 'people.none', { query: q });
  });

  protected readonly ways = read({
    params: () => (this.asked() ? { query: this.query(), at: this.time.at() } : undefined),
    load: async ({ query, at }, signal) => {
      const ways = this.smaller(query);
      const answers = await Promise.all(
        ways.map((way) => this.client.listPeople({ ...toRequest(way.query), at, pageSize: 1 }, { signal })),
      );
      return ways
        .map((way, i) => ({ ...way, count: formatCount(answers[i].totalSize), found: answers[i].totalSize }))
        .filter((way) => way.found > 0);
    },
  });

  private smaller(query: PeopleQuery) {
    const ways = activeFilters(query)
      .slice(0, 4)
      .map((name) => ({
        text: this.t('list.removeFilter', { name: this.t(FILTER_NAMES[name]) }),
        query: without(query, name),
      }));
    if (query.status !== ServiceStatus.ANY)
      ways.push({ text: this.t('people.searchEverybody'), query: { ...query, status: ServiceStatus.ANY } });
    if (query.q) ways.push({ text: this.t('list.clearSearch'), query: { ...query, q: '' } });
    return ways;
  }
}
