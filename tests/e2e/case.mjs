// A browser test. `node --test FILE` runs a file's tests with Node's own runner; the lanes of the whole run (lane.mjs)
// keep them and run each when it is asked for, so that files share a browser and each case is a test of its own.
import * as runner from 'node:test';

/** In a lane: file → name of a case → what it does. */
const kept = new Map();
const hooks = { before: [], after: [], afterEach: [] };
let reading;

const inLane = process.env.HIENTAI_LANE === '1';
export const test = inLane ? (name, ...rest) => kept.get(reading).set(name, rest.at(-1)) : runner.test;
export const before = inLane ? (hook) => hooks.before.push(hook) : runner.before;
export const after = inLane ? (hook) => hooks.after.push(hook) : runner.after;
export const afterEach = inLane ? (hook) => hooks.afterEach.push(hook) : runner.afterEach;

/** The cases of a file, read once. */
export async function casesOf(file) {
  if (!kept.has(file)) {
    kept.set((reading = file), new Map());
    await import(new URL(file, import.meta.url));
    for (const hook of process.env.HIENTAI_URL ? hooks.before.splice(0) : []) await hook();
  }
  return kept.get(file);
}

/** Runs one case to its end; answers what went wrong, in words, or nothing. A step that fails does not stop the next. */
export async function run(file, name) {
  const failures = [];
  const attempt = (what, act) => Promise.resolve().then(act).catch((error) => failures.push(`${what}${error.stack ?? error}`));
  const steps = { test: (step, ...rest) => attempt(`${step}: `, () => rest.at(-1)(steps)) };
  const body = (await casesOf(file)).get(name);
  await attempt('', body ? () => body(steps) : () => Promise.reject(new Error(`${file} has no case of this name`)));
  for (const hook of hooks.afterEach) await attempt('putting away: ', () => hook({ name, fullName: name }));
  return failures.join('\n');
}

export async function close() {
  for (const hook of hooks.after) await hook();
}
