import { Component, inject, input } from '@angular/core';
import { Emphasis, Phrase } from '../../gen/hientai/rpc/v1/text_pb';
import { Icon } from './icon';
import { Language, injectText } from './text';

/** A recorded event as a sentence: decisive values in bold, values no longer believed struck. */
@Component({
  selector: 'ht-sentence',
  imports: [Icon],
  template: `@for (phrase of phrases(); track $index) {
    @switch (phrase.emphasis) {
      @case (strong) {
        <b>{{ language.of(phrase.text) }}</b>
      }
      @case (struck) {
        <span class="was">{{ language.of(phrase.text) }}</span>
      }
      @default {
        @if (phrase.text?.vi?.trim() === '→') {
          <span class="into"
            ><ht-icon name="arrow" small /><span class="sr"> {{ t('overview.becomes') }} </span></span
          >
        } @else {
          <span>{{ language.of(phrase.text) }}</span>
        }
      }
    }
  }`,
})
export class Sentence {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  readonly phrases = input.required<Phrase[]>();
  protected readonly strong = Emphasis.STRONG;
  protected readonly struck = Emphasis.STRUCK;
}

/** The same without marks, as it is written into files. */
export const sentenceWords = (phrases: Phrase[], language: Language) =>
  phrases
    .map(({ text }) => language.of(text))
    .join('')
    .trim();
