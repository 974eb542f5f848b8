import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Difference } from '../../gen/hientai/rpc/v1/history_pb';
import { Moment } from '../../gen/hientai/rpc/v1/time_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel, When, isPosition, toTimePoint } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate, formatDay, isDay, parsePartial } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { Sentence } from '../ui/sentence';
import { Language, injectText } from '../ui/text';
import { entryKindKey } from '../ui/vocabulary';
import { changedWords } from './changed-words';
import { Eye } from './eye';
import { RevealInit, opening, withMore } from './reveal';

/** "2024-01-01~2024-05-15": the day in the world, then the day of knowledge or a ledger position; empty is now. */
export function readMoment(text: string | undefined): When {
  const [valid = '', known = ''] = (text ?? '').split('~');
  return { valid: isDay(valid) ? valid : undefined, known: isDay(known) || isPosition(known) ? known : undefined };
}
const write = (when: When) => `${when.valid ?? ''}~${when.known ?? ''}`;

/** The same record at two moments: only what differs, and what made the difference. */
@Component({
  selector: 'ht-compare-page',
  imports: [Eye, Failure, Icon, PaperRef, Sentence],
  templateUrl: './compare-page.html',
})
export class ComparePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);

  readonly id = input.required<string>();
  readonly a = input<string>();
  readonly b = input<string>();

  private readonly whenA = computed(() => readMoment(this.a()));
  private readonly whenB = computed(() => readMoment(this.b()));
  protected readonly opened = opening(this.id);
  protected readonly answer = read({
    params: () => ({
      id: this.id(),
      a: toTimePoint(this.whenA()),
      b: toTimePoint(this.whenB()),
      reveal: this.opened(),
    }),
    load: (request, signal) => this.client.comparePerson(request, { signal }),
    subject: ({ id }) => id,
  });
  private readonly person = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getPerson(request, { signal }),
  });
  protected readonly name = computed(() => this.person.value()?.person?.identity?.fullName ?? '');
  protected readonly own = computed(() => this.registry.owns(this.id()));
  /** Classes that differ and are kept, and that this reader may open. */
  protected readonly kept = computed(() => {
    const asked = this.opened()?.classes ?? [];
    const differ = new Set(this.rows().map((row) => row.difference.dataClass));
    return (this.person.value()?.person?.withheld ?? [])
      .filter((one) => one.mayOpen && differ.has(one.dataClass) && !asked.includes(one.dataClass))
      .map((one) => one.dataClass);
  });
  protected readonly fields = linkedSignal(() => ({ a: shown(this.whenA()), b: shown(this.whenB()) }));
  protected readonly rows = computed(() => (this.answer.value()?.differences ?? []).map((one) => this.row(one)));
  protected readonly kindKey = entryKindKey;
  protected readonly day = formatDay;

  constructor() {
    pageTrail(() => [
      { text: this.t('people.title'), link: ['/nhan-su'] },
      { text: this.name() || '…', link: ['/nhan-su', this.id()] },
      { text: this.t('compare.title') },
    ]);
  }

  private row(difference: Difference) {
    const before = this.language.of(difference.before);
    const after = this.language.of(difference.after);
    return { difference, before: changedWords(before, after), after: changedWords(after, before) };
  }

  protected title(moment: Moment | undefined, when: When) {
    if (!when.known) return this.t('compare.asNow');
    if (isPosition(when.known)) return this.t('time.knownPosition', { position: formatCount(BigInt(when.known)) });
    return this.t('compare.asKnown', { date: formatDate(when.known) || formatDay(moment?.knownAt) });
  }
  protected readonly titleA = computed(() => this.title(this.answer.value()?.a, this.whenA()));
  protected readonly titleB = computed(() => this.title(this.answer.value()?.b, this.whenB()));

  protected detail(moment: Moment | undefined) {
    if (!moment) return '';
    return this.t('compare.valid', { date: formatDate(moment.validOn), position: formatCount(moment.position) });
  }

  protected reveal(more: RevealInit) {
    this.opened.set(withMore(this.opened(), more));
  }

  protected swap() {
    this.show(this.whenB(), this.whenA());
  }

  protected apply() {
    const { a, b } = this.fields();
    this.show(parse(a), parse(b));
  }

  protected put(side: 'a' | 'b', half: keyof When, value: string) {
    this.fields.update((fields) => ({ ...fields, [side]: { ...fields[side], [half]: value } }));
  }

  private show(a: When, b: When) {
    void this.router.navigate([], { queryParams: { a: write(a), b: write(b) }, queryParamsHandling: 'merge' });
  }
}

const shown = (when: When) => ({
  valid: formatDate(when.valid ?? ''),
  known: when.known && isPosition(when.known) ? `#${when.known}` : formatDate(when.known ?? ''),
});

function parse(field: { valid: string; known: string }): When {
  const full = (text: string) => (isDay(parsePartial(text)?.iso ?? '') ? parsePartial(text)!.iso : undefined);
  const position = /^#?([\d.]+)$/.exec(field.known.trim());
  const day = full(field.known);
  return { valid: full(field.valid), known: day ?? (position ? position[1].replaceAll('.', '') : undefined) };
}
