import { Component, signal } from '@angular/core';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { prepare, render } from '../../testing/open';
import { pass } from '../../testing/time';
import { pause, read } from './read';

@Component({ template: '{{ answer.value() }} {{ answer.problem()?.reason }}' })
class Reader {
  readonly params = signal<{ subject: string; page: number } | undefined>({ subject: 'a', page: 1 });
  calls = 0;
  fail = false;
  aborted = 0;
  readonly answer = read({
    params: () => this.params(),
    load: async ({ subject, page }, abort) => {
      abort.addEventListener('abort', () => this.aborted++);
      await pause(10, new AbortController().signal);
      if (this.fail) throw new ConnectError('down', Code.Unavailable);
      return `${subject}${page}.${++this.calls}`;
    },
    subject: ({ subject }) => subject,
  });
}

async function reader() {
  prepare();
  const fixture = render(Reader);
  await pass(30);
  return fixture.componentInstance;
}

describe('a read', () => {
  it('keeps the last answer while the next page of the same subject loads', async () => {
    const { params, answer } = await reader();
    expect(answer.value()).toBe('a1.1');
    params.set({ subject: 'a', page: 2 });
    await pass(5);
    expect([answer.value(), answer.loading()]).toEqual(['a1.1', true]);
    await pass(30);
    expect(answer.value()).toBe('a2.2');
  });

  it('shows nothing of another subject', async () => {
    const { params, answer } = await reader();
    params.set({ subject: 'b', page: 1 });
    await pass(5);
    expect(answer.value()).toBeUndefined();
    await pass(30);
    expect(answer.value()).toBe('b1.2');
  });

  it('answers anew when asked again', async () => {
    const { answer } = await reader();
    answer.reload();
    await pass(30);
    expect(answer.value()).toBe('a1.2');
  });

  it('gives up a question nobody asks any more', async () => {
    const one = await reader();
    one.params.set({ subject: 'a', page: 2 });
    await pass(5);
    one.params.set({ subject: 'a', page: 3 });
    await pass(40);
    expect(one.aborted).toBeGreaterThanOrEqual(1);
    expect(one.answer.value()).toContain('a3');
  });

  it('says what went wrong, and recovers', async () => {
    const one = await reader();
    one.fail = true;
    one.answer.reload();
    await pass(30);
    expect(one.answer.problem()?.reason).toBe('UNREACHABLE');
    one.fail = false;
    one.answer.reload();
    await pass(30);
    expect(one.answer.problem()).toBeUndefined();
    expect(one.answer.value()).toBe('a1.2');
  });
});
