import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, search, sound } from './browser.mjs';

const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const counted = async (page) => Number((await page.getByRole('status').locator('b').first().textContent()).replace(/\D/g, ''));
const settled = (page) => page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));

for (const [lang, width, height, theme] of looks)
  test(`board and list of the pool are sound to look at (${lang}, ${width} px)`, async () => {
    for (const path of ['/nguon', '/nguon/danh-sach', '/nguon/danh-sach?nhom=4&buoc=10&dien=5']) {
      const page = await open(path, { lang, width, height, theme });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.slip, .candidates, .say-state').first().waitFor();
      await settled(page);
      assert.equal(await fits(page), true, `${path} does not scroll sideways`);
      await sound(page);
      await page.close();
    }
  });

test('M on a slip offers the next steps and leads to the form of the one chosen; the past has none', async () => {
  const page = await open('/nguon');
  const column = page.getByRole('region', { name: /^Phát hiện/ });
  await column.locator('.slip a').first().focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Ra khỏi nguồn' }).waitFor();
  await sound(page);
  await page.getByRole('menuitem', { name: 'Đề cử' }).click();
  await page.waitForURL(/\/nguon\/[0-9a-f-]{36}\/ghi\?viec=2$/);

  const past = await open('/nguon?valid=2026-01-01');
  await past.getByText('Đang xem quá khứ').waitFor();
  await past.locator('.slip, .say-state').first().waitFor();
  assert.equal(await past.locator('.slip button').count(), 0, 'nothing is moved in the past');
});

test('the rest of a column opens the list of its stages, with the filters of the board', async () => {
  const page = await open('/nguon?dien=1');
  const column = page.getByRole('region', { name: /^Trong nguồn/ });
  await column.locator('.slip').first().waitFor();
  const all = Number((await column.getByRole('heading').locator('span').textContent()).replace(/\D/g, ''));
  await column.getByRole('link', { name: /^còn/ }).click();
  await page.waitForURL((url) => url.pathname === '/nguon/danh-sach' && /buoc=4/.test(url.search) && /dien=1/.test(url.search));
  await page.getByRole('row').nth(1).waitFor();
  await settled(page);
  assert.equal(await counted(page), all);
});

test('every figure opens the list it counts, and filters and words narrow the list', async () => {
  const page = await open('/nguon/danh-sach');
  await page.getByRole('row').nth(1).waitFor();
  const figure = page.getByRole('region', { name: /^Bao nhiêu người/ }).getByRole('link', { name: /^Kế cận/ });
  const said = Number((await figure.locator('b').textContent()).replace(/\D/g, ''));
  await figure.click();
  await page.waitForURL(/dien=1/);
  await settled(page);
  assert.equal(await counted(page), said);
  const name = (await page.getByRole('row').nth(1).getByRole('link').first().textContent()).trim();
  await search(page, name);
  await page.getByRole('row', { name: new RegExp(name) }).first().waitFor();
  assert.ok((await counted(page)) < said);
  await search(page, 'không ai tên thế này');
  await page.getByText('Không có ai khớp').waitFor();
  await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
  await page.waitForURL((url) => !url.search.includes('dien'));
});
