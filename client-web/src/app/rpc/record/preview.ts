import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { Consequence, FactLine, LaterEntries, Receipt } from '../../../gen/hientai/rpc/v1/command_pb';
import { Icon } from '../../ui/icon';
import { PeriodText } from '../../ui/period';
import { Sentence } from '../../ui/sentence';
import { Language, TextKey, injectText } from '../../ui/text';
import { Findings } from './findings';
import { Recording } from './recording';
import { Asking } from '../../ui/asking';

const MANY = 8;

/** A fact before and after: the same key on both sides is one line. */
interface Line {
  key: string;
  label: FactLine['label'];
  before?: FactLine;
  after?: FactLine;
}

/** What recording would do: the sentences, what begins and ceases to be believed, and what was checked. */
@Component({
  selector: 'ht-preview',
  imports: [Asking, Findings, Icon, PeriodText, Sentence],
  templateUrl: './preview.html',
})
export class Preview {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  readonly recording = input.required<Recording>();
  readonly version = input(0n);
  readonly missing = input(false);
  /** It is proposed: shown is what approval would record. */
  readonly proposed = input(false);
  /** What to say where recording would change nothing. */
  readonly nothing = input<TextKey>('record.nothing');
  /** What is still to be done before anything can be tried. */
  readonly waiting = input<TextKey>('record.waiting');
  /** What was answered about entries of later days; undefined where the form does not ask. */
  readonly later = input<LaterEntries>();
  readonly answered = output<LaterEntries>();
  /** Heading, where it is not that of recording. */
  readonly title = input<TextKey>();

  protected readonly receipt = computed(() => this.recording().preview());
  /** The sentence of the proposal itself says less than those of what it would change. */
  private readonly consequences = computed(() => {
    const all = this.receipt()?.consequences ?? [];
    const changes = all.filter((one) => one.kind !== 'proposal');
    return changes.length ? changes : all;
  });
  protected readonly events = computed(() =>
    this.consequences().map((consequence) => ({ consequence, lines: linesOf(consequence) })),
  );
  /** A change set of hundreds is counted whole and shown by its first. */
  protected readonly many = computed(() => this.records() > MANY);
  /** Somebody wants to see them all the same. */
  protected readonly whole = linkedSignal({ source: () => this.many(), computation: () => false });
  protected readonly told = computed(() => this.events().slice(0, this.many() && !this.whole() ? MANY : 60));
  protected readonly records = computed(() => new Set(this.events().map(({ consequence }) => consequence.id)).size);
  protected readonly refused = computed(() => this.recording().problem());
  protected readonly notices = computed(() => this.receipt()?.notices ?? []);
  protected readonly asks = computed(() => this.later() !== undefined && asksLater(this.receipt()));
  protected readonly answers = [
    { value: LaterEntries.KEPT, text: 'record.laterKept', say: 'record.laterKeptSay' },
    { value: LaterEntries.REPLACED, text: 'record.laterReplaced', say: 'record.laterReplacedSay' },
  ] as const;
}

/** Whether what is tried leaves open what becomes of entries of later days. */
export const asksLater = (receipt: Receipt | undefined) =>
  !!receipt?.notices.some((notice) => notice.reason === 'LATER_ENTRIES');

export function linesOf(consequence: Consequence): Line[] {
  const lines = new Map<string, Line[]>();
  for (const before of consequence.ceases) {
    lines.set(before.key, [...(lines.get(before.key) ?? []), { key: before.key, label: before.label, before }]);
  }
  for (const after of consequence.begins) {
    const open = lines.get(after.key)?.find((line) => !line.after);
    if (open) open.after = after;
    else lines.set(after.key, [...(lines.get(after.key) ?? []), { key: after.key, label: after.label, after }]);
  }
  return [...lines.values()].flat().filter((line) => !same(line.before, line.after));
}

/** A fact whose words and days stay as they are has changed in nothing a reader could see. */
const same = (before?: FactLine, after?: FactLine) =>
  before?.value?.vi === after?.value?.vi && before?.from === after?.from && before?.to === after?.to;
