// One real Chromium for a test file, and the few things every page test does.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { cookieOf } from './sign-in.mjs';

/** Where the server under test is; the test runner starts it. */
export const base = (process.env.HIENTAI_URL ?? 'http://localhost:5080').replace('127.0.0.1', 'localhost');

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

async function executable() {
  if (process.env.HIENTAI_CHROMIUM) return process.env.HIENTAI_CHROMIUM;
  // The libraries the packaged browser needs unpack only when it believes to be where it was made for.
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  const packaged = (await import('@sparticuz/chromium')).default;
  return packaged.executablePath();
}

let browser;
before(async () => (browser = await chromium.launch({ executablePath: await executable(), args: flags })));
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

/** A fresh page with nothing remembered, signed in as a demo account (none with '') or by a cookie; fails the test on any script error. Close the page, not its context, which others share. */
export async function open(path, { width = 1440, height = 900, lang = 'vi', theme = 'light', actor = 'noivu', cookie = '' } = {}) {
  const context = await (actor && !cookie ? contextOf(actor, lang) : contextWith(cookie && kept(cookie), lang));
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: theme });
  await page.addInitScript(([l, t]) => {
    if (window.name !== 'opened') localStorage.clear();
    window.name = 'opened'; // lives as long as the tab
    localStorage.setItem('lang', l);
    localStorage.setItem('theme', t);
  }, [lang, theme]);
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  await page.goto(base + path);
  return page;
}

/** A fresh page of any origin that nobody prepared, with a session's cookie if given. */
export async function visit(address, { cookie = '' } = {}) {
  const context = await browser.newContext();
  if (cookie) await context.addCookies([kept(cookie)]);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** No accessibility violation (WCAG 2.2 AA) and no script error. What is being asked anew is dim on purpose, so that is waited for. */
export async function sound(page) {
  const settled = () => !document.querySelector('[aria-busy=true]') && !document.getAnimations().some((a) => a.playState === 'running' && a.effect?.getTiming().iterations !== Infinity);
  await page.waitForFunction(settled, null, { timeout: 10_000 }).catch(() => undefined);
  // Run in the page itself, violations alone: the pages have no frames, and asking so takes a quarter of the time the builder takes.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (values) => {
    const told = await globalThis.axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return told.violations.map((rule) => `${rule.id}: ${rule.nodes.map((node) => node.target.join(' ')).join(', ')}`);
  }, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
  assert.deepEqual(violations, []);
  assert.deepEqual(page.errors, []);
}

/** Looks for something in the list on screen, and waits for the answer; no address says what. */
export async function search(page, words) {
  await page.getByRole('search').getByRole('textbox').fill(words);
  // The list waits for the end of typing, and is dim until the answer is there.
  await page.waitForTimeout(400);
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  await page.waitForTimeout(250);
}

/** The address of the person the sample's story is about. */
export async function huong() {
  const page = await open('/nhan-su?valid=2024-08-01');
  await search(page, 'Nguyễn Thị Ngọc Hương');
  const link = page.getByRole('row', { name: /Nguyễn Thị Ngọc Hương.*Phó Trưởng phòng/ }).getByRole('link').first();
  await link.waitFor();
  const href = new URL(await link.getAttribute('href'), base).pathname;
  await page.close();
  return href;
}
