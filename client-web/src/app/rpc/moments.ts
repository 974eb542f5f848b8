import { Component, input, linkedSignal, output } from '@angular/core';
import { Moment } from '../../gen/hientai/rpc/v1/time_pb';
import { formatDate, formatDay, isDay, parsePartial } from '../ui/dates';
import { formatCount } from '../ui/numbers';
import { Translate, injectText } from '../ui/text';
import { When, isPosition } from './when';

export interface TwoMoments {
  a: When;
  b: When;
}

/** "2024-01-01~2024-05-15": the day in the world, then the day of knowledge or a ledger position; empty is now. */
export function readMoment(text: string | undefined): When {
  const [valid = '', known = ''] = (text ?? '').split('~');
  return { valid: isDay(valid) ? valid : undefined, known: isDay(known) || isPosition(known) ? known : undefined };
}

export const writeMoment = (when: When) => `${when.valid ?? ''}~${when.known ?? ''}`;

/** "As known on 15/05/2024". */
export function knownWords(moment: Moment | undefined, when: When, t: Translate): string {
  if (!when.known) return t('compare.asNow');
  if (isPosition(when.known)) return t('time.knownPosition', { position: formatCount(BigInt(when.known)) });
  return t('compare.asKnown', { date: formatDate(when.known) || formatDay(moment?.knownAt) });
}

/** "in force 01/08/2024 · ledger #1.234". */
export const validWords = (moment: Moment | undefined, t: Translate) =>
  moment ? t('compare.valid', { date: formatDate(moment.validOn), position: formatCount(moment.position) }) : '';

/** The two moments of a comparison, each as a day in the world and a day of knowledge or a ledger position. */
@Component({
  selector: 'ht-moments',
  template: `<form class="moments" (submit)="$event.preventDefault(); show.emit({ a: parse('a'), b: parse('b') })">
    @for (side of sides; track side) {
      @let values = fields()[side];
      <fieldset>
        <legend>
          <span class="ab" [class]="side" aria-hidden="true">{{ side.toUpperCase() }}</span>
          {{ t(side === 'a' ? 'compare.pointA' : 'compare.pointB') }}
        </legend>
        <label class="field"
          ><span>{{ t('time.validOn') }}</span
          ><span class="inp"
            ><input
              #valid
              class="num"
              autocomplete="off"
              [value]="values.valid"
              (input)="put(side, 'valid', valid.value)" /></span
        ></label>
        <label class="field"
          ><span>{{ t('time.knownAt') }}</span
          ><span class="inp"
            ><input
              #known
              class="num"
              autocomplete="off"
              [value]="values.known"
              (input)="put(side, 'known', known.value)" /></span
        ></label>
      </fieldset>
    }
    <button class="btn p" type="submit">{{ t('compare.show') }}</button>
  </form>`,
})
export class Moments {
  protected readonly t = injectText();
  readonly a = input.required<When>();
  readonly b = input.required<When>();
  readonly show = output<TwoMoments>();

  protected readonly sides = ['a', 'b'] as const;
  protected readonly fields = linkedSignal(() => ({ a: shown(this.a()), b: shown(this.b()) }));

  protected put(side: 'a' | 'b', half: keyof When, value: string) {
    this.fields.update((fields) => ({ ...fields, [side]: { ...fields[side], [half]: value } }));
  }

  protected parse(side: 'a' | 'b'): When {
    const field = this.fields()[side];
    const full = (text: string) => (isDay(parsePartial(text)?.iso ?? '') ? parsePartial(text)!.iso : undefined);
    const position = /^#?([\d.]+)$/.exec(field.known.trim());
    const day = full(field.known);
    return { valid: full(field.valid), known: day ?? (position ? position[1].replaceAll('.', '') : undefined) };
  }
}

const shown = (when: When) => ({
  valid: formatDate(when.valid ?? ''),
  known: when.known && isPosition(when.known) ? `#${when.known}` : formatDate(when.known ?? ''),
});
