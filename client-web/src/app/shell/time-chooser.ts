import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, computed, inject, linkedSignal, output } from '@angular/core';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { When, isPosition } from '../rpc/when';
import { addDays, formatDate, isDay, parsePartial } from '../ui/dates';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';

/** Two date fields and a few dates people ask for most. */
@Component({
  selector: 'ht-time-chooser',
  imports: [CdkTrapFocus, Icon],
  templateUrl: './time-chooser.html',
})
export class TimeChooser {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  readonly done = output();

  protected readonly valid = linkedSignal(() => formatDate(this.time.valid() ?? ''));
  protected readonly known = linkedSignal(() => {
    const known = this.time.known() ?? '';
    return isPosition(known) ? '' : formatDate(known);
  });
  protected readonly validProblem = computed(() =>
    readDay(this.valid()) === undefined ? this.t('time.dayWrong') : '',
  );
  protected readonly knownProblem = computed(() => {
    const day = readDay(this.known());
    if (day === undefined) return this.t('time.dayWrong');
    return day > this.time.today() ? this.t('time.notAfterToday') : '';
  });

  protected readonly presets = computed(() => {
    const today = this.time.today();
    const registry = this.registry.value();
    const corrected = registry?.days.findLast((day) => day.corrections > 0 && day.day <= today)?.day;
    const report = [4, 12].map((month) => `${today.slice(0, 4)}-${String(month).padStart(2, '0')}-05`);
    const lastReport = report.findLast((day) => day <= today) ?? `${+today.slice(0, 4) - 1}-12-05`;
    const presets: { text: string; day: string; when: When }[] = [
      preset(this.t('time.yearStart', { year: today.slice(0, 4) }), `${today.slice(0, 4)}-01-01`, 'valid'),
      preset(this.t('time.lastReport'), lastReport, 'both'),
    ];
    if (registry?.sampleToday) presets.push(preset(this.t('time.sampleToday'), registry.sampleToday, 'both'));
    if (corrected) presets.push(preset(this.t('time.beforeCorrection'), addDays(corrected, -1), 'known'));
    return presets;
  });

  protected view() {
    if (this.validProblem() || this.knownProblem()) return;
    this.go({ valid: readDay(this.valid()), known: readDay(this.known()) });
  }

  protected go(when: When) {
    void this.time.go({ valid: when.valid || undefined, known: when.known || undefined });
    this.done.emit();
  }
}

/** An ISO day, '' for an empty field, undefined for what is not a full date. */
function readDay(text: string): string | undefined {
  if (!text.trim()) return '';
  const iso = parsePartial(text)?.iso ?? '';
  return isDay(iso) ? iso : undefined;
}

function preset(text: string, day: string, half: 'valid' | 'known' | 'both') {
  const when: When = half === 'valid' ? { valid: day } : half === 'known' ? { known: day } : { valid: day, known: day };
  return { text, day: formatDate(day), when };
}
