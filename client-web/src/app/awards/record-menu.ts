import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';
import type { AwardChange } from './changes';

/** What can be recorded here, each with its one sentence; closed in the past. */
@Component({
  selector: 'ht-award-menu',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon, RouterLink],
  template: `
    @if (time.past()) {
      <button class="btn" type="button" aria-disabled="true" [title]="t('time.closed')">
        <ht-icon name="edit" />{{ t('award.record') }}<span class="sr">. {{ t('time.closed') }}</span>
      </button>
    } @else {
      <button class="btn" type="button" [cdkMenuTriggerFor]="more">
        <ht-icon name="edit" />{{ t('award.record') }}<ht-icon name="chd" small />
      </button>
      <ng-template #more>
        <div class="pop menu" cdkMenu>
          @for (change of changes(); track change.name) {
            <a cdkMenuItem routerLink="/giai-thuong/ghi" [queryParams]="{ viec: change.name, muc: about() }"
              ><span
                >{{ t(change.title) }}<small>{{ t(change.say) }}</small></span
              ></a
            >
          }
        </div>
      </ng-template>
    }
  `,
})
export class AwardMenu {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly changes = input.required<AwardChange[]>();
  readonly about = input.required<string>();
}
