import { Signal, computed, linkedSignal } from '@angular/core';

/** The pages of a list turned so far, by the token each answer gave for the next; another question starts again at the first. */
export interface Pages {
  /** Asks for the page the reader is on; '' for the first. */
  readonly token: Signal<string>;
  /** How many pages lie before it. */
  readonly turned: Signal<number>;
  forward(token: string): void;
  back(): void;
}

export function pagesOf(question: () => unknown): Pages {
  const tokens = linkedSignal<unknown, string[]>({ source: question, computation: () => [''] });
  return {
    token: computed(() => tokens().at(-1)!),
    turned: computed(() => tokens().length - 1),
    forward: (token) => tokens.update((turned) => [...turned, token]),
    back: () => tokens.update((turned) => turned.slice(0, -1)),
  };
}
