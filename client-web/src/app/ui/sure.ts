import { Component, ElementRef, inject, input, output, signal } from '@angular/core';
import { injectText } from './text';

/** A button for what cannot be taken back: it asks once more, where it stands. */
@Component({
  selector: 'ht-sure',
  template: `
    @if (asking()) {
      <span class="sure" role="group" [attr.aria-label]="ask()" (keydown.escape)="asking.set(false)">
        <span>{{ ask() }}</span>
        <button class="btn sm" type="button" (click)="asking.set(false); yes.emit()">{{ label() }}</button>
        <button class="btn sm q" type="button" (click)="asking.set(false)">{{ t('act.cancel') }}</button>
      </span>
    } @else {
      <button
        class="btn sm"
        type="button"
        [attr.aria-disabled]="closed() ? true : null"
        [title]="closed()"
        (click)="!closed() && begin()"
      >
        {{ label() }}<span class="sr"> {{ about() }} {{ closed() }}</span>
      </button>
    }
  `,
})
export class Sure {
  protected readonly t = injectText();
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly label = input.required<string>();
  /** What it is about, for who does not see the row it stands in. */
  readonly about = input('');
  readonly ask = input.required<string>();
  /** Why it cannot be done now. */
  readonly closed = input('');
  readonly yes = output();
  protected readonly asking = signal(false);

  protected begin() {
    this.asking.set(true);
    setTimeout(() => this.host.querySelector<HTMLElement>('.btn.q')?.focus());
  }
}
