import { Injectable } from '@angular/core';

/** A question the starter asked while the app was still on its way. */
export interface Early {
  /** Where it went: "/package.Service/Method". */
  path: string;
  /** What was sent, framed as it goes over the wire. */
  body: Uint8Array<ArrayBuffer>;
  answer: Promise<Response>;
  /** Nobody will want the answer. */
  stop(): void;
}

declare global {
  /** Left by the starter; nothing if it did not run. */
  var hientaiEarly: Early[] | undefined;
}

/** Asks as `ask` does, but what has been asked before in the same words at the same place is answered by that, once. */
export function handingOver(early: Early[], ask: typeof fetch): typeof fetch {
  return (input, init) => {
    const at = early.findIndex((one) => one.path === input && same(one.body, init?.body));
    if (at < 0) return ask(input, init);
    const [one] = early.splice(at, 1);
    init?.signal?.addEventListener('abort', () => one.stop(), { once: true });
    if (init?.signal?.aborted) one.stop();
    return one.answer.catch((error: unknown) => {
      if (init?.signal?.aborted) throw error;
      return ask(input, init); // it never got there, so it is asked now
    });
  };
}

/** The first questions of this page, until the page has asked its own. */
@Injectable({ providedIn: 'root' })
export class EarlyQuestions {
  private readonly early = globalThis.hientaiEarly ?? [];

  readonly fetch = handingOver(this.early, (input, init) => fetch(input, init));

  /** What was not wanted is not kept: asked again later, it must be answered as of then and to who is there then. */
  drop() {
    for (const one of this.early.splice(0)) one.stop();
  }
}

function same(sent: Uint8Array, body: BodyInit | null | undefined): boolean {
  return body instanceof Uint8Array && body.length === sent.length && body.every((byte, at) => byte === sent[at]);
}
