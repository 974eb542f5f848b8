import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin, ConnectedPosition } from '@angular/cdk/overlay';
import { Component, booleanAttribute, ElementRef, computed, input, output, signal, viewChild } from '@angular/core';
import { DataClass, Purpose } from '../../gen/hientai/rpc/v1/access_pb';
import { dataClassKey, purposeKey } from '../account/words';
import { Icon } from '../ui/icon';
import { TextKey, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { RevealInit } from './reveal';

const SHORTEST = 5;
const LONGEST = 300;
let eyes = 0;

/** Opens kept values: asks what for and why, because the opening goes on record. One's own file opens at once. */
@Component({
  selector: 'ht-eye',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Icon],
  template: `
    <button
      #button
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      type="button"
      [class]="text() ? 'btn sm' : 'ib eye'"
      [attr.aria-label]="text() ? null : t('kept.open', { what: what() })"
      [attr.title]="text() ? null : t('kept.open', { what: what() })"
      [attr.aria-haspopup]="own() ? null : 'dialog'"
      [attr.aria-expanded]="own() ? null : asking()"
      (click)="press()"
    >
      <ht-icon name="eye" small />
      @if (text(); as words) {
        <span>{{ t(words) }}</span>
      }
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="asking()"
      [cdkConnectedOverlayPositions]="under"
      [cdkConnectedOverlayPush]="true"
      [cdkConnectedOverlayViewportMargin]="12"
      [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      (backdropClick)="close()"
      (detach)="close()"
    >
      <form
        class="pop asks"
        role="dialog"
        novalidate
        cdkTrapFocus
        [cdkTrapFocusAutoCapture]="true"
        [attr.aria-labelledby]="id + '-title'"
        (submit)="$event.preventDefault(); submit()"
      >
        <h2 [id]="id + '-title'">{{ t('kept.title', { what: what() }) }}</h2>
        <p class="hint"><ht-icon name="info" small />{{ t('kept.recorded') }}</p>
        <div class="field" [class.err]="insist() && !purpose()">
          <label [for]="id + '-purpose'">{{ t('kept.purpose') }}</label>
          <div class="inp">
            <select
              #choice
              [id]="id + '-purpose'"
              [attr.aria-invalid]="insist() && !purpose()"
              (change)="purpose.set(+choice.value)"
            >
              <option value="0">{{ t('field.notChosen') }}</option>
              @for (one of purposes; track one) {
                <option [value]="one" [selected]="one === purpose()">{{ t(purposeKey(one)) }}</option>
              }
            </select>
            <ht-icon name="chd" small />
          </div>
        </div>
        <div class="field" [class.err]="insist() && short()">
          <label [for]="id + '-reason'">{{ t('kept.reason') }}</label>
          <textarea
            #words
            class="inp"
            rows="3"
            [id]="id + '-reason'"
            [attr.maxlength]="longest"
            [attr.aria-describedby]="id + '-hint'"
            [attr.aria-invalid]="insist() && short()"
            [value]="reason()"
            (input)="reason.set(words.value)"
          ></textarea>
          <p [class]="insist() && short() ? 'msg' : 'hint'" [id]="id + '-hint'">{{ t('kept.reasonHint') }}</p>
        </div>
        <div class="btns">
          <button class="btn p" type="submit">{{ t('kept.do') }}</button>
          <button class="btn q" type="button" (click)="close()">{{ t('act.cancel') }}</button>
        </div>
      </form>
    </ng-template>
  `,
})
export class Eye {
  protected readonly t = injectText();
  /** What is asked for. */
  readonly classes = input.required<DataClass[]>();
  /** What it is called, if not by its class. */
  readonly called = input<TextKey>();
  /** Words on the button; without them it is an eye alone. */
  readonly text = input<TextKey>();
  /** It is the reader's own file. */
  readonly own = input(false, { transform: booleanAttribute });
  /** What has been opened on this page already; its purpose and reason are offered again. */
  readonly before = input<RevealInit>();
  readonly reveal = output<RevealInit>();

  protected readonly id = `eye-${++eyes}`;
  private readonly button = viewChild.required<ElementRef<HTMLButtonElement>>('button');
  protected readonly asking = signal(false);
  protected readonly insist = signal(false);
  protected readonly purpose = signal(Purpose.UNSPECIFIED);
  protected readonly reason = signal('');
  protected readonly short = computed(() => this.reason().trim().length < SHORTEST);
  protected readonly what = computed(() => {
    const words = this.t(this.called() ?? dataClassKey(this.classes()[0]));
    return words.charAt(0).toLowerCase() + words.slice(1);
  });
  protected readonly longest = LONGEST;
  protected readonly purposes = valuesOf<Purpose>(Purpose);
  protected readonly purposeKey = purposeKey;
  protected readonly under: ConnectedPosition[] = [
    { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: 4 },
    { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: 4 },
    { originX: 'center', originY: 'bottom', overlayX: 'center', overlayY: 'top', offsetY: 4 },
  ];

  protected press() {
    if (this.own()) return this.reveal.emit({ classes: this.classes() });
    this.purpose.set(this.before()?.purpose ?? Purpose.UNSPECIFIED);
    this.reason.set(this.before()?.reason ?? '');
    this.insist.set(false);
    this.asking.set(true);
  }

  protected close() {
    if (!this.asking()) return;
    this.asking.set(false);
    this.button().nativeElement.focus();
  }

  protected submit() {
    this.insist.set(true);
    if (!this.purpose() || this.short()) return;
    this.close();
    this.reveal.emit({ classes: this.classes(), purpose: this.purpose(), reason: this.reason().trim() });
  }
}
