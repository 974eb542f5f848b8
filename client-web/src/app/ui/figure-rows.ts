import { Component, booleanAttribute, input } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { formatCount } from './numbers';
import { TextKey, injectText } from './text';
import { Asking } from './asking';

/** A figure, and the list it opens to; without a list it is only told, without a count not even that. */
export interface RowFigure {
  value: number;
  text: string;
  count?: number;
  query?: Params;
  /** Its list is the one on screen. */
  chosen?: boolean;
}
export interface FigureRow {
  key: string;
  name: TextKey;
  figures: RowFigure[];
}

/** How many there are of each kind, each figure opening its list. */
@Component({
  selector: 'ht-figure-rows',
  imports: [Asking, RouterLink],
  template: `
    <section class="figure-rows" [htAsking]="dim()" [attr.aria-label]="t(name())">
      @for (row of rows(); track row.key) {
        <div [class]="'of-' + row.key">
          <span class="k" aria-hidden="true">{{ t(row.name) }}</span>
          <ul [attr.aria-label]="t(row.name)">
            @for (one of row.figures; track one.value) {
              <li>
                @if (one.query; as query) {
                  <a [routerLink]="path()" [queryParams]="query" [attr.aria-current]="one.chosen ? 'true' : null"
                    ><span>{{ one.text }}</span> <b class="num open">{{ count(one.count!) }}</b></a
                  >
                } @else {
                  <span class="shut" [title]="one.count === undefined ? t('pool.untold') : ''"
                    ><span>{{ one.text }}</span>
                    @if (one.count === undefined) {
                      <b class="num" aria-hidden="true">–</b><span class="sr">{{ t('pool.untold') }}</span>
                    } @else {
                      <b class="num">{{ count(one.count) }}</b>
                    }
                  </span>
                }
              </li>
            }
          </ul>
        </div>
      }
    </section>
  `,
})
export class FigureRows {
  protected readonly t = injectText();
  readonly name = input.required<TextKey>();
  readonly rows = input.required<FigureRow[]>();
  /** Where the lists are. */
  readonly path = input.required<string>();
  readonly dim = input(false, { transform: booleanAttribute });
  protected readonly count = formatCount;
}
