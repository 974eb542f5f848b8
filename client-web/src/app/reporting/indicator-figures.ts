import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { IndicatorLine } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { TimeTravel } from '../rpc/time-travel';
import { formatDate } from '../ui/dates';
import { formatCount, formatShare } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { draw, permilleOf } from './indicator-geometry';
import { IndicatorTarget } from './indicator-target';

/** Indicators as small drawings with their path, or the same as a table. */
@Component({
  selector: 'ht-indicator-figures',
  imports: [IndicatorTarget, RouterLink],
  templateUrl: './indicator-figures.html',
})
export class IndicatorFigures {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  readonly lines = input.required<IndicatorLine[]>();
  readonly table = input(false);

  protected readonly drawn = computed(() =>
    this.lines().map((line) => {
      const target = line.target;
      const params = {
        name: this.language.of(line.name),
        from: formatShare(permilleOf(line.points[0] ?? line)),
        to: formatShare(permilleOf(line)),
        target: target ? formatShare(target.permille) : '',
        year: target?.due.slice(0, 4) ?? '',
      };
      return {
        line,
        drawing: draw(line.points, target, line.gainedInYear),
        label: this.t(target ? 'overview.drawn' : 'overview.drawnFree', params),
        aim: target ? this.t('overview.aim', params) : this.t('overview.noAim'),
        pace: this.pace(line),
        missing: line.people - line.count,
      };
    }),
  );
  protected readonly share = formatShare;
  protected readonly of = permilleOf;
  protected readonly count = formatCount;
  protected readonly ceil = (value: number) => formatCount(Math.ceil(value));
  protected readonly date = formatDate;

  /** What is needed, what came in the last twelve months, and whether that is enough. */
  private pace({ target, neededPerYear, gainedInYear, onTrack, people }: IndicatorLine): string {
    if (!people) return this.t('overview.paceNobody');
    const gained = (gainedInYear < 0 ? '−' : '') + formatCount(Math.abs(gainedInYear));
    if (!target) return this.t('overview.paceFree', { gained });
    if (!neededPerYear) return this.t('overview.paceReached', { gained });
    const needed = formatCount(Math.ceil(neededPerYear));
    return this.t(onTrack ? 'overview.paceOn' : 'overview.paceSlow', { needed, gained });
  }
}
