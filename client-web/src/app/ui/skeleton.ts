import { Component, computed, input } from '@angular/core';
import { injectText } from './text';

const WIDTHS = [87, 73, 95, 80, 91, 68, 84, 77, 93, 71];

/** The shape of rows that are on their way. */
@Component({
  selector: 'ht-skeleton',
  template: `
    <div aria-hidden="true">
      @for (width of rows(); track $index) {
        <div class="skr">
          <i class="sk box"></i>
          <i class="sk" [style.width.%]="width"></i>
          <i class="sk" [style.width.%]="80"></i>
          <i class="sk" [style.width.%]="width - 20"></i>
          <i class="sk" [style.width.%]="140 - width"></i>
        </div>
      }
    </div>
    <p class="sr" role="status">{{ t('state.loading') }}</p>
  `,
})
export class Skeleton {
  protected readonly t = injectText();
  readonly count = input(10);
  protected readonly rows = computed(() => WIDTHS.slice(0, this.count()));
}
