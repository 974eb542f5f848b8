// Runs before first paint, while the app is on its way: the page never flashes in the other theme, language or time,
// and what the app will ask first is asked now. The app works without any of it.
import type {} from '../app/rpc/early';
import { whenIn } from '../app/rpc/when';
import { BARE, Question, paramsOf, questionsAt } from './questions';
import { framed } from './wire';

const root = document.documentElement;
const { pathname, search } = location;

root.dataset['theme'] =
  localStorage.getItem('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
root.lang = localStorage.getItem('lang') ?? 'vi';
const when = whenIn(paramsOf(search));
if (when.valid || when.known) root.dataset['time'] = 'past';
if (BARE.includes(pathname)) root.dataset['bare'] = '';

const words = !!(history.state as { words?: unknown } | null)?.words;
globalThis.hientaiEarly = questionsAt(pathname, search, words).map(ask);

const texts = (document.currentScript as HTMLScriptElement | null)?.dataset[root.lang];
if (texts) document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href: texts }));

function ask({ path, message }: Question) {
  const stop = new AbortController();
  const body = framed(message);
  const answer = fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/grpc-web+proto', 'x-grpc-web': '1', 'x-hientai': '1' },
    body,
    redirect: 'error',
    signal: stop.signal,
  });
  answer.catch(() => undefined); // whoever takes it over is told
  return { path, body, answer, stop: () => stop.abort() };
}
