import { Component, ElementRef, afterRenderEffect, inject, viewChild } from '@angular/core';
import { Unsaved } from '../rpc/unsaved';
import { injectText } from '../ui/text';

/** Asks before what was filled in is given up; staying is what happens without an answer. */
@Component({
  selector: 'ht-leave-question',
  template: `
    <dialog
      class="ask"
      #dialog
      role="alertdialog"
      aria-labelledby="leave-title"
      aria-describedby="leave-say"
      (cancel)="answer(false)"
    >
      <h2 id="leave-title">{{ t('record.leaveTitle') }}</h2>
      <p id="leave-say">{{ t('record.leaveSay') }}</p>
      <div class="ask-do">
        <button class="btn p" type="button" (click)="answer(false)">{{ t('record.stay') }}</button>
        <button class="btn" type="button" (click)="answer(true)">{{ t('record.leave') }}</button>
      </div>
    </dialog>
  `,
})
export class LeaveQuestion {
  protected readonly t = injectText();
  private readonly unsaved = inject(Unsaved);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  constructor() {
    afterRenderEffect(() => {
      const dialog = this.dialog().nativeElement;
      if (!this.unsaved.question()) dialog.close();
      // One question may follow another at once; the dialog then stands already.
      else if (!dialog.open) dialog.showModal();
    });
  }

  protected answer(leave: boolean) {
    this.unsaved.question()?.(leave);
  }
}
