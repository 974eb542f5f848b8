import { Component, ElementRef, computed, inject, output, signal, viewChild } from '@angular/core';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { isPosition } from '../rpc/when';
import { addDays, addMonths, dayFromNumber, dayNumber, dayOf, formatDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';
import { measured } from '../ui/measured';

type Half = 'valid' | 'known';

const LEFT = 2;
const RIGHT = 36;

/** The bar of the past: the two dates, and a ruler with a caret for each. */
@Component({
  selector: 'ht-time-bar',
  imports: [Icon],
  templateUrl: './time-bar.html',
})
export class TimeBar {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  readonly choose = output();

  private readonly ruler = viewChild.required<ElementRef<HTMLElement>>('ruler');
  protected readonly width = measured(this.ruler, 800);
  /** Where a caret is while it is being dragged; the URL follows when it is let go. */
  private readonly dragged = signal<{ half: Half; day: string } | undefined>(undefined);

  protected readonly today = computed(() => this.time.today());
  protected readonly valid = computed(() => this.moved('valid') ?? this.time.valid() ?? this.today());
  protected readonly known = computed(() => this.moved('known') ?? this.knownDay() ?? this.today());
  protected readonly future = computed(() => this.valid() > this.today() && this.known() === this.today());
  protected readonly knownPosition = computed(() => {
    const known = this.time.known();
    return known && isPosition(known) ? known : undefined;
  });
  private readonly knownDay = computed(() =>
    this.knownPosition() ? dayOf(this.registry.moment()?.knownAt) || undefined : this.time.known(),
  );

  private readonly start = computed(() => {
    const first = dayOf(this.registry.value()?.firstRecordedTime) || this.today();
    const earliest = [first, this.valid(), this.known()].sort()[0];
    return `${+earliest.slice(0, 4) - (earliest === first ? 1 : 0)}-01-01`;
  });
  private readonly end = computed(() => [this.today(), this.valid()].sort()[1]);

  protected readonly ticks = computed(() => {
    const months = monthsBetween(this.start(), this.end());
    const step = [1, 3, 12, 60, 120].find((size) => (months / size) * 7 < this.width()) ?? 120;
    const labels = [1, 2, 5, 10, 20].find((years) => (months / 12 / years) * 46 < this.width()) ?? 20;
    const ticks = [];
    for (let i = 0, day = this.start(); day <= this.end(); i += step, day = addMonths(this.start(), i)) {
      const year = +day.slice(0, 4);
      const tall = day.endsWith('-01-01');
      ticks.push({ x: this.x(day), tall, label: tall && year % labels === 0 ? String(year) : '' });
    }
    return ticks;
  });
  protected readonly axisEnd = computed(() => this.width() - RIGHT);
  protected readonly validX = computed(() => this.x(this.valid()));
  protected readonly knownX = computed(() => this.x(this.known()));
  protected readonly spoken = formatDate;

  private x(day: string): number {
    const [from, to] = [dayNumber(this.start()), dayNumber(this.end())];
    return LEFT + ((dayNumber(day) - from) / Math.max(1, to - from)) * (this.width() - LEFT - RIGHT);
  }

  private moved(half: Half) {
    return this.dragged()?.half === half ? this.dragged()?.day : undefined;
  }

  protected drag(half: Half, event: PointerEvent) {
    const caret = event.target as HTMLElement;
    const box = this.ruler().nativeElement.getBoundingClientRect();
    const scale = { from: dayNumber(this.start()), to: dayNumber(this.end()) };
    caret.setPointerCapture(event.pointerId);
    const move = (at: PointerEvent) => {
      const share = (at.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
      this.dragged.set({ half, day: this.clamp(half, dayFromNumber(scale.from + share * (scale.to - scale.from))) });
    };
    const drop = () => {
      caret.removeEventListener('pointermove', move);
      const at = this.dragged();
      if (at) void this.time.go({ [half]: at.day }).then(() => this.dragged.set(undefined));
    };
    caret.addEventListener('pointermove', move);
    caret.addEventListener('pointerup', drop, { once: true });
    caret.addEventListener('pointercancel', drop, { once: true });
  }

  protected step(half: Half, event: KeyboardEvent) {
    const day = half === 'valid' ? this.valid() : this.known();
    const to = stepped(day, event);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    void this.time.go({ [half]: this.clamp(half, to) });
  }

  private clamp(half: Half, day: string): string {
    if (half === 'known' && day > this.today()) return this.today();
    return day < '1900-01-01' ? '1900-01-01' : day;
  }
}

/** Arrows move by a day, with Shift by a month, PageUp and PageDown by a year. */
function stepped(day: string, event: KeyboardEvent): string | undefined {
  const sign = ['ArrowRight', 'ArrowUp', 'PageUp'].includes(event.key) ? 1 : -1;
  if (event.key.startsWith('Page')) return addMonths(day, 12 * sign);
  if (!event.key.startsWith('Arrow')) return undefined;
  return event.shiftKey ? addMonths(day, sign) : addDays(day, sign);
}

function monthsBetween(from: string, to: string): number {
  return (+to.slice(0, 4) - +from.slice(0, 4)) * 12 + (+to.slice(5, 7) - +from.slice(5, 7)) + 1;
}
