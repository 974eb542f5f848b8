// One real Chromium for a test file, and the few things every page test does.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
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

/** A fresh page, signed in as a demo account (none with '') or by a cookie; fails the test on any script error. */
export async function open(path, { width = 1440, height = 900, lang = 'vi', theme = 'light', actor = 'noivu', cookie = '' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === 'vi' ? 'vi-VN' : 'en-GB', colorScheme: theme, timezoneId: 'Asia/Ho_Chi_Minh' });
  if (cookie) await context.addCookies([kept(cookie)]);
  else if (actor) await context.addCookies([await signedIn(actor)]);
  await context.addInitScript(([l, t]) => {
    localStorage.setItem('lang', l);
    localStorage.setItem('theme', t);
  }, [lang, theme]);
  const page = await context.newPage();
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
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), []);
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
  await page.context().close();
  return href;
}
