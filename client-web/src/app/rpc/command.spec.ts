import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { command } from './command';

describe('a command', () => {
  it('runs once at a time', async () => {
    let calls = 0;
    let finish = () => {};
    const run = command(async () => {
      calls++;
      await new Promise<void>((resolve) => (finish = resolve));
      return 'done';
    });
    const first = run();
    expect(run.running()).toBe(true);
    expect(await run()).toBeUndefined();
    finish();
    expect(await first).toBe('done');
    expect([calls, run.running()]).toEqual([1, false]);
  });

  it('keeps what went wrong until it runs again or is forgotten', async () => {
    let fail = true;
    const run = command(async () => {
      if (fail) throw new ConnectError('old', Code.Aborted);
      return 1;
    });
    expect(await run()).toBeUndefined();
    expect(run.problem()?.stale).toBe(true);
    fail = false;
    expect(await run()).toBe(1);
    expect(run.problem()).toBeUndefined();
  });
});
