import { Component, input, linkedSignal, model } from '@angular/core';
import { formatDate, parsePartial } from './dates';
import { Icon } from './icon';
import { injectText } from './text';

/** A day as it is written here, 1/6/2024, whatever order the browser's own field has. Nothing is answered for what cannot be read. */
@Component({
  selector: 'ht-day-field',
  imports: [Icon],
  template: `
    <span class="inp day"
      ><ht-icon name="cal" small /><input
        #field
        class="num"
        inputmode="numeric"
        autocomplete="off"
        [id]="inputId()"
        [attr.aria-label]="label() || null"
        [attr.aria-invalid]="unread() || null"
        [attr.aria-describedby]="unread() ? inputId() + '-say' : null"
        [placeholder]="t('partial.sample')"
        [value]="text()"
        (change)="type(field.value)"
    /></span>
    @if (unread()) {
      <small class="wrong" role="alert" [id]="inputId() + '-say'">{{ t('partial.fullOnly') }}</small>
    }
  `,
})
export class DayField {
  protected readonly t = injectText();
  /** ISO; '' for none. */
  readonly value = model('');
  readonly inputId = input.required<string>();
  /** What it is called where no label of the page names it. */
  readonly label = input('');

  protected readonly text = linkedSignal(() => formatDate(this.value()));
  /** What was typed last is no day; a day set from outside is. */
  protected readonly unread = linkedSignal({ source: this.value, computation: () => false });

  protected type(text: string) {
    const date = parsePartial(text);
    this.text.set(text);
    this.unread.set(!!text.trim() && date?.precision !== 'day');
    if (!this.unread()) this.value.set(date?.iso ?? '');
  }
}
