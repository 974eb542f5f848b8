import { Component, computed, input } from '@angular/core';
import { EvidenceGrade, Ladder, Level } from '../../gen/hientai/personnel/v1/qualification_pb';
import { rankOf, rungsOf } from './vocabulary';

const WIDTH = 176;
const GAP = 3;

/** A ladder as its rungs: filled to the level held, hatched while only self-declared. */
@Component({
  selector: 'ht-rungs',
  template: `
    <svg class="rungs" viewBox="0 0 176 26" aria-hidden="true">
      @for (rung of rungs(); track rung.x) {
        <rect [attr.x]="rung.x" y="9" [attr.width]="rung.width" height="8" rx="1" [attr.fill]="rung.fill" />
      }
    </svg>
  `,
})
export class Rungs {
  readonly ladder = input.required<Ladder>();
  readonly level = input.required<Level>();
  readonly grade = input.required<EvidenceGrade>();

  protected readonly rungs = computed(() => {
    const count = rungsOf(this.ladder());
    const width = (WIDTH - GAP * (count - 1)) / count;
    const ink = this.grade() === EvidenceGrade.SELF_DECLARED ? 'url(#hatch-a)' : 'var(--accent)';
    const filled = this.grade() === EvidenceGrade.REVOKED_AS_FALSE ? 0 : rankOf(this.level());
    return Array.from({ length: count }, (_, i) => ({
      x: i * (width + GAP),
      width,
      fill: i < filled ? ink : 'var(--d-track)',
    }));
  });
}
