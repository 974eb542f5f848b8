import { vi } from 'vitest';

/** One turn of the event loop, which no stopped clock holds up. */
const turn = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
const STEP_MS = 10;

/** From here on time passes only where a test says so; what takes real time is waited for. */
export function stopTime() {
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
}

/** Lets time pass, and what it set going come to its end. */
export async function pass(ms: number, step: () => void = () => undefined, busy: () => boolean = () => false) {
  for (let left = ms; left > 0 || busy(); left -= STEP_MS) {
    await vi.advanceTimersByTimeAsync(left > 0 ? Math.min(left, STEP_MS) : STEP_MS);
    await turn();
    step();
  }
}
