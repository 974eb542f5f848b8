// One real Chromium for a test file, and the few things every page test does.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

/** Where the server under test is; the test runner starts it. */
export const base = process.env.HIENTAI_URL ?? 'http://localhost:5080';

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

/** A fresh page; fails the test on any script error. */
export async function open(path, { width = 1440, height = 900, lang = 'vi', theme = 'light', actor = 'noivu' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === 'vi' ? 'vi-VN' : 'en-GB', colorScheme: theme, timezoneId: 'Asia/Ho_Chi_Minh' });
  await context.addInitScript(([l, t, a]) => {
    localStorage.setItem('lang', l);
    localStorage.setItem('theme', t);
    localStorage.setItem('acting-as', a);
  }, [lang, theme, actor]);
  const page = await context.newPage();
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
  await page.goto(base + path);
  return page;
}

/** A fresh page of any origin that nobody prepared, with cookies of the server if given. */
export async function visit(address, { cookie = '' } = {}) {
  const context = await browser.newContext();
  const cookies = cookie.split(';').map((it) => it.trim()).filter(Boolean).map((it) => ({ url: base, name: it.slice(0, it.indexOf('=')), value: it.slice(it.indexOf('=') + 1), httpOnly: true, sameSite: 'Strict' }));
  if (cookies.length > 0) await context.addCookies(cookies);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** No accessibility violation (WCAG 2.2 AA) and no script error. */
export async function sound(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`), []);
  assert.deepEqual(page.errors, []);
}

/** The address of the person the sample's story is about. */
export async function huong() {
  const page = await open('/nhan-su?q=Nguyễn Thị Ngọc Hương&valid=2024-08-01');
  const link = page.getByRole('row', { name: /Phó Trưởng phòng/ }).getByRole('link').first();
  await link.waitFor();
  const href = new URL(await link.getAttribute('href'), base).pathname;
  await page.context().close();
  return href;
}
