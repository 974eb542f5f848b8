// The first second: a frame from the document alone, the first questions asked while the app is on its way and taken over by it, so that
// nothing is asked twice; and the app without any of that.
import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { base, open, visit, settled } from './browser.mjs';
import { call, cookieOf, fields, number, text } from './sign-in.mjs';

const PAGES = [
  { path: '/nhan-su', actor: 'noivu', there: 'ht-people-table tbody tr', early: ['GetSession', 'GetRegistry', 'ListPeople'] },
  {
    path: '/nhan-su?valid=2024-08-01&known=2024-05-15&cat=1,2&min=106&age=30-60&field=Lu%E1%BA%ADt+h%E1%BB%8Dc',
    actor: 'noivu',
    there: 'ht-people-table tbody tr, .say-state',
    early: ['GetSession', 'GetRegistry', 'ListPeople'],
  },
  { path: '/tong-quan', actor: 'lanhdao', there: '.lede b', early: ['GetSession', 'GetRegistry', 'GetStandingReport', 'GetStaffing'] },
];
/** A page that has asked everything it asks. */
const there = async (page, selector) => {
  await page.locator(selector).first().waitFor();
  await settled(page);
};
/** What goes to the services from now on. */
function asking(page) {
  const asked = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') asked.push({ name: request.url().split('/').at(-1), body: request.postDataBuffer()?.toString('base64') ?? '' });
  });
  return asked;
}
const twice = (asked) => asked.map(({ name, body }) => `${name} ${body}`).filter((one, at, all) => all.indexOf(one) !== at);
/** Holds the scripts of the app back; the starter comes. */
async function withoutApp(page) {
  let release;
  const held = new Promise((free) => (release = free));
  await page.route(/\.js$/, async (route) => {
    if (!/\/starter-/.test(route.request().url())) await held;
    await route.continue();
  });
  return () => release();
}
for (const { path, actor, there: selector, early } of PAGES)
  test(`the first questions of ${path} are asked before the app is there, and none twice`, async () => {
    const page = await open('/favicon.svg', { actor, fresh: true });
    const asked = asking(page);
    const release = await withoutApp(page);
    const answered = Promise.all(early.map((name) => page.waitForResponse((it) => it.url().endsWith(`/${name}`))));
    await page.goto(base + path, { waitUntil: 'commit' });
    await answered;
    assert.deepEqual(asked.map(({ name }) => name).sort(), [...early].sort(), 'the starter has asked, the app is not there');
    release();
    await there(page, selector);
    for (const name of early) assert.ok(asked.some((one) => one.name === name));
    assert.deepEqual(twice(asked), []);
    assert.deepEqual(page.errors, []);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

for (const [width, height] of [[1440, 900], [390, 844]])
  test(`the frame is there before the app, and gives way to the page (${width})`, async () => {
    const page = await open('/favicon.svg', { theme: 'dark', width, height, fresh: true });
    const release = await withoutApp(page);
    await page.goto(`${base}/nhan-su`, { waitUntil: 'commit' });
    const frame = page.locator('#starting');
    await frame.locator('.top').waitFor();
    assert.equal(await frame.locator(width > 1000 ? '.nav .seal' : '.tabs').isVisible(), true);
    assert.equal(await frame.getAttribute('aria-hidden'), 'true', 'it says nothing, so nothing is read out');
    const [paper, scheme] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor, document.documentElement.dataset.theme]);
    assert.deepEqual([paper, scheme], ['rgb(20, 26, 24)', 'dark'], 'in the theme of the reader at once');
    assert.equal(await page.locator('ht-app > *').count(), 0);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
    release();
    await page.locator('ht-people-table tbody tr').first().waitFor();
    assert.equal(await frame.count(), 0);
    assert.deepEqual(page.errors, []);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

/** What the record of reads says of an account: position, file and question of each, newest first. */
async function readsOf(account) {
  const asked = [...text(3, account), ...number(5, 100)];
  const { message } = await call(base, '/hientai.access.v1.ReadLogService/ListReads', asked, await cookieOf(base, 'kiemtoan'));
  return [...fields(message)].filter(([field]) => field === 1).map(([, read]) => new Map(fields(read)));
}

test('no read is on record twice: none for a list, one for each question about a file', async () => {
  const { message } = await call(base, '/hientai.access.v1.SessionService/GetSession', [], await cookieOf(base, 'xa'));
  const account = new TextDecoder().decode(Object.fromEntries(fields(message))[1]);
  const before = (await readsOf(account)).map((read) => read.get(1));
  const since = async () => (await readsOf(account)).filter((read) => !before.includes(read.get(1)));
  const page = await open('/nhan-su', { actor: 'xa' });
  await there(page, 'ht-people-table tbody tr');
  assert.equal((await since()).length, 0, 'a list opens nobody’s file');
  const fileOf = (row) => page.locator('ht-people-table tbody tr').nth(row).locator('a').first().getAttribute('href');
  const files = [await fileOf(0), await fileOf(1)];
  const words = (value) => new TextDecoder().decode(value);
  const questions = async () => (await since()).map((read) => `${words(read.get(9))} ${words(read.get(7))}`);
  for (const file of files) {
    const asked = asking(page);
    await page.goto(base + file);
    await there(page, 'h1');
    assert.deepEqual(twice(asked), []);
  }
  // Reads are put on record in their order, a moment after they were answered: with the second file's the first's are there.
  const last = /[0-9a-f-]{36}/.exec(files[1])[0];
  let recorded = [];
  for (let n = 0; n < 1000 && !recorded.some((one) => one.includes(last)); n++) recorded = await questions();
  assert.ok(recorded.some((one) => one.includes(last)), 'opening a file is on record');
  assert.deepEqual([...new Set(recorded)], recorded);
});

test('the past has its colour before the app is there; the door has no frame', async () => {
  const page = await open('/favicon.svg', { fresh: true });
  const release = await withoutApp(page);
  await page.goto(`${base}/nhan-su?valid=2024-08-01`, { waitUntil: 'commit' });
  await page.locator('#starting .top').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.time), 'past');
  await page.goto(`${base}/dang-nhap`, { waitUntil: 'commit' });
  await page.locator('#starting').waitFor({ state: 'attached' });
  assert.equal(await page.locator('#starting').isVisible(), false);
  release();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('without the starter, and with one that cannot reach anybody, the app asks by itself', async () => {
  for (const failing of [/\/starter-[^/]*$/, /Service\//]) {
    const page = await open('/favicon.svg', { fresh: true });
    let failed = 0;
    await page.route(failing, (route) => {
      // The starter is never there; of the questions those asked before the app are the first of their name.
      const first = failing.test('/starter-') || (route.request().url().endsWith('/ListPeople') && failed === 0);
      if (!first) return route.continue();
      failed++;
      return route.abort();
    });
    const asked = asking(page);
    await page.goto(`${base}/nhan-su`);
    await there(page, 'ht-people-table tbody tr');
    assert.equal(failed, 1);
    assert.equal(asked.filter(({ name }) => name === 'ListPeople').length, failing.test('/starter-') ? 1 : 2);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.close();
  }
});

test('an answer to nobody is not kept for who signs in', async () => {
  const page = await visit(`${base}/nhan-su`);
  await page.waitForURL(/\/dang-nhap/);
  assert.deepEqual(await page.evaluate(() => globalThis.hientaiEarly), [], 'nothing is left to be taken over');
  await page.context().close();
});

test('every file of the app is compressed, kept for ever and large enough, and a page names only its own', async () => {
  const html = async (path) => (await fetch(base + path)).text();
  const [list, overview] = [await html('/nhan-su'), await html('/tong-quan')];
  const scripts = (page) => [...page.matchAll(/(?:src|href|data-vi)="([^"]+\.js)"/g)].map(([, name]) => name);
  assert.ok(scripts(list).some((name) => name.startsWith('nhan-su-')) && !scripts(list).some((name) => name.startsWith('tong-quan-')));
  assert.ok(scripts(overview).some((name) => name.startsWith('tong-quan-')) && !scripts(overview).some((name) => name.startsWith('nhan-su-')));
  for (const name of scripts(list)) {
    const answer = await fetch(`${base}/${name}`, { headers: { 'accept-encoding': 'br' } });
    assert.equal(answer.headers.get('content-encoding'), 'br', name);
    assert.ok(answer.headers.has('content-length'), `${name} was compressed before it was asked for`);
    assert.match(answer.headers.get('cache-control'), /immutable/, name);
    assert.match(answer.headers.get('content-type'), /javascript/, name);
    assert.match(answer.headers.get('vary'), /Accept-Encoding/i, name);
    assert.ok((await answer.text()).length >= 10_000 || name.startsWith('starter-'), `${name} is worth a request`);
    const plain = await fetch(`${base}/${name}`, { headers: { 'accept-encoding': 'identity' } });
    assert.equal(plain.headers.get('content-encoding'), null, name);
  }
});
