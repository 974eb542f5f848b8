import { Component, computed, inject, input } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { GetContributionFiguresResponse } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { TimeTravel } from '../rpc/time-travel';
import { formatCount } from '../ui/numbers';
import { TextKey, injectText } from '../ui/text';
import type { FilterName } from './query';
import { kindKey, outcomeKey, recognitionKey, stageKey } from './words';

interface Row {
  name: TextKey;
  filter: FilterName;
  figures: { value: number; text: string; count: number }[];
}

/** How many there are, each figure opening its list. */
@Component({
  selector: 'ht-contribution-figures',
  imports: [RouterLink],
  template: `
    <section class="contrib-figs" [attr.aria-label]="t('contribution.figures')">
      @for (row of rows(); track row.filter) {
        <div [class]="'of-' + row.filter">
          <h2>{{ t(row.name) }}</h2>
          <ul>
            @for (one of row.figures; track one.value) {
              <li>
                <a
                  routerLink="/dong-gop"
                  [queryParams]="link(row.filter, one.value)"
                  [attr.aria-current]="chosen(row.filter, one.value) ? 'true' : null"
                  ><span>{{ one.text }}</span> <b class="num open">{{ count(one.count) }}</b></a
                >
              </li>
            }
          </ul>
        </div>
      }
    </section>
  `,
})
export class ContributionFigures {
  protected readonly t = injectText();
  private readonly time = inject(TimeTravel);
  readonly figures = input.required<GetContributionFiguresResponse>();
  readonly params = input.required<Params>();
  protected readonly count = formatCount;

  protected readonly rows = computed<Row[]>(() => {
    const { stages, levels, outcomes, kinds, years } = this.figures();
    const { t } = this;
    const rows: Row[] = [
      {
        name: 'contribution.byStage',
        filter: 'buoc',
        figures: stages.map(({ stage, count }) => ({ value: stage, text: t(stageKey(stage)), count })),
      },
      {
        name: 'contribution.byLevel',
        filter: 'cap',
        figures: levels.map(({ level, count }) => ({ value: level, text: t(recognitionKey(level)), count })),
      },
      {
        name: 'contribution.byOutcome',
        filter: 'ket-qua',
        figures: outcomes.map(({ outcome, count }) => ({ value: outcome, text: t(outcomeKey(outcome)), count })),
      },
      {
        name: 'contribution.byYear',
        filter: 'nam',
        figures: years.map(({ year, count }) => ({ value: year, text: String(year), count })),
      },
      {
        name: 'contribution.byKind',
        filter: 'loai',
        figures: kinds.map(({ kind, count }) => ({ value: kind, text: t(kindKey(kind)), count })),
      },
    ];
    return rows.filter((row) => row.figures.length);
  });

  protected chosen = (filter: FilterName, value: number) => this.params()[filter] === String(value);

  /** A figure is one of the whole, or of the unit: other filters would make its list another. Chosen again it lets go. */
  protected link(filter: FilterName, value: number): Params {
    return {
      'don-vi': this.params()['don-vi'],
      valid: this.time.valid(),
      known: this.time.known(),
      [filter]: this.chosen(filter, value) ? undefined : value,
    };
  }
}
