import { Component, booleanAttribute, computed, input } from '@angular/core';
import { EvidenceGrade } from '../../gen/hientai/personnel/v1/qualification_pb';
import { injectText } from './text';
import { gradeKey } from './vocabulary';

/** The evidence mark: a seal of four cells that fill as the evidence grows; a crossed box once revoked. */
@Component({
  selector: 'ht-evidence',
  template: `
    <svg viewBox="0 0 14 14" aria-hidden="true">
      @if (revoked()) {
        <path class="o" d="M1.6 1.6h10.8v10.8H1.6zM4.2 4.2l5.6 5.6M9.8 4.2 4.2 9.8" />
      } @else {
        @for (cell of cells; track $index) {
          @if ($index < filled()) {
            <rect class="f" [attr.x]="cell[0]" [attr.y]="cell[1]" width="5.6" height="5.6" />
          } @else {
            <rect class="o" [attr.x]="cell[0] + 0.6" [attr.y]="cell[1] + 0.6" width="4.4" height="4.4" />
          }
        }
      }
    </svg>
    <span [class.sr]="!word()">{{ t(key()) }}</span>
  `,
  host: { class: 'ev', '[class.only]': '!word()', '[class.x]': 'revoked()' },
})
export class Evidence {
  protected readonly t = injectText();
  readonly grade = input.required<EvidenceGrade>();
  /** Shows the word; otherwise it is there for readers of the screen only. */
  readonly word = input(false, { transform: booleanAttribute });

  protected readonly cells = [
    [1, 1],
    [7.4, 1],
    [1, 7.4],
    [7.4, 7.4],
  ];
  protected readonly revoked = computed(() => this.grade() === EvidenceGrade.REVOKED_AS_FALSE);
  protected readonly filled = computed(() => (this.revoked() ? 0 : this.grade()));
  protected readonly key = computed(() => gradeKey(this.grade()));
}
