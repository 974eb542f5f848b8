import { Component, computed, inject, input } from '@angular/core';
import { Params } from '@angular/router';
import { GetContributionFiguresResponse } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { TimeTravel } from '../rpc/time-travel';
import { FigureRow, FigureRows } from '../ui/figure-rows';
import { TextKey, injectText } from '../ui/text';
import { FILTERS, FilterName } from './query';
import { kindKey, outcomeKey, recognitionKey, stageKey } from './words';

/** How many there are, each figure opening its list. */
@Component({
  selector: 'ht-contribution-figures',
  imports: [FigureRows],
  template: `<ht-figure-rows name="contribution.figures" [rows]="rows()" path="/dong-gop" />`,
})
export class ContributionFigures {
  private readonly t = injectText();
  private readonly time = inject(TimeTravel);
  readonly figures = input.required<GetContributionFiguresResponse>();
  readonly params = input<Params>({});
  /** By what they are counted; all there is to count by, if it is not said. */
  readonly by = input<readonly FilterName[]>(FILTERS);
  /** As many of the newest years; all there are, if it is not said. */
  readonly lastYears = input<number>();

  protected readonly rows = computed<FigureRow[]>(() => {
    const { stages, levels, outcomes, kinds, years } = this.figures();
    const { t } = this;
    const row = (name: TextKey, key: FilterName, figures: [value: number, text: string, count: number][]) => ({
      key,
      name,
      figures: figures.map(([value, text, count]) => ({
        value,
        text,
        count,
        query: this.link(key, value),
        chosen: this.chosen(key, value),
      })),
    });
    return [
      row(
        'contribution.byStage',
        'buoc',
        stages.map(({ stage, count }) => [stage, t(stageKey(stage)), count]),
      ),
      row(
        'contribution.byLevel',
        'cap',
        levels.map(({ level, count }) => [level, t(recognitionKey(level)), count]),
      ),
      row(
        'contribution.byOutcome',
        'ket-qua',
        outcomes.map(({ outcome, count }) => [outcome, t(outcomeKey(outcome)), count]),
      ),
      row(
        'contribution.byYear',
        'nam',
        years.slice(0, this.lastYears()).map(({ year, count }) => [year, String(year), count]),
      ),
      row(
        'contribution.byKind',
        'loai',
        kinds.map(({ kind, count }) => [kind, t(kindKey(kind)), count]),
      ),
    ].filter(({ key, figures }) => figures.length && this.by().includes(key));
  });

  private chosen = (filter: FilterName, value: number) => this.params()[filter] === String(value);

  /** A figure is one of the whole, of the unit or of the year: other filters would make its list another. Chosen again it lets go. */
  private link(filter: FilterName, value: number): Params {
    return {
      'don-vi': this.params()['don-vi'],
      nam: this.params()['nam'],
      ...this.time.query(),
      [filter]: this.chosen(filter, value) ? undefined : value,
    };
  }
}
