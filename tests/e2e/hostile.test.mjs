// What pages of other sites, and requests that are not quite ours, can make a real browser send: each is turned away, nothing is recorded
// and nothing can be read.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from './case.mjs';
import { base, drawn, visit } from './browser.mjs';
import { bytes, cookieOf, text } from './sign-in.mjs';

const service = '/hientai.personnel.v1.PersonService';
const REGISTER = `${service}/RegisterPerson`;
const LIST = `${service}/ListPeople`;
const TYPE = 'application/grpc-web+proto';

/** A live session, which the browser adds to its requests by itself: what is turned away is turned away from somebody signed in. */
let cookie;
/** A script of ours; which it is called now is known once the server is there. */
const SCRIPT = '/our-script';
let script;

// ---- a command that would be recorded if it came through ----

const framed = (message) => [0, 0, 0, message.length >> 8, message.length & 255, ...message];
const register = (name) =>
  framed([
    ...bytes(1, [...text(1, crypto.randomUUID()), ...text(2, 'gọi từ trang lạ')]),
    ...text(2, crypto.randomUUID()),
    ...bytes(3, bytes(1, [...text(1, name), ...text(3, '1980'), 4 << 3, 1])),
  ]);
const nothing = framed([]);

/** As our own page sends it, from outside any browser. */
async function honest(path, body) {
  const answer = await fetch(base + path, { method: 'POST', body: new Uint8Array(body), headers: { 'content-type': TYPE, 'x-hientai': '1', cookie } });
  return { status: answer.headers.get('grpc-status'), body: Buffer.from(await answer.arrayBuffer()).toString('latin1') };
}
/** Whether anybody of this name is on record, in service or not. */
async function onRecord(name) {
  const found = await honest('/hientai.personnel.v1.PersonService/ListPeople', framed([...text(2, name), 12 << 3, 4]));
  assert.match(found.body, /grpc-status: ?0/);
  return found.body.includes(Buffer.from(name).toString('latin1'));
}

// ---- three places to be called from ----

/** Another site and, under the name the server itself has, another origin of the same site. */
let stranger;
let places;
before(async () => {
  cookie = await cookieOf(base, 'noivu');
  script = '/' + /src="(main-[^"]+)"/.exec(await (await fetch(base)).text())[1];
  stranger = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>?</title><body>'));
  await new Promise((done) => stranger.listen(0, '127.0.0.1', done));
  const { hostname } = new URL(base);
  const port = stranger.address().port;
  places = {
    cross: `http://${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}:${port}/`,
    'same-site': `http://${hostname}:${port}/`,
    own: base + '/',
  };
});
after(() => stranger?.close());

// ---- what runs in the browser; each answers what the page could read, or leaves how to tell once the server has answered ----

const request = async ({ url, body, options }) => {
  try {
    const answer = await fetch(url, { ...options, ...(body && { body: new Uint8Array(body) }) });
    return answer.type === 'opaque' ? '' : `${answer.status} ${answer.headers.get('grpc-status')} ${await answer.text()}`;
  } catch {
    return '';
  }
};
const form = async ({ url, method, enctype, field, target }) => {
  const frame = document.body.appendChild(Object.assign(document.createElement('iframe'), { name: 'answer' }));
  const it = document.body.appendChild(Object.assign(document.createElement('form'), { action: url, method, enctype, target: target ?? 'answer' }));
  it.appendChild(Object.assign(document.createElement('input'), { name: field?.[0] ?? 'x', value: field?.[1] ?? '1' }));
  it.submit();
  globalThis.told = () => {
    try {
      return frame.contentDocument?.body?.textContent ?? '';
    } catch {
      return '';
    }
  };
};
const embed = async ({ url, tag, attribute, extra }) => {
  const it = document.createElement(tag);
  let said = '';
  // These load an error page as well; what they show is judged by its answer.
  if (!['iframe', 'object', 'embed'].includes(tag)) it.onload = () => (said = 'loaded');
  Object.assign(it, extra);
  it.setAttribute(attribute, url);
  document.body.appendChild(it);
  globalThis.told = () => said;
};
const sandboxed = async ({ url, body, options, sandbox }) => {
  const told = new Promise((done) => addEventListener('message', (message) => done(String(message.data))));
  const script = `fetch(${JSON.stringify(url)}, { ...${JSON.stringify(options)}, body: new Uint8Array(${JSON.stringify(body)}) }).then(async (a) => parent.postMessage(a.type === 'opaque' ? '' : a.status + await a.text(), '*'), () => parent.postMessage('', '*'))`;
  const frame = document.createElement('iframe');
  if (sandbox !== undefined) frame.setAttribute('sandbox', sandbox);
  const page = `<script>${script}</script>`;
  if (sandbox === undefined) frame.src = 'data:text/html,' + encodeURIComponent(page);
  else frame.srcdoc = page;
  document.body.appendChild(frame);
  return told;
};
const xhr = ({ url, body, headers }) =>
  new Promise((done) => {
    const it = new XMLHttpRequest();
    it.open('POST', url);
    it.withCredentials = true;
    for (const [name, value] of Object.entries(headers)) it.setRequestHeader(name, value);
    it.onloadend = () => done(it.responseText);
    it.send(new Uint8Array(body));
  });
const beacon = async ({ url, body, type }) => {
  navigator.sendBeacon(url, new Blob([new Uint8Array(body)], { type }));
};
const listen = ({ url, kind }) =>
  new Promise((done) => {
    const it = kind === 'socket' ? new WebSocket(url.replace(/^http/, 'ws')) : new EventSource(url, { withCredentials: true });
    it.onopen = it.onmessage = () => done('opened');
    it.onerror = () => done('');
  });
const opened = async ({ url }) => {
  const other = open(url);
  globalThis.told = () => {
    try {
      return other && !other.closed ? (other.document?.body?.textContent ?? '') : '';
    } catch {
      return '';
    }
  };
};

// ---- the table: from where, what, with what ----

const post = (mode, headers, more) => ({ method: 'POST', mode, credentials: 'include', headers, ...more });
const ours = { 'content-type': TYPE, 'x-hientai': '1' };
const cases = [];
const hostile = (name, from, act, args, path = REGISTER) => cases.push({ name, from, act, args, path });

for (const from of ['cross', 'same-site']) {
  for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
    hostile(`form post ${enctype}`, from, form, { method: 'post', enctype });
    hostile(`form post ${enctype} with the header as a field`, from, form, { method: 'post', enctype, field: ['x-hientai', '1'] });
  }
  hostile('form get', from, form, { method: 'get', enctype: '' });
  hostile('form post in a window of its own', from, form, { method: 'post', enctype: 'text/plain', target: '_blank' });
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', TYPE, 'application/json']) hostile(`fetch no-cors ${type}`, from, request, { options: post('no-cors', { 'content-type': type }) });
  hostile('fetch no-cors without a type', from, request, { options: post('no-cors', {}) });
  hostile('fetch no-cors with our header', from, request, { options: post('no-cors', ours) });
  hostile('fetch no-cors, header in the query', from, request, { options: post('no-cors', { 'content-type': 'text/plain' }) }, `${REGISTER}?x-hientai=1&content-type=${TYPE}`);
  hostile('fetch cors text/plain', from, request, { options: post('cors', { 'content-type': 'text/plain' }) });
  hostile('fetch cors as we do', from, request, { options: post('cors', ours) });
  hostile('fetch cors, a list', from, request, { options: post('cors', ours) }, LIST);
  hostile('fetch cors without our header', from, request, { options: post('cors', { 'content-type': TYPE }) });
  hostile('fetch with keepalive', from, request, { options: post('no-cors', { 'content-type': 'text/plain' }, { keepalive: true }) });
  hostile('request of the old kind as we do', from, xhr, { headers: ours });
  hostile('request of the old kind, simple', from, xhr, { headers: { 'content-type': 'text/plain' } });
  for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) hostile(`fetch ${method}`, from, request, { bare: ['GET', 'HEAD'].includes(method), options: { method, mode: 'cors', credentials: 'include' } });
  hostile('beacon text/plain', from, beacon, { type: 'text/plain' });
  hostile(`beacon ${TYPE}`, from, beacon, { type: TYPE });
  hostile('image', from, embed, { tag: 'img', attribute: 'src' });
  hostile('script', from, embed, { tag: 'script', attribute: 'src' });
  hostile('style sheet', from, embed, { tag: 'link', attribute: 'href', extra: { rel: 'stylesheet' } });
  hostile('preload', from, embed, { tag: 'link', attribute: 'href', extra: { rel: 'preload', as: 'fetch', crossOrigin: 'use-credentials' } });
  hostile('iframe', from, embed, { tag: 'iframe', attribute: 'src' });
  hostile('object', from, embed, { tag: 'object', attribute: 'data' });
  hostile('embed', from, embed, { tag: 'embed', attribute: 'src' });
  hostile('video', from, embed, { tag: 'video', attribute: 'src', extra: { preload: 'auto' } });
  hostile('web socket', from, listen, { kind: 'socket' });
  hostile('event source', from, listen, { kind: 'events' });
  hostile('window opened on a method', from, opened, {});
  hostile('window opened on the app', from, opened, {}, '/');
  hostile('the app in a frame', from, embed, { tag: 'iframe', attribute: 'src' }, '/');
  hostile('our script in their page', from, embed, { tag: 'script', attribute: 'src' }, SCRIPT);
  hostile('the app read by fetch', from, request, { bare: true, options: { method: 'GET', mode: 'cors', credentials: 'include' } }, '/');
}
hostile('null origin from a sandbox as we do', 'cross', sandboxed, { sandbox: 'allow-scripts', options: post('cors', ours) });
hostile('null origin from a sandbox, simple', 'cross', sandboxed, { sandbox: 'allow-scripts', options: post('no-cors', { 'content-type': 'text/plain' }) });
hostile('null origin from a data page as we do', 'cross', sandboxed, { options: post('cors', ours) });
hostile('null origin from a data page, simple', 'cross', sandboxed, { options: post('no-cors', { 'content-type': 'text/plain' }) });

// Our own origin is no excuse: a smuggled form or an older page sends what our client does not.
for (const type of ['text/plain', 'application/json', 'application/grpc', 'application/grpc+proto', 'application/grpc-web-text', 'application/grpc-web-text+proto', `${TYPE}; charset=utf-8`, 'application/grpc-web+json', 'application/connect+proto', ''])
  hostile(`own page, type ${type || 'none'}`, 'own', request, { options: post('same-origin', { ...ours, 'content-type': type }) });
for (const value of [undefined, '', '0', 'true', '1, 1']) {
  const { 'x-hientai': _, ...rest } = ours;
  hostile(`own page, header ${value}`, 'own', request, { options: post('same-origin', value === undefined ? rest : { ...rest, 'x-hientai': value }) });
}
for (const method of ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) hostile(`own page, ${method}`, 'own', request, { bare: ['GET', 'HEAD'].includes(method), options: { method, mode: 'same-origin', headers: ours } });
hostile('own page, header in the query', 'own', request, { options: post('same-origin', ours) }, `${REGISTER}?x-hientai=1`);
hostile('own page, request in the query', 'own', request, { options: post('same-origin', ours) }, `${REGISTER}?$req=AAAAAAA`);
hostile('own page, request of the old kind without the header', 'own', xhr, { headers: { 'content-type': TYPE } });
hostile('own page, beacon', 'own', beacon, { type: TYPE });

// ---- judged ----

/** A page at each place, loaded anew for each case: what the one before began is over with its document. */
const pages = new Map();
async function pageAt(from) {
  const known = pages.get(from);
  if (!known || known.isClosed()) {
    pages.set(from, await visit(places[from], { cookie, scripts: from !== 'own' }));
    return pages.get(from);
  }
  for (const event of ['request', 'response']) known.context().removeAllListeners(event);
  known.removeAllListeners('websocket');
  for (const other of known.context().pages()) if (other !== known) await other.close();
  await known.goto(places[from]);
  return known;
}

test(`${cases.length} hostile requests are turned away`, { timeout: 240_000 }, async (t) => {
  assert.ok(cases.length >= 40);
  for (const { name, from, act, args, path } of cases)
    await t.test(`${from}: ${name}`, async () => {
      const page = await pageAt(from);
      const target = base + (path === SCRIPT ? script : path);
      const it = (message) => message.url().split('?')[0] === target.split('?')[0];
      const answers = [];
      const pending = [];
      // Windows the case opens count as well.
      page.context().on('response', (answer) => it(answer) && pending.push(judge(answer)));
      const sent = [];
      page.context().on('request', (request) => it(request) && sent.push(request));
      const began = page.context().waitForEvent('request', it).catch(() => undefined);
      page.on('websocket', (socket) => sent.push(socket));
      async function judge(answer) {
        const status = answer.status();
        const body = await answer.body().then((it) => it.toString('latin1'), () => '');
        answers.push({ status, granted: status < 300 && (answer.headers()['grpc-status'] ?? (/grpc-status: ?(\d+)/.exec(body) ?? [])[1]) === '0', headers: answer.headers() });
      }
      const { bare, ...rest } = args;
      const own = await page.evaluate(`(${act})(${JSON.stringify({ ...rest, url: target, body: bare ? undefined : register('Kẻ Lạ Mặt') })})`);
      if (sent.length === 0) await began;
      await Promise.all(sent.map((request) => request.response?.().catch(() => undefined)));
      await Promise.all(pending);
      const read = own ?? (await drawn(page).then(() => page.evaluate(() => globalThis.told?.() ?? '')));
      assert.ok(sent.length > 0, 'the browser sent nothing: the case shows nothing');
      assert.deepEqual(answers.filter((a) => a.granted), []);
      assert.deepEqual(answers.flatMap((a) => Object.keys(a.headers)).filter((h) => h.startsWith('access-control-')), []);
      if (path.startsWith(service)) for (const { status } of answers) assert.ok(status >= 400 && status < 500, `answered ${status}`);
      if (from === 'own') assert.match(read, /^(4\d\d null )?$/, 'a bare status and no word');
      else assert.equal(read, '', 'another origin read something');
      for (const frame of page.frames().filter((f) => f !== page.mainFrame())) assert.equal(await frame.locator('ht-app').count().catch(() => 0), 0, 'the app is shown in a frame');
    });
  for (const page of pages.values()) await page.context().close();
  assert.equal(await onRecord('Kẻ Lạ Mặt'), false, 'a stranger was put on record');
});

test('the same command is recorded when our own client sends it', async () => {
  // Somebody else each time, so that nobody is taken for a person already on record.
  const someone = String(Date.now()).replace(/\d/g, (digit) => 'abcdeghikl'[digit]);
  const page = await visit(places.own, { cookie });
  const read = await page.evaluate(`(${request})(${JSON.stringify({ url: base + REGISTER, body: register(`Hồ Thị ${someone}`), options: post('same-origin', ours) })})`);
  assert.match(read, /^200 null [^]*grpc-status: 0/);
  assert.equal(await onRecord(`Hồ Thị ${someone}`), true);
  await page.context().close();
});
