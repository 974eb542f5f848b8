import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { NgTemplateOutlet } from '@angular/common';
import { Component, TemplateRef, booleanAttribute, contentChild, input, model, output } from '@angular/core';
import { Icon } from './icon';
import { injectText } from './text';

/** The chip that adds a filter, and what it opens: `<ng-template>` within it. On a phone that is a sheet. */
@Component({
  selector: 'ht-filter-pop',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Icon, NgTemplateOutlet],
  template: `
    <button
      class="chip add"
      type="button"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      [attr.aria-expanded]="open()"
      (click)="add.emit()"
    >
      <ht-icon name="plus" small />{{ t('list.filter') }}
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayPush]="true"
      (backdropClick)="open.set(false)"
      (detach)="open.set(false)"
    >
      <div
        class="pop filter"
        [class.panelled]="panelled()"
        role="dialog"
        cdkTrapFocus
        cdkTrapFocusAutoCapture
        [attr.aria-label]="t('list.filters')"
      >
        <ng-container [ngTemplateOutlet]="content()" />
      </div>
    </ng-template>
  `,
})
export class FilterPop {
  protected readonly t = injectText();
  readonly open = model(false);
  /** Its parts stand from edge to edge. */
  readonly panelled = input(false, { transform: booleanAttribute });
  /** The chip was pressed; who listens says what is opened. */
  readonly add = output();
  protected readonly content = contentChild.required<TemplateRef<unknown>>(TemplateRef);
}
