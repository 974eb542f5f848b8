import { ElementRef, Signal, afterRenderEffect, signal } from '@angular/core';

/** The width of an element in CSS pixels, kept as it is resized: drawings are made at their width, never scaled. */
export function measured(element: Signal<ElementRef<HTMLElement> | undefined>, before: number): Signal<number> {
  const width = signal(before);
  afterRenderEffect((onCleanup) => {
    const target = element()?.nativeElement;
    if (!target) return;
    const measure = () => width.set(Math.round(target.clientWidth) || before);
    measure();
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    onCleanup(() => observer.disconnect());
  });
  return width.asReadonly();
}
