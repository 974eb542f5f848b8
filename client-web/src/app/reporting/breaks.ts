import { Component, inject, input } from '@angular/core';
import { GetReconciliationResponse } from '../../gen/hientai/reporting/v1/reconciliation_service_pb';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { Language, injectText } from '../ui/text';

/** What does not add up in a paper, in words, and the smallest repair. Nothing is mended by itself. */
@Component({
  selector: 'ht-breaks',
  imports: [Icon],
  host: { class: 'breaks' },
  template: `
    <div class="refusal" role="note">
      <ht-icon name="sum" />
      <b>{{ t('overview.broken') }}</b>
      @for (one of of().breaks; track one.key) {
        <p class="num">{{ language.of(one.words) }}.</p>
      }
      @for (repair of of().repairs; track $index) {
        <p>
          {{ t('overview.repair') }}
          @for (mend of repair.mends; track mend.cell) {
            {{ language.of(mend.name) }}:
            <b class="num"
              >{{ count(mend.stated) }} <ht-icon name="arrow" small /><span class="sr">
                {{ t('overview.becomes') }}
              </span>
              {{ count(mend.instead) }}</b
            >
          }
        </p>
      }
    </div>
  `,
})
export class Breaks {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  readonly of = input.required<GetReconciliationResponse>();
  protected readonly count = formatCount;
}
