import { Signal, computed, effect, linkedSignal, resource, signal } from '@angular/core';
import { Problem, toProblem } from './problem';

/** A read: what was answered last, whether a newer answer is on its way, and why there is none. */
export interface Read<T> {
  /** The last answer. It stays while the next one loads, so that a page does not flicker between two questions. */
  readonly value: Signal<T | undefined>;
  readonly loading: Signal<boolean>;
  /** Loading for longer than a blink, with nothing to show yet: time for a skeleton. */
  readonly slow: Signal<boolean>;
  readonly problem: Signal<Problem | undefined>;
  reload(): void;
}

const BLINK_MS = 150;

export function read<P, T>(options: {
  /** The question; undefined asks nothing. */
  params: () => P | undefined;
  load: (params: P, signal: AbortSignal) => Promise<T>;
  /** Questions about the same subject share a value here; a new subject starts empty instead of showing the old one. */
  subject?: (params: P) => unknown;
}): Read<T> {
  const subjectOf = options.subject ?? (() => undefined);
  const question = computed(options.params);
  const answers = resource({
    params: () => question(),
    loader: async ({ params, abortSignal }) => ({
      subject: subjectOf(params as P),
      value: await options.load(params as P, abortSignal),
    }),
  });
  const value = linkedSignal<{ answer?: { subject: unknown; value: T }; subject: unknown }, T | undefined>({
    source: () => ({
      answer: answers.hasValue() ? answers.value() : undefined,
      subject: question() === undefined ? undefined : subjectOf(question()!),
    }),
    computation: ({ answer, subject }, previous) =>
      answer ? answer.value : previous?.source.subject === subject ? previous?.value : undefined,
  });
  const loading = computed(() => answers.isLoading());
  const problem = computed(() => (answers.error() ? toProblem(answers.error()) : undefined));

  const blinked = signal(false);
  effect((onCleanup) => {
    blinked.set(false);
    if (!loading()) return;
    const timer = setTimeout(() => blinked.set(true), BLINK_MS);
    onCleanup(() => clearTimeout(timer));
  });
  const slow = computed(() => blinked() && loading() && value() === undefined);
  return { value: value.asReadonly(), loading, slow, problem, reload: () => answers.reload() };
}

/** Waits, unless a newer question makes the wait pointless. Put before a call it debounces it. */
export function pause(ms: number, abort: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    abort.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(new DOMException('superseded', 'AbortError'));
    });
  });
}
