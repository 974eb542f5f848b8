import { Component, computed, input } from '@angular/core';
import { Standing as Value } from '../../gen/hientai/reporting/v1/standing_pb';
import { injectText } from './text';
import { standingKey } from './vocabulary';

const GLYPHS: Record<Value, string> = {
  [Value.UNSPECIFIED]: 'na',
  [Value.MET]: 'met',
  [Value.EXCEEDED]: 'exc',
  [Value.MET_FOR_NOW]: 'tmp',
  [Value.IN_TRAINING]: 'trn',
  [Value.NOT_MET]: 'not',
  [Value.EXEMPT]: 'exm',
  [Value.NOT_APPLICABLE]: 'na',
  [Value.NOT_ENOUGH_DATA]: 'nod',
};

/** How somebody stands against a standard: a shape of its own and the word. */
@Component({
  selector: 'ht-standing',
  template: `<svg viewBox="0 0 16 16" aria-hidden="true"><use [attr.href]="'#st-' + glyph()" /></svg
    ><span>{{ word() || t(key()) }}</span>`,
  host: { '[class]': "'st ' + glyph()" },
})
export class Standing {
  protected readonly t = injectText();
  readonly value = input.required<Value>();
  /** Another word than its own, where the standard is about something else than a level. */
  readonly word = input('');

  protected readonly glyph = computed(() => GLYPHS[this.value()]);
  protected readonly key = computed(() => standingKey(this.value()));
}
