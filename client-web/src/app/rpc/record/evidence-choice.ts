import { Component, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { EvidenceGrade } from '../../../gen/hientai/personnel/v1/qualification_pb';
import { Evidence } from '../../ui/evidence';
import { TextKey, injectText } from '../../ui/text';
import { gradeSeenKey } from '../../ui/vocabulary';

/** Four steps, each with what the recorder must have seen. */
@Component({
  selector: 'ht-evidence-choice',
  imports: [Evidence],
  template: `
    <div class="evpick" role="radiogroup" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @for (grade of grades; track grade; let i = $index) {
        <button
          type="button"
          role="radio"
          [attr.aria-checked]="value() === '' + grade"
          [attr.tabindex]="value() === '' + grade || (!value() && i === 0) ? 0 : -1"
          (click)="value.set('' + grade)"
          (keydown)="press($event, i)"
        >
          <ht-evidence [grade]="grade" aria-hidden="true" />
          <b>{{ t(short(grade)) }}</b>
          <small>{{ t(seen(grade)) }}</small>
        </button>
      }
    </div>
  `,
})
export class EvidenceChoice implements FormValueControl<string> {
  protected readonly t = injectText();
  readonly value = model('');
  readonly labelledBy = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  protected readonly grades = [
    EvidenceGrade.SELF_DECLARED,
    EvidenceGrade.COPY_SEEN,
    EvidenceGrade.ORIGINAL_SEEN,
    EvidenceGrade.CONFIRMED_BY_ISSUER,
  ];
  protected readonly short = (grade: EvidenceGrade) => `gradeShort.${grade}` as TextKey;
  protected readonly seen = gradeSeenKey;

  protected press(event: KeyboardEvent, at: number) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (at + step + this.grades.length) % this.grades.length;
    this.value.set(String(this.grades[next]));
    ((event.currentTarget as HTMLElement).parentElement!.children[next] as HTMLElement).focus();
  }
}
