import { Component, computed, input } from '@angular/core';
import { formatDate, formatInterval } from './dates';
import { injectText } from './text';

/** A date as precise as its paper. Readers of the screen also hear the days a partial one may mean. */
@Component({
  selector: 'ht-date',
  template: `<time class="num" [attr.datetime]="iso()">{{ text() }}</time>
    @if (interval(); as span) {
      <span class="sr">{{ t('why.interval', span) }}</span>
    }`,
})
export class DateText {
  protected readonly t = injectText();
  readonly iso = input.required<string>();
  protected readonly text = computed(() => formatDate(this.iso()));
  protected readonly interval = computed(() => formatInterval(this.iso()));
}
