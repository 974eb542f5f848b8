import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { TextKey, injectText } from '../ui/text';
import { FilterName } from './query';
import { ASKABLE_GROUPS, groupKey, kindKey, sectorKey, stageKey } from './words';

interface Figure {
  value: number;
  text: TextKey;
  people?: number;
}
interface Row {
  name: TextKey;
  filter: FilterName;
  figures: Figure[];
}

/** How many there are in the pool or in one programme, each figure opening its list; what may not be told is a dash. */
@Component({
  selector: 'ht-pool-figures',
  imports: [Failure, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <ht-failure [problem]="problem" (retry)="page.reload()" />
    } @else if (page.value()?.underWay) {
      <section
        class="contrib-figs pool-figs"
        [class.dim]="page.loading()"
        [attr.aria-busy]="page.loading()"
        [attr.aria-label]="t('pool.figures')"
      >
        @for (row of rows(); track row.filter) {
          <div>
            <h2>{{ t(row.name) }}</h2>
            <ul>
              @for (one of row.figures; track one.value) {
                <li>
                  @if (opens(row.filter, one)) {
                    <a
                      routerLink="/nguon/danh-sach"
                      [queryParams]="link(row.filter, one.value)"
                      [attr.aria-current]="chosen(row.filter, one.value) ? 'true' : null"
                      ><span>{{ t(one.text) }}</span> <b class="num open">{{ count(one.people!) }}</b></a
                    >
                  } @else {
                    <span class="shut" [title]="one.people === undefined ? t('pool.untold') : ''"
                      ><span>{{ t(one.text) }}</span>
                      @if (one.people === undefined) {
                        <b class="num" aria-hidden="true">–</b><span class="sr">{{ t('pool.untold') }}</span>
                      } @else {
                        <b class="num">{{ count(one.people) }}</b>
                      }
                    </span>
                  }
                </li>
              }
            </ul>
          </div>
        }
      </section>
    }
  `,
})
export class PoolFigures {
  protected readonly t = injectText();
  private readonly time = inject(TimeTravel);
  private readonly client = injectClient(TalentService);
  readonly params = input<Params>({});
  /** By stage and group only: the overview's. */
  readonly brief = input(false, { transform: booleanAttribute });

  protected readonly page = read({
    params: () => ({ at: this.time.at(), programmeId: (this.params()['chuong-trinh'] as string) ?? '' }),
    load: (request, signal) => this.client.getTalentFigures(request, { signal }),
  });
  protected readonly rows = computed<Row[]>(() => {
    const { stages, kinds, sectors, groups } = this.page.value()!;
    const some = (figures: Figure[]) => figures.filter(({ people }) => people !== 0);
    const byGroup: Row = {
      name: 'talent.group',
      filter: 'nhom',
      figures: groups.map(({ group, people }) => ({ value: group, text: groupKey(group), people })),
    };
    return this.brief()
      ? [
          {
            name: 'talent.stage',
            filter: 'buoc',
            figures: some(stages.map(({ stage, people }) => ({ value: stage, text: stageKey(stage), people }))),
          },
          byGroup,
        ]
      : [
          {
            name: 'talent.kind',
            filter: 'dien',
            figures: some(kinds.map(({ kind, people }) => ({ value: kind, text: kindKey(kind), people }))),
          },
          {
            name: 'find.sectors',
            filter: 'linh-vuc',
            figures: some(sectors.map(({ sector, people }) => ({ value: sector, text: sectorKey(sector), people }))),
          },
          byGroup,
        ];
  });
  protected readonly count = formatCount;

  /** Nobody can be listed by ethnic group, nor by having no sector. */
  protected opens = (filter: FilterName, { value, people }: Figure) =>
    !!people && value > 0 && (filter !== 'nhom' || ASKABLE_GROUPS.includes(value));
  protected chosen = (filter: FilterName, value: number) => this.params()[filter] === String(value);

  /**
   * A figure is one of the whole, or of the programme: other filters would make its list another. The figures leave out who declined, so
   * their lists name the stages they count. Chosen again it lets go.
   */
  protected link(filter: FilterName, value: number): Params {
    const chosen = this.chosen(filter, value);
    return {
      ...this.time.query(),
      'chuong-trinh': this.params()['chuong-trinh'],
      buoc: chosen || filter === 'buoc' ? undefined : '1,2,3,4,5,6,8,9',
      [filter]: chosen ? undefined : value,
    };
  }
}
