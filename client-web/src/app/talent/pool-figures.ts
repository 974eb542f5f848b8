import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { Params } from '@angular/router';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { FigureRow, FigureRows } from '../ui/figure-rows';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { FilterName } from './query';
import { ASKABLE_GROUPS, groupKey, kindKey, sectorKey, stageKey } from './words';

/** How many there are in the pool or in one programme, each figure opening its list; what may not be told is a dash. */
@Component({
  selector: 'ht-pool-figures',
  imports: [Failure, FigureRows, Skeleton],
  template: `
    @if (page.problem(); as problem) {
      @if (!silent()) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      }
    } @else if (page.value()?.underWay) {
      <ht-figure-rows name="pool.figures" [rows]="rows()" path="/nguon/danh-sach" [dim]="page.loading()" />
    } @else if (brief() && page.value()) {
      <p class="mute">{{ t('talent.noneAll') }}</p>
    } @else if (brief() && page.slow()) {
      <ht-skeleton [count]="2" />
    }
  `,
})
export class PoolFigures {
  protected readonly t = injectText();
  private readonly time = inject(TimeTravel);
  private readonly client = injectClient(TalentService);
  readonly params = input<Params>({});
  /** What they stand above has failed already, and says so. */
  readonly silent = input(false);
  /** By stage and group only: the overview's. */
  readonly brief = input(false, { transform: booleanAttribute });

  protected readonly page = read({
    params: () => ({ at: this.time.at(), programmeId: (this.params()['chuong-trinh'] as string) ?? '' }),
    load: (request, signal) => this.client.getTalentFigures(request, { signal }),
  });
  protected readonly rows = computed<FigureRow[]>(() => {
    const { stages, kinds, sectors, groups } = this.page.value()!;
    const row = (name: TextKey, key: FilterName, figures: [value: number, text: TextKey, people?: number][]) => ({
      key,
      name,
      figures: figures.map(([value, text, count]) => ({
        value,
        text: this.t(text),
        count,
        query: count && this.listed(key, value) ? this.link(key, value) : undefined,
        chosen: this.chosen(key, value),
      })),
    });
    const byGroup = row(
      'talent.group',
      'nhom',
      groups.map(({ group, people }) => [group, groupKey(group), people]),
    );
    if (this.brief()) {
      const some = stages.filter(({ people }) => people);
      return [
        row(
          'talent.stage',
          'buoc',
          some.map(({ stage, people }) => [stage, stageKey(stage), people]),
        ),
        byGroup,
      ];
    }
    return [
      row(
        'talent.kind',
        'dien',
        kinds.filter(({ people }) => people).map(({ kind, people }) => [kind, kindKey(kind), people]),
      ),
      row(
        'find.sectors',
        'linh-vuc',
        sectors.filter(({ people }) => people).map(({ sector, people }) => [sector, sectorKey(sector), people]),
      ),
      byGroup,
    ];
  });

  /** Nobody can be listed by ethnic group, nor by having no sector. */
  private listed = (filter: FilterName, value: number) =>
    value > 0 && (filter !== 'nhom' || ASKABLE_GROUPS.includes(value));
  private chosen = (filter: FilterName, value: number) => this.params()[filter] === String(value);

  /**
   * A figure is one of the whole, or of the programme: other filters would make its list another. The figures leave out who declined, so
   * their lists name the stages they count. Chosen again it lets go.
   */
  private link(filter: FilterName, value: number): Params {
    const chosen = this.chosen(filter, value);
    return {
      ...this.time.query(),
      'chuong-trinh': this.params()['chuong-trinh'],
      buoc: chosen || filter === 'buoc' ? undefined : '1,2,3,4,5,6,8,9',
      [filter]: chosen ? undefined : value,
    };
  }
}
