import { Component, inject, input } from '@angular/core';
import { Emphasis, Phrase } from '../../gen/hientai/rpc/v1/text_pb';
import { Language } from './text';

/** A recorded event as a sentence: decisive values in bold, values no longer believed struck. */
@Component({
  selector: 'ht-sentence',
  template: `@for (phrase of phrases(); track $index) {
    @switch (phrase.emphasis) {
      @case (strong) {
        <b>{{ language.of(phrase.text) }}</b>
      }
      @case (struck) {
        <span class="was">{{ language.of(phrase.text) }}</span>
      }
      @default {
        <span>{{ language.of(phrase.text) }}</span>
      }
    }
  }`,
})
export class Sentence {
  protected readonly language = inject(Language);
  readonly phrases = input.required<Phrase[]>();
  protected readonly strong = Emphasis.STRONG;
  protected readonly struck = Emphasis.STRUCK;
}
