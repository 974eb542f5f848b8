import { DOCUMENT, Signal, inject, linkedSignal } from '@angular/core';
import { Keys } from './keys';

/** Keyboard travel through the rows of a list: one row is current, and only it can be tabbed to. */
export interface RowTravel {
  readonly current: Signal<number>;
  at(index: number): void;
}

export function rowTravel(options: {
  /** Ids of the rows, in order; the elements carry them as `row-ID`. */
  ids: () => string[];
  open: (index: number, apart: boolean) => void;
  select?: (index: number, extend: boolean) => void;
  search?: () => void;
}): RowTravel {
  const document = inject(DOCUMENT);
  const current = linkedSignal({ source: options.ids, computation: () => -1 });
  const element = () => document.getElementById(`row-${options.ids()[current()]}`);

  const move = (step: number, extend = false) => {
    const last = options.ids().length - 1;
    if (last < 0) return false;
    const next = current() < 0 ? 0 : Math.min(last, Math.max(0, current() + step));
    if (extend && current() >= 0) options.select?.(current(), true);
    current.set(next);
    if (extend) options.select?.(next, true);
    const row = element();
    row?.setAttribute('tabindex', '0');
    row?.focus();
    row?.scrollIntoView({ block: 'nearest' });
    return true;
  };
  const open = (apart: boolean) => (event: KeyboardEvent) => {
    if (current() < 0 || onControl(event)) return false;
    options.open(current(), apart);
    return true;
  };
  const inList =
    (step: number, extend = false) =>
    (event: KeyboardEvent) => {
      const elsewhere =
        event.target instanceof HTMLElement &&
        event.target.closest('[role=tree],[role=slider],[role=menu],[role=listbox],[role=radiogroup]');
      return elsewhere ? false : move(step, extend);
    };
  const select = (event: KeyboardEvent) => {
    if (current() < 0 || !options.select || onControl(event)) return false;
    options.select(current(), false);
    return true;
  };
  inject(Keys).bind({
    j: () => move(1),
    k: () => move(-1),
    Down: inList(1),
    Up: inList(-1),
    'Shift+Down': inList(1, true),
    'Shift+Up': inList(-1, true),
    Enter: open(false),
    o: open(false),
    'Ctrl+Enter': open(true),
    x: select,
    ' ': select,
    '/': () => (options.search ? options.search() : false),
  });
  return { current: current.asReadonly(), at: (index) => current.set(index) };
}

function onControl(event: KeyboardEvent): boolean {
  return event.target instanceof HTMLElement && !!event.target.closest('a,button,input,select,summary');
}
