import { Component, ElementRef, afterRenderEffect, inject, model, viewChild } from '@angular/core';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { TextKey, injectText } from '../ui/text';

const KEYS: [string, TextKey][] = [
  ['Ctrl K', 'keys.palette'],
  ['/', 'keys.search'],
  ['J K ↑ ↓', 'keys.rows'],
  ['X', 'keys.select'],
  ['Shift ↑ ↓', 'keys.extend'],
  ['Enter, O', 'keys.openRow'],
  ['G T', 'overview.keys'],
  ['G N', 'keys.goPeople'],
  ['G D', 'keys.goUnits'],
  ['G V', 'keys.goPapers'],
  ['G C', 'standard.keys'],
  ['G B', 'staffing.keys'],
  ['G K', 'talent.keys'],
  ['G L', 'contribution.keys'],
  ['G A', 'award.keys'],
  ['T', 'keys.time'],
  ['Esc', 'keys.escape'],
  ['Y', 'keys.why'],
  ['E', 'keys.record'],
  ['Shift E', 'keys.correct'],
  ['Ctrl Enter', 'keys.submit'],
  ['?', 'keys.help'],
];

@Component({
  selector: 'ht-key-list',
  imports: [Icon],
  template: `
    <dialog class="palette keylist" #dialog aria-labelledby="key-list-title" (close)="open.set(false)">
      <h2 id="key-list-title">
        {{ t('keys.title') }}
        <button class="ib" type="button" [attr.aria-label]="t('act.close')" (click)="dialog.close()">
          <ht-icon name="x" />
        </button>
      </h2>
      <dl>
        @for (key of list; track key[0]) {
          <div>
            <dt>
              <kbd>{{ key[0] }}</kbd>
            </dt>
            <dd>{{ t(key[1]) }}</dd>
          </div>
        }
      </dl>
      <label class="single">
        <input type="checkbox" [checked]="keys.single()" (change)="keys.setSingle($any($event.target).checked)" />
        <span
          >{{ t('keys.single') }}<small>{{ t('keys.singleHint') }}</small></span
        >
      </label>
    </dialog>
  `,
})
export class KeyList {
  protected readonly t = injectText();
  protected readonly keys = inject(Keys);
  protected readonly list = KEYS;
  readonly open = model(false);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    afterRenderEffect(() => {
      const dialog = this.dialog().nativeElement;
      if (this.open() && !dialog.open) dialog.showModal();
    });
  }
}
