// Signing in from outside a browser, over gRPC-Web: each account once for a whole run, as a code of the authenticator app works once.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SERVICE = '/hientai.access.v1.SessionService/';

// ---- just enough of the wire: length-delimited fields in, strings out ----

export const bytes = (field, value) => [(field << 3) | 2, ...varint(value.length), ...value];
export const text = (field, value) => bytes(field, [...new TextEncoder().encode(value)]);
export const number = (field, value) => [field << 3, ...varint(value)];
const varint = (n) => (n < 128 ? [n] : [(n % 128) | 128, ...varint(Math.floor(n / 128))]);

export function* fields(message) {
  for (let at = 0; at < message.length; ) {
    const next = () => {
      let [value, shift, byte] = [0, 0, 0];
      do value += ((byte = message[at++]) & 127) * 2 ** (7 * shift++);
      while (byte > 127);
      return value;
    };
    const key = next();
    const length = (key & 7) === 2 ? next() : 0;
    yield [key >> 3, length ? message.subarray(at, at + length) : (key & 7) === 0 ? next() : message.subarray(0, 0)];
    at += length;
  }
}
const words = (value) => new TextDecoder().decode(value);

/** One call; answers the message and the cookie it set. */
export async function call(base, method, message, cookie = '') {
  const body = new Uint8Array(5 + message.length);
  new DataView(body.buffer).setUint32(1, message.length);
  body.set(message, 5);
  const headers = { 'content-type': 'application/grpc-web+proto', 'x-hientai': '1', ...(cookie && { cookie }) };
  const answer = await fetch(base + (method.startsWith('/') ? method : SERVICE + method), { method: 'POST', body, headers });
  const read = new Uint8Array(await answer.arrayBuffer());
  const trailer = read[0] === 0 ? words(read.subarray(5 + new DataView(read.buffer).getUint32(1))) : words(read);
  const status = answer.headers.get('grpc-status') ?? /grpc-status: ?(\d+)/.exec(trailer)?.[1] ?? `HTTP ${answer.status}`;
  const set = answer.headers.getSetCookie().find((it) => it.startsWith('__Host-hientai='));
  return { status, message: status === '0' ? read.subarray(5, 5 + new DataView(read.buffer).getUint32(1)) : undefined, cookie: set?.split(';')[0] };
}

/** What a Development server says of its demo accounts. */
export async function demoAccounts(base) {
  const { message } = await call(base, 'GetDemoAccounts', []);
  return [...fields(message)].map(([, one]) => {
    const of = Object.fromEntries(fields(one));
    return { name: words(of[1]), password: words(of[3]), code: of[4] ? words(of[4]) : '' };
  });
}

async function signIn(base, name) {
  const demo = (await demoAccounts(base)).find((one) => one.name === name);
  if (!demo) throw new Error(`no demo account ${name}`);
  let { status, cookie } = await call(base, 'SignIn', [...text(1, demo.name), ...text(2, demo.password)]);
  if (status === '0' && demo.code) ({ status, cookie } = await call(base, 'GiveSecondFactor', text(1, demo.code), cookie));
  if (status !== '0') throw new Error(`signing in as ${name} was answered ${status}`);
  return cookie;
}

/** A cookie of a live session of this account, "name=value". */
export async function cookieOf(base, name) {
  const folder = join(tmpdir(), `hientai-e2e-${createHash('sha256').update(base).digest('hex').slice(0, 12)}`);
  const [file, lock] = [join(folder, name), join(folder, `${name}.lock`)];
  await mkdir(folder, { recursive: true });
  // Test files may run beside each other: one signs in, the others wait for what it got.
  for (let tries = 0; ; tries++) {
    try {
      await mkdir(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST' || tries > 300) throw error;
      if (Date.now() - (await stat(lock).then((it) => it.mtimeMs, () => Date.now())) > 20_000) await rmdir(lock).catch(() => {});
      await new Promise((done) => setTimeout(done, 100));
    }
  }
  try {
    const kept = await readFile(file, 'utf8').catch(() => '');
    if (kept && (await alive(base, kept))) return kept;
    const cookie = await signIn(base, name);
    await writeFile(`${file}.new`, cookie, { mode: 0o600 });
    await rename(`${file}.new`, file);
    return cookie;
  } finally {
    await rmdir(lock).catch(() => {});
  }
}

/** A session of its own, for a test that will end it; only for accounts without a second factor can there be many at once. */
export const freshCookie = signIn;

/** Signed in completely: the session names its account and lacks no step. */
export async function alive(base, cookie) {
  const { message } = await call(base, 'GetSession', [], cookie);
  const of = Object.fromEntries(fields(message ?? []));
  return !!of[1] && of[4] === 1;
}
