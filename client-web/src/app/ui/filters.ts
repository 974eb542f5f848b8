import { Signal, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params } from '@angular/router';
import { Searched } from './searched';
import type { TextKey } from './text';

/** A value that can be chosen, and how many the list would have with it alone. */
export interface Choice {
  value: string;
  text: string;
  count?: number;
}

/** A filter of a list: what it is called, and what can be chosen. */
export interface Filter {
  /** The parameter of the address that holds it; several values are written "1,2". */
  name: string;
  label: TextKey;
  /** None where a field of its own sets it (htFilterField). */
  choices?: Choice[];
  /** Takes several values. */
  many?: boolean;
  /** What a value is called that no choice has: what a field chose. */
  words?: string;
}

/** The values of an enum as choices. */
export const choicesOf = <T extends number>(values: T[], text: (value: T) => string): Choice[] =>
  values.map((value) => ({ value: String(value), text: text(value) }));

/** The same with how many each would list; what is not among the figures is none. */
export const counted = (choices: Choice[], counts: [value: number, count: number][] | undefined): Choice[] =>
  choices.map((one) => ({ ...one, count: counts && (counts.find(([v]) => String(v) === one.value)?.[1] ?? 0) }));

/** A parameter of the address as text, as a number, as several numbers. */
export const word = (value: unknown) => (typeof value === 'string' ? value : '');
export const number = <T extends number>(value: unknown) => (Number(value) || 0) as T;
export const numbers = <T extends number>(value: unknown) =>
  word(value)
    .split(',')
    .map(Number)
    .filter((one) => one > 0) as T[];

/** What is asked of a list in the address, and the way to ask otherwise. */
export interface Asked {
  readonly params: Signal<Params>;
  /** The filters in force. */
  readonly active: Signal<string[]>;
  /** By filters or by words. */
  readonly filtered: Signal<boolean>;
  ask(params: Params): void;
  /** Lets go of every filter. */
  clear(): void;
}

export function askedIn(names: readonly string[]): Asked {
  const searched = inject(Searched);
  const params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  const active = computed(() => names.filter((name) => params()[name]));
  const ask = (more: Params) => void searched.go(more);
  return {
    params,
    active,
    filtered: computed(() => !!searched.words() || active().length > 0),
    ask,
    clear: () => ask(Object.fromEntries(names.map((name) => [name, null]))),
  };
}
