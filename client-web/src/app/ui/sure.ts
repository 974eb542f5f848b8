import { Component, ElementRef, computed, inject, input, output, signal } from '@angular/core';
import { injectText } from './text';

/** A button for what cannot be taken back: it asks once more, where it stands. */
@Component({
  selector: 'ht-sure',
  template: `
    @if (asking()) {
      <span class="sure" role="group" [attr.aria-label]="ask()" (keydown.escape)="asking.set(false)">
        <span>{{ ask() }}</span>
        <button
          class="btn sm"
          type="button"
          [attr.aria-disabled]="why() ? true : null"
          [title]="why()"
          (click)="!why() && confirm()"
        >
          {{ label() }}<span class="sr"> {{ why() }}</span>
        </button>
        <button class="btn sm q" type="button" (click)="asking.set(false)">{{ t('act.cancel') }}</button>
      </span>
    } @else {
      <button
        class="btn sm"
        type="button"
        [attr.aria-disabled]="why() ? true : null"
        [title]="why()"
        (click)="!why() && begin()"
      >
        {{ label() }}<span class="sr"> {{ about() }} {{ why() }}</span>
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
  /** What was asked before, here or in another row, is not done yet: it would not be heard. */
  readonly busy = input(false);
  readonly yes = output();
  protected readonly asking = signal(false);
  protected readonly why = computed(() => this.closed() || (this.busy() ? this.t('act.wait') : ''));

  protected confirm() {
    this.asking.set(false);
    this.yes.emit();
  }

  protected begin() {
    this.asking.set(true);
    setTimeout(() => this.host.querySelector<HTMLElement>('.btn.q')?.focus());
  }
}
