import { Component, booleanAttribute, inject, input } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { Icon } from './icon';
import { TextKey, injectText } from './text';

/** The way to put something on record; in the past it is closed and says why. */
@Component({
  selector: 'ht-add-link',
  imports: [Icon, RouterLink],
  template: `
    @if (time.past()) {
      <button class="btn" type="button" aria-disabled="true" [title]="t('time.closed')">
        <ht-icon name="plus" />{{ t(text()) }}<span class="sr">. {{ t('time.closed') }}</span>
      </button>
    } @else {
      <a class="btn" [class.p]="main()" [routerLink]="to()" [queryParams]="query()"
        ><ht-icon name="plus" />{{ t(text()) }}</a
      >
    }
  `,
})
export class AddLink {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly to = input.required<string>();
  readonly query = input<Params>();
  readonly text = input.required<TextKey>();
  /** The one thing most come here to do. */
  readonly main = input(false, { transform: booleanAttribute });
}
