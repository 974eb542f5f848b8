import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, booleanAttribute, input, output } from '@angular/core';
import type { Format } from './exports';
import { Icon } from './icon';
import { TextKey, injectText } from './text';

const FORMATS: { format: Format; text: TextKey }[] = [
  { format: 'xlsx', text: 'file.xlsx' },
  { format: 'comma', text: 'file.comma' },
  { format: 'semicolon', text: 'file.semicolon' },
  { format: 'tab', text: 'file.tab' },
];

/** The way to a file: as what, is chosen from a menu. */
@Component({
  selector: 'ht-export-button',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    <button [class]="plain() ? '' : small() ? 'btn sm' : 'btn'" type="button" [cdkMenuTriggerFor]="formats">
      <ht-icon name="down" />{{ t(text()) }}
    </button>
    <ng-template #formats>
      <div class="pop menu" cdkMenu>
        @for (one of all; track one.format) {
          <button cdkMenuItem type="button" (cdkMenuItemTriggered)="chosen.emit(one.format)">{{ t(one.text) }}</button>
        }
      </div>
    </ng-template>
  `,
})
export class ExportButton {
  protected readonly t = injectText();
  readonly text = input<TextKey>('act.export');
  /** Within a bar that has buttons of its own. */
  readonly plain = input(false, { transform: booleanAttribute });
  readonly small = input(false, { transform: booleanAttribute });
  readonly chosen = output<Format>();
  protected readonly all = FORMATS;
}
