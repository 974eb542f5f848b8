import { Component, computed, inject, input } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { formatCount } from '../ui/numbers';

/** A figure that opens to its people; nought opens nothing. */
@Component({
  selector: 'ht-figure',
  imports: [RouterLink],
  template: `@if (value()) {
      <a class="open" [routerLink]="link()" [queryParams]="query()" [attr.aria-label]="about() || null">{{
        count(value())
      }}</a>
    } @else {
      <span class="mute">0</span>
    }`,
  host: { class: 'num' },
})
export class Figure {
  private readonly time = inject(TimeTravel);
  readonly value = input.required<number>();
  readonly link = input<string>('/chuan/chua-dat');
  readonly ask = input<Params>({});
  /** What it counts, for who hears it alone. */
  readonly about = input('');
  protected readonly query = computed(() => ({ ...this.time.query(), ...this.ask() }));
  protected readonly count = formatCount;
}
