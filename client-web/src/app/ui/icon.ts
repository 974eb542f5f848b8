import { Component, booleanAttribute, input } from '@angular/core';

/** An icon of the sprite in index.html. It never carries meaning alone. */
@Component({
  selector: 'ht-icon',
  template: `<svg class="i" [class.s]="small()" viewBox="0 0 16 16" aria-hidden="true">
    <use [attr.href]="'#i-' + name()" />
  </svg>`,
  host: { class: 'icon' },
})
export class Icon {
  readonly name = input.required<string>();
  readonly small = input(false, { transform: booleanAttribute });
}
