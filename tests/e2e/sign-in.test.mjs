// Signing in as people do, and what is left when it is over.
import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { base, fits, open, sound } from './browser.mjs';
import { alive, bytes, call, demoAccounts, freshCookie, number, text } from './sign-in.mjs';

const signedOut = (path, more) => open(path, { ...more, actor: '' });
const cookieIn = async (page) => (await page.context().cookies()).filter((it) => it.name === '__Host-hientai').map((it) => `${it.name}=${it.value}`)[0];

for (const [lang, width, height, theme] of [['en', 1440, 900, 'light'], ['vi', 390, 844, 'dark']])
  test(`the pages before the door are sound (${lang}, ${width})`, async () => {
    for (const path of ['/dang-nhap', '/kich-hoat']) {
      const page = await signedOut(path, { lang, width, height, theme });
      await page.getByRole('heading', { level: 1 }).waitFor();
      if (path === '/dang-nhap') await page.getByRole('button', { name: 'noivu' }).waitFor();
      assert.equal(await page.getByRole('navigation').count(), 0, 'the registry is not shown before the door');
      assert.equal(await fits(page), true, 'nothing scrolls sideways');
      await sound(page);
      await page.close();
    }
  });

test('name, password and code lead to the address that was asked for, and nothing but taste is stored', async () => {
  const page = await signedOut('/don-vi?valid=2024-08-01');
  await page.waitForURL(/dang-nhap\?den=/);
  const { password } = (await demoAccounts(base)).find((one) => one.name === 'gddt');
  await page.getByLabel('Tên tài khoản').fill('gddt');
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByLabel('Mã 6 số').waitFor();
  await sound(page);
  await page.getByLabel('Mã 6 số').fill('000000');
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.getByRole('alert').getByText(/Mã không đúng/).waitFor();
  page.errors = [];
  await sound(page);
  const { code } = (await demoAccounts(base)).find((one) => one.name === 'gddt');
  await page.getByLabel('Mã 6 số').fill(code);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  await page.waitForURL(/don-vi\?valid=2024-08-01/);
  await page.getByRole('treeitem').first().waitFor();
  assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage).sort(), Object.keys(sessionStorage), document.cookie]), [['lang', 'theme'], [], '']);
});

test('a wrong password says neither what was wrong nor who exists, and too many say how long to wait', async () => {
  const page = await signedOut('/dang-nhap');
  const attempt = async () => {
    await page.getByLabel('Tên tài khoản').fill(name);
    await page.getByLabel('Mật khẩu', { exact: true }).fill('không phải mật khẩu này');
    await page.getByRole('button', { name: 'Tiếp tục' }).click();
  };
  let name = `khong-co-ai-${Date.now()}`;
  for (let i = 0; i < 5; i++) {
    await attempt();
    await page.getByRole('alert').getByText('Tên hoặc mật khẩu không đúng.').waitFor();
    await page.waitForFunction(() => !document.querySelector('input[name=password]').value);
  }
  await attempt();
  await page.getByRole('alert').getByText(/đợi \d+ giây/).waitFor();
  await page.getByText(/Còn \d:\d\d/).waitFor();
  page.errors = [];
  await sound(page);
});

test('after signing out the old cookie opens nothing, and language and theme stay', async () => {
  const page = await open('/tai-khoan', { cookie: await freshCookie(base, 'canhan'), lang: 'en', theme: 'dark' });
  const cookie = await cookieIn(page);
  assert.equal(await alive(base, cookie), true);
  await page.getByRole('navigation').getByRole('button', { name: /canhan/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/dang-nhap$/);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  assert.equal(await alive(base, cookie), false);
  assert.equal(await page.evaluate(() => localStorage.getItem('lang') + localStorage.getItem('theme')), 'endark');
  await page.goto(`${base}/tai-khoan`);
  await page.waitForURL(/dang-nhap\?den=/);
});

test('a session that ended elsewhere takes what is on screen with it, and the address is kept', async () => {
  const cookie = await freshCookie(base, 'canhan');
  const page = await open('/don-vi', { cookie });
  await page.getByRole('treeitem').first().waitFor();
  await call(base, 'SignOut', [], cookie); // this one alone: other cases share the others
  await page.getByRole('treeitem').first().click();
  await page.waitForURL(/dang-nhap\?den=%2Fdon-vi/);
  await page.getByRole('treeitem').first().waitFor({ state: 'detached' });
  await page.getByRole('navigation').first().waitFor({ state: 'detached' });
});

test('an idle session says that it is about to end, can be kept, and at its end leaves nothing on screen', async () => {
  const cookie = await freshCookie(base, 'canhan');
  const page = await open('/tai-khoan', { cookie });
  await page.getByRole('heading', { level: 1 }).waitFor();
  // The server says that a minute and a half is left.
  const instant = (seconds) => number(1, Math.floor(Date.now() / 1000) + seconds);
  const session = (seconds) => [...text(1, 'x'.repeat(36)), ...text(2, 'canhan'), ...number(4, 1), ...bytes(5, instant(seconds)), ...bytes(6, instant(20_000))];
  const answer = (message) => Buffer.from([0, 0, 0, message.length >> 8, message.length & 255, ...message, 128, 0, 0, 0, 16, ...new TextEncoder().encode('grpc-status: 0\r\n')]);
  let said = () => session(90);
  await page.route('**/GetSession', (route) => route.fulfill({ status: 200, contentType: 'application/grpc-web+proto', body: answer(said()) }));
  await page.reload();
  const notice = page.getByRole('status').filter({ hasText: /phiên sẽ đóng sau khoảng 2 phút/ });
  await notice.waitFor();
  await sound(page);
  said = () => session(900);
  await page.getByRole('button', { name: 'Ở lại' }).click();
  await notice.waitFor({ state: 'detached' });
  // And now none.
  said = () => session(2);
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  said = () => [];
  await page.waitForURL(/dang-nhap\?den=%2Ftai-khoan/, { timeout: 10_000 });
  await page.getByRole('heading', { name: 'Đăng nhập' }).waitFor();
  assert.equal(await page.getByText('Vai trò của tôi').count(), 0);
});

test('a server that cannot say who is there is said so, and can be asked again', async () => {
  const page = await open('/don-vi', { actor: 'canhan' });
  await page.getByRole('treeitem').first().waitFor();
  await page.route('**/GetSession', (route) => route.abort());
  await page.reload();
  await page.getByRole('button', { name: 'Thử lại' }).waitFor();
  assert.match(page.url(), /don-vi$/);
  page.errors = [];
  await sound(page);
  await page.unroute('**/GetSession');
  await page.getByRole('button', { name: 'Thử lại' }).click();
  await page.getByRole('treeitem').first().waitFor();
});
