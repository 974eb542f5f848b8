import { describe, expect, it, vi } from 'vitest';
import { Early, handingOver } from './early';

const PATH = '/hientai.personnel.v1.PersonService/ListPeople';
const body = (...bytes: number[]) => new Uint8Array(bytes);
const asked = (answer: Promise<Response>, path = PATH): Early => ({
  path,
  body: body(0, 0, 0, 0, 2, 8, 1),
  answer,
  stop: vi.fn(),
});
const post = (bytes: Uint8Array<ArrayBuffer>, signal?: AbortSignal) => ({ method: 'POST', body: bytes, signal });
const same = () => body(0, 0, 0, 0, 2, 8, 1);

describe('a question asked before the app was there', () => {
  const later = new Response('later');
  const ask = () => vi.fn<typeof fetch>(() => Promise.resolve(later));

  it('answers the same question once; the next time it is asked anew', async () => {
    const [first, wire] = [new Response('first'), ask()];
    const fetching = handingOver([asked(Promise.resolve(first))], wire);
    expect(await fetching(PATH, post(same()))).toBe(first);
    expect(wire).not.toHaveBeenCalled();
    expect(await fetching(PATH, post(same()))).toBe(later);
    expect(wire).toHaveBeenCalledTimes(1);
  });

  it('answers no other question: not elsewhere, not in other words, not a longer or shorter one', async () => {
    const [early, wire] = [[asked(Promise.resolve(new Response('first')))], ask()];
    const fetching = handingOver(early, wire);
    await fetching('/hientai.papers.v1.PaperService/ListPapers', post(same()));
    await fetching(PATH, post(body(0, 0, 0, 0, 2, 8, 2)));
    await fetching(PATH, post(body(0, 0, 0, 0, 2, 8)));
    await fetching(PATH, post(body(0, 0, 0, 0, 2, 8, 1, 1)));
    await fetching(PATH, { method: 'POST' });
    expect(wire).toHaveBeenCalledTimes(5);
    expect(early).toHaveLength(1);
  });

  it('asks again what never got there', async () => {
    const wire = ask();
    const fetching = handingOver([asked(Promise.reject(new TypeError('network')))], wire);
    expect(await fetching(PATH, post(same()))).toBe(later);
  });

  it('is given up together with what took it over, and then not asked again', async () => {
    const [wire, leaving] = [ask(), new AbortController()];
    let refuse!: (why: unknown) => void;
    const early = asked(new Promise((_, reject) => (refuse = reject)));
    const answer = handingOver([early], wire)(PATH, post(same(), leaving.signal));
    leaving.abort();
    expect(early.stop).toHaveBeenCalled();
    refuse(new DOMException('gone', 'AbortError'));
    await expect(answer).rejects.toThrow('gone');
    expect(wire).not.toHaveBeenCalled();
  });
});
