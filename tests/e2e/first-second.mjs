// How long until somebody who opens the app for the first time sees something: cold, signed in, nothing cached. Not a test: it gives no
// verdict, it prints medians. `npm run first-second` against the server at HIENTAI_URL (http://localhost:5080); RUNS=7.
import { chromium } from 'playwright-core';
import { cookieOf } from './sign-in.mjs';

const base = (process.env.HIENTAI_URL ?? 'http://localhost:5080').replace('127.0.0.1', 'localhost');
const RUNS = Number(process.env.RUNS ?? 7);
/** How long nothing may be asked before a page counts as done. */
const QUIET_MS = 1_000;
const PAGES = [
  { path: '/nhan-su', actor: 'noivu', there: 'ht-people-table tbody tr' },
  { path: '/tong-quan', actor: 'lanhdao', there: '.lede b' },
];
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];

async function executable() {
  if (process.env.HIENTAI_CHROMIUM) return process.env.HIENTAI_CHROMIUM;
  process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  return (await import('@sparticuz/chromium')).default.executablePath();
}

/** Runs in the page before its scripts: notes when what the reader came for is painted. */
function watch(selector) {
  const look = () => {
    if (!document.querySelector(selector)) return;
    watcher.disconnect();
    // The frame that shows it has been handed over when the one after it begins.
    requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.firstThere = performance.now())));
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true });
}

/** Every request of a page: what kind, how much came over the wire, how much it is unpacked. */
async function requestsOf(cdp) {
  const all = new Map();
  let last = Date.now();
  cdp.on('Network.requestWillBeSent', ({ requestId, type, request }) => {
    if (request.url.startsWith('http')) all.set(requestId, { type, url: request.url, wire: 0, body: 0 });
    last = Date.now();
  });
  cdp.on('Network.dataReceived', ({ requestId, dataLength }) => all.has(requestId) && (all.get(requestId).body += dataLength));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (all.has(requestId)) all.get(requestId).wire = encodedDataLength;
    last = Date.now();
  });
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  return { all, quiet: () => Date.now() - last > QUIET_MS };
}

async function once(browser, { path, actor, there }, slower) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const cookie = await cookieOf(base, actor);
  const [name, value] = [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)];
  await context.addCookies([{ url: base.replace(/^http:/, 'https:'), name, value, secure: true, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.addInitScript(watch, there);
  const cdp = await context.newCDPSession(page);
  const requests = await requestsOf(cdp);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await page.goto(base + path);
  await page.waitForFunction(() => globalThis.firstThere);
  const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  const rows = await page.evaluate(() => globalThis.firstThere);
  while (!requests.quiet()) await new Promise((done) => setTimeout(done, 50));
  await context.close();
  const all = [...requests.all.values()];
  const scripts = all.filter(({ type, url }) => type === 'Script' || url.endsWith('.js'));
  const sum = (of) => scripts.reduce((total, one) => total + one[of], 0) / 1000;
  return { paint, rows, requests: all.length, scripts: scripts.length, wire: sum('wire'), body: sum('body'), all };
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const figure = (runs, of) => Math.round(median(runs.map((run) => run[of])));

const browser = await chromium.launch({ executablePath: await executable(), args: FLAGS });
try {
  const table = [];
  for (const page of PAGES)
    for (const slower of [1, 4]) {
      const runs = [];
      for (let run = 0; run < RUNS; run++) runs.push(await once(browser, page, slower));
      table.push({
        page: page.path,
        CPU: slower === 1 ? 'as it is' : `${slower} times slower`,
        'first paint, ms': figure(runs, 'paint'),
        'first rows or figures, ms': figure(runs, 'rows'),
        requests: figure(runs, 'requests'),
        scripts: figure(runs, 'scripts'),
        'script over the wire, kB': figure(runs, 'wire'),
        'unpacked, kB': figure(runs, 'body'),
      });
      if (process.env.LIST && slower === 1)
        for (const { type, url, wire } of runs.at(-1).all) console.log(type.padEnd(12), String(wire).padStart(8), url.replace(base, ''));
    }
  console.table(table);
} finally {
  await browser.close();
}
