import { Component, computed, input, linkedSignal, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { formatDate, formatDayMonth, formatInterval, parsePartial, readPartial, Precision } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { TextKey, injectText } from '../../ui/text';

const PRECISIONS: Precision[] = ['day', 'month', 'year'];

/** A date as precise as the paper gives it. What cannot be read is kept as typed and answers ''. */
@Component({
  selector: 'ht-partial-date-field',
  imports: [Icon],
  templateUrl: './partial-date-field.html',
})
export class PartialDateField implements FormValueControl<string> {
  protected readonly t = injectText();
  /** ISO, or '' while nothing readable has been typed. */
  readonly value = model('');
  readonly inputId = input.required<string>();
  readonly describedBy = input<string | null>(null);
  readonly wrong = input(false);
  readonly fullDay = input(false);

  /** What stands in the field; it follows the value only when that was set from outside. */
  protected readonly text = linkedSignal<string, string>({
    source: this.value,
    computation: (value, previous) =>
      previous && (read(previous.value, this.fullDay()) ?? '') === value ? previous.value : formatDate(value),
  });
  protected readonly date = computed(() => readPartial(this.value()));
  protected readonly unread = computed(() => !!this.text().trim() && !this.value());
  protected readonly precisions = PRECISIONS;
  protected readonly names: Record<Precision, TextKey> = {
    day: 'partial.day',
    month: 'partial.month',
    year: 'partial.year',
  };
  protected readonly say = computed(() => {
    const date = this.date();
    if (this.unread())
      return this.t(this.fullDay() && parsePartial(this.text()) ? 'partial.fullOnly' : 'partial.unread');
    if (!date) return this.t(this.fullDay() ? 'partial.fullOnly' : 'partial.hint');
    if (date.precision === 'day') return this.t('partial.exact', { date: formatDate(date.iso) });
    const what = this.t(`why.${date.precision}`, { date: formatDate(date.iso) });
    const from = date.precision === 'month' ? formatDayMonth(date.first) : formatDate(date.first);
    return this.t('partial.kept', { what, from, to: formatInterval(date.iso)!.to });
  });
  /** Twelve months of the year, the part that is meant drawn in. */
  protected readonly span = computed(() => {
    const date = this.date();
    if (!date) return undefined;
    const month = +date.iso.slice(5, 7) || 1;
    const day = +date.iso.slice(8, 10) || 1;
    if (date.precision === 'year') return { x: 4, width: 180 };
    if (date.precision === 'month') return { x: 4 + (month - 1) * 15, width: 15 };
    return { x: 4 + (month - 1) * 15 + ((day - 1) / 31) * 15, width: 2 };
  });
  protected readonly months = Array.from({ length: 13 }, (_, i) => 4 + i * 15);

  protected type(text: string) {
    this.text.set(text);
    this.value.set(read(text, this.fullDay()) ?? '');
  }

  /** Makes a date less precise; more precise has to be typed, for only the paper knows. */
  protected blur(precision: Precision) {
    const iso = this.value().slice(0, { day: 10, month: 7, year: 4 }[precision]);
    if (readPartial(iso)?.precision === precision) this.type(formatDate(iso));
  }
}

function read(text: string, fullDay: boolean): string | undefined {
  const date = parsePartial(text);
  return date && (!fullDay || date.precision === 'day') ? date.iso : undefined;
}
