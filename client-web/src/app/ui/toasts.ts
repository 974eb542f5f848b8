import { Component, Injectable, inject, signal } from '@angular/core';
import { injectText } from './text';
import { Icon } from './icon';

export interface Toast {
  id: number;
  text: string;
  /** Set in figures after the text, e.g. #29.420. */
  figure: string;
}

const STAYS_MS = 6000;

/** Short news that something was done. Errors never come here: they stay where they happened. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  readonly all = signal<Toast[]>([]);
  private readonly timers = new Map<number, ReturnType<typeof setTimeout>>();
  private last = 0;

  say(text: string, figure = '') {
    const toast = { id: ++this.last, text, figure };
    this.all.update((all) => [...all.slice(-2), toast]);
    this.resume(toast.id);
  }

  dismiss(id: number) {
    this.hold(id);
    this.all.update((all) => all.filter((toast) => toast.id !== id));
  }

  /** While somebody points at it or has it in focus, it stays. */
  hold(id: number) {
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
  }

  resume(id: number) {
    this.hold(id);
    this.timers.set(
      id,
      setTimeout(() => this.dismiss(id), STAYS_MS),
    );
  }
}

@Component({
  selector: 'ht-toasts',
  imports: [Icon],
  template: `
    @for (toast of toasts.all(); track toast.id) {
      <div
        class="toast"
        (mouseenter)="toasts.hold(toast.id)"
        (mouseleave)="toasts.resume(toast.id)"
        (focusin)="toasts.hold(toast.id)"
        (focusout)="toasts.resume(toast.id)"
      >
        <span>{{ toast.text }}</span>
        @if (toast.figure) {
          <b class="num">{{ toast.figure }}</b>
        }
        <button type="button" [attr.aria-label]="t('act.close')" (click)="toasts.dismiss(toast.id)">
          <ht-icon name="x" small />
        </button>
      </div>
    }
  `,
  host: { class: 'toasts', role: 'status', 'aria-live': 'polite' },
})
export class ToastList {
  protected readonly toasts = inject(Toasts);
  protected readonly t = injectText();
}
