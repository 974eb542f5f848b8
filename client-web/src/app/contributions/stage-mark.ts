import { Component, computed, input } from '@angular/core';
import { Outcome, RecognitionLevel, Stage } from '../../gen/hientai/contributions/v1/contribution_pb';
import { injectText } from '../ui/text';
import { standsAt } from './words';

const GLYPHS: Record<Stage, string> = {
  [Stage.UNSPECIFIED]: 'na',
  [Stage.RECORDED]: 'na',
  [Stage.ANSWERED]: 'met',
  [Stage.FILED]: 'trn',
  [Stage.RETURNED]: 'exm',
  [Stage.COMPLETE]: 'trn',
  [Stage.BEFORE_COUNCIL]: 'tmp',
  [Stage.RECOGNISED]: 'met',
  [Stage.NOT_RECOGNISED]: 'not',
  [Stage.CANCELLED]: 'not',
};
const ANSWERS: Partial<Record<Outcome, string>> = {
  [Outcome.TAKEN_UP_IN_PART]: 'tmp',
  [Outcome.NOT_TAKEN_UP]: 'exm',
};

/** Where a contribution stands: a shape and the word. */
@Component({
  selector: 'ht-stage',
  template: `<svg viewBox="0 0 16 16" aria-hidden="true"><use [attr.href]="'#st-' + glyph()" /></svg
    ><span>{{ word() }}</span>`,
  host: { '[class]': "'st ' + glyph()" },
})
export class StageMark {
  private readonly t = injectText();
  readonly stage = input.required<Stage>();
  readonly level = input(RecognitionLevel.UNSPECIFIED);
  readonly outcome = input(Outcome.UNSPECIFIED);

  protected readonly glyph = computed(() => ANSWERS[this.outcome()] ?? GLYPHS[this.stage()]);
  protected readonly word = computed(() => standsAt(this.stage(), this.level(), this.outcome(), this.t));
}
