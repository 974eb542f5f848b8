// One real Chromium for a test file, and the few things every page test does.
import assert from 'node:assert/strict';
import { readFile, statfs } from 'node:fs/promises';
import { after, afterEach, before } from './case.mjs';
import { chromium } from 'playwright-core';
import { cookieOf } from './sign-in.mjs';

/** Where the server under test is; the test runner starts it. */
export const base = (process.env.HIENTAI_URL ?? 'http://localhost:5080').replace('127.0.0.1', 'localhost');

// One thread for a page, and no optimiser: it lives too short to earn what those cost.
const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--js-flags=--single-threaded --no-opt'];

async function executable() {
  if (process.env.HIENTAI_CHROMIUM) return process.env.HIENTAI_CHROMIUM;
  // The libraries the packaged browser needs unpack only when it believes to be where it was made for.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const packaged = (await import('@sparticuz/chromium')).default;
  return packaged.executablePath();
}

/** Chromium hands what it draws over in files, which is quickest in memory; it is kept from that for containers that have next to none. */
const roomInMemory = () => statfs('/dev/shm').then((it) => it.bavail * it.bsize > 2 ** 30, () => false);

let browser;
before(async () => {
  const ignoreDefaultArgs = (await roomInMemory()) ? ['--disable-dev-shm-usage'] : [];
  browser = await chromium.launch({ executablePath: await executable(), args: flags, ignoreDefaultArgs });
});
after(() => browser?.close());

/** Sessions already known to be alive in this process. */
const cookies = new Map();
async function signedIn(actor) {
  if (!cookies.has(actor)) cookies.set(actor, cookieOf(base, actor));
  return kept(await cookies.get(actor));
}

/** As the browser keeps it; where there is no TLS it takes this cookie on localhost alone. */
function kept(cookie) {
  const [name, value] = [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)];
  return { url: base.replace(/^http:/, 'https:'), name, value, secure: true, httpOnly: true, sameSite: 'Strict' };
}

/** One context for each demo account and language, so that the client's scripts are fetched and compiled once in a file and not for every page. */
const contexts = new Map();
async function contextOf(actor, lang) {
  const key = `${actor} ${lang}`;
  if (!contexts.has(key)) contexts.set(key, signedIn(actor).then((it) => contextWith(it, lang)));
  return contexts.get(key);
}
async function contextWith(cookie, lang) {
  const context = await browser.newContext({ locale: lang === 'vi' ? 'vi-VN' : 'en-GB', reducedMotion: 'reduce', timezoneId: 'Asia/Ho_Chi_Minh' });
  if (cookie) await context.addCookies([cookie]);
  return context;
}

/** Pages that are free, by demo account, language and theme. What runs in one goes on to the next address as after a click on a link: starting the client takes as long as most tests. */
const free = new Map();
/** Pages of the running test, and how each is put away. */
const inUse = new Map();

/** A page with nothing remembered, signed in as a demo account (none with '') or by a cookie; fails the test on any script error. It is put away after the test; close it before, not its context, which others share. `fresh` is for who looks at how the client starts. */
export async function open(path, { width = 1440, height = 900, lang = 'vi', theme = 'light', actor = 'noivu', cookie = '', fresh = false } = {}) {
  const key = actor && !cookie && `${actor} ${lang} ${theme}`;
  const running = fresh ? undefined : free.get(key)?.pop();
  const page = running ?? (await newPage(await (key ? contextOf(actor, lang) : contextWith(cookie && kept(cookie), lang)), lang, theme));
  page.errors = [];
  for (const event of ['pageerror', 'console']) page.removeAllListeners(event);
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  inUse.set(page, () => (key ? putBack(page, key, lang, theme) : page.context().close()));
  await page.setViewportSize({ width, height });
  await (running ? go(page, path) : page.goto(base + path));
  return page;
}

async function newPage(context, lang, theme) {
  const page = await context.newPage();
  await page.emulateMedia({ colorScheme: theme });
  await page.addInitScript(([l, t]) => {
    if (window.name !== 'opened') [localStorage, sessionStorage].forEach((it) => it.clear());
    window.name = 'opened'; // lives as long as the tab
    localStorage.setItem('lang', l);
    localStorage.setItem('theme', t);
  }, [lang, theme]);
  page.shut = page.close.bind(page);
  page.close = () => putAway(page);
  const route = page.route.bind(page);
  page.route = (...to) => ((page.faked = true), route(...to));
  return page;
}

/** Where no page is, so that whatever is there afterwards has come anew. */
const NOWHERE = '/khong-co-trang-nay';

/** Leads the running client to an address, as going back and forth does. */
const go = (page, path) =>
  page.evaluate((address) => {
    history.pushState(null, '', address);
    dispatchEvent(new PopStateEvent('popstate', { state: null }));
  }, path);

/** Kept for the next test if nothing of this one is left in it, such as an answer that a test made up; closed otherwise. */
async function putBack(page, key, lang, theme) {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const asNew = !page.faked && await page
    .evaluate(
      ([l, t]) => {
        const left = '.toast, dialog[open], [role=dialog], [aria-busy=true]';
        const root = document.documentElement;
        const saved = dispatchEvent(new Event('beforeunload', { cancelable: true }));
        if (!document.querySelector('ht-app') || location.pathname === '/dang-nhap' || document.querySelector(left) || !saved || root.lang !== l || root.dataset.theme !== t) return false;
        [localStorage, sessionStorage].forEach((it) => it.clear());
        localStorage.setItem('lang', l);
        localStorage.setItem('theme', t);
        return true;
      },
      [lang, theme],
    )
    .catch(() => false);
  const away = asNew && (await go(page, NOWHERE).then(() => page.locator('ht-not-found').waitFor({ timeout: 5_000 })).then(() => true, () => false));
  if (!away) return page.shut();
  free.set(key, [...(free.get(key) ?? []), page]);
}

async function putAway(page) {
  const away = inUse.get(page);
  inUse.delete(page);
  await away?.();
}
// A test within a test goes on with the pages of the one around it.
afterEach(({ name, fullName }) => name === fullName && Promise.all([...inUse.keys()].map(putAway)));

/** A fresh page of any origin that nobody prepared, with a session's cookie if given; without its scripts it is the same origin, there at once. */
export async function visit(address, { cookie = '', scripts = true } = {}) {
  const context = await browser.newContext();
  if (cookie) await context.addCookies([kept(cookie)]);
  const page = await context.newPage();
  if (!scripts) await page.route('**/*.js', (route) => route.abort());
  await page.goto(address);
  return page;
}

const axe = readFile(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Rules that look at what lies above and below each element; they take three quarters of the time. */
const GEOMETRIC = ['color-contrast', 'target-size'];
/** Looks that those have judged in this process: an element's kind, state and surroundings, at a width and in a theme. */
const judged = new Set();

/** No accessibility violation (WCAG 2.2 AA) and no script error. What is being asked anew is dim on purpose, so that is waited for. */
export async function sound(page) {
  await page.evaluate(async () => {
    const moving = (a) => a.playState === 'running' && a.effect?.getTiming().iterations !== Infinity;
    const settled = () => !document.querySelector('[aria-busy=true]') && !document.getAnimations().some(moving);
    for (const end = performance.now() + 10_000; !settled() && performance.now() < end; ) await new Promise(requestAnimationFrame);
  });
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await axe);
  const news = (await page.evaluate(looksOf)).filter((look) => !judged.has(look));
  const { violations, given } = await page.evaluate(violationsOf, { tags: TAGS, geometric: GEOMETRIC, news });
  assert.deepEqual(violations, []);
  assert.deepEqual(page.errors, []);
  given.forEach((look) => judged.add(look));
}

/** Everything in sight that is read or used, as the style sheet tells it apart: tag, classes and state of an element and of the three around it. One element of each look is kept in the page. */
function looksOf() {
  const STATES = ['disabled', 'type', 'href', 'aria-disabled', 'aria-selected', 'aria-current', 'aria-pressed', 'aria-expanded', 'aria-invalid'];
  const own = new Map();
  const kind = (element) => {
    if (!own.has(element)) {
      const states = STATES.filter((name) => element.hasAttribute(name)).map((name) => (name === 'href' ? name : `${name}=${element.getAttribute(name)}`));
      own.set(element, [element.localName, element.getAttribute('class') ?? '', ...states, element.matches(':focus') ? 'focus' : ''].join(' '));
    }
    return own.get(element);
  };
  const read = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const used = (element) => element.matches('a, button, input, select, textarea, summary');
  const surroundings = [document.documentElement.dataset.theme, document.documentElement.dataset.time, innerWidth].join(' ');
  globalThis.looks = new Map();
  for (const element of document.body.querySelectorAll('*')) {
    if (!(read(element) || used(element)) || element.closest('svg') || !element.checkVisibility()) continue;
    const chain = [];
    for (let at = element; at && chain.length < 4; at = at.parentElement) chain.push(kind(at));
    const look = `${surroundings} ${chain.join(' < ')}`;
    if (!globalThis.looks.has(look)) globalThis.looks.set(look, element);
  }
  return [...globalThis.looks.keys()];
}

/** What axe finds, and which of the new looks it was given; run in the page itself: the pages have no frames, and asking so takes a quarter of the time its builder takes. */
async function violationsOf({ tags, geometric, news }) {
  const off = Object.fromEntries(geometric.map((rule) => [rule, { enabled: false }]));
  // A long list is judged by its first rows: the others are made alike, and looking at each costs most of the time.
  const runs = [await globalThis.axe.run({ exclude: [['tbody tr:nth-of-type(n + 9)']] }, { runOnly: { type: 'tag', values: tags }, rules: off, resultTypes: ['violations'] })];
  const given = news.filter((look) => {
    const element = globalThis.looks.get(look);
    return element.checkVisibility() && !element.closest('.dim');
  });
  const include = given.map((look) => globalThis.looks.get(look));
  // The past has hairlines behind it, and axe does not judge what stands on a picture; they are too faint to change what it finds.
  const lined = document.querySelector('[data-time=past] .work');
  lined?.style.setProperty('background-image', 'none');
  if (given.length) runs.push(await globalThis.axe.run({ include }, { runOnly: { type: 'rule', values: geometric }, resultTypes: ['violations'] }));
  lined?.style.removeProperty('background-image');
  const told = (rule) => `${rule.id}: ${rule.nodes.map((node) => `${node.target.join(' ')} ${node.any[0]?.message ?? ''}`).join(', ')}`;
  return { violations: runs.flatMap((run) => run.violations).map(told), given };
}

/** Nothing makes the page scroll sideways. */
export const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** What was done has been taken up by the page: it has been drawn since. */
export const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Everything that was asked has been answered. */
export async function settled(page) {
  await drawn(page);
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
}

/** Loads the page again until something stands on it that others record in their own time. */
export async function until(page, there) {
  for (let n = 0; n < 100 && !(await there.first().isVisible()); n++) {
    await page.reload();
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    await settled(page);
  }
  await there.first().waitFor();
}

/** Goes to another page without loading the client anew, as a link does. */
export async function follow(page, path) {
  for (const [to, there] of [[NOWHERE, 'visible'], [path, 'detached']]) {
    await go(page, to);
    await page.locator('ht-not-found').waitFor({ state: there });
  }
}

/** Pages one after the other, each in the same look: it is there, it fits and it is sound. */
export async function walk(paths, look, there = (page) => page.getByRole('heading', { level: 1 }).first()) {
  const page = await open(NOWHERE, look);
  await page.locator('ht-not-found').waitFor();
  for (const path of paths) {
    await follow(page, path);
    await there(page, path).waitFor({ state: 'attached' });
    await settled(page);
    assert.equal(await fits(page), true, `${path} does not scroll sideways`);
    assert.equal(await page.evaluate(() => dispatchEvent(new Event('beforeunload', { cancelable: true }))), true, `${path} opens with nothing filled in by hand`);
    await sound(page);
  }
  await page.close();
}

/** Where the list of a page lies after it was taken along as one of the formats of the menu. */
export async function saved(page, format) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Xuất đúng bảng này' }).click();
  await page.getByRole('menuitem', { name: format, exact: true }).click();
  return (await download).path();
}

/** Looks for something in the list on screen, and waits for the answer; no address says what. */
export async function search(page, words) {
  await page.getByRole('search').getByRole('textbox').fill(words);
  // The list is busy from the first letter until the answer to the last is there.
  await settled(page);
}

/** The address of the person the sample's story is about. */
export const huong = async () => (address ??= await addressOfHuong());
let address;
async function addressOfHuong() {
  const page = await open('/nhan-su?valid=2024-08-01');
  await search(page, 'Nguyễn Thị Ngọc Hương');
  const link = page.getByRole('row', { name: /Nguyễn Thị Ngọc Hương.*Phó Trưởng phòng/ }).getByRole('link').first();
  await link.waitFor();
  const href = new URL(await link.getAttribute('href'), base).pathname;
  await page.close();
  return href;
}
