import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, sound } from './browser.mjs';

const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const fits = (page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const counted = async (page) => Number((await page.getByRole('status').locator('b').first().textContent()).replace(/\D/g, ''));
const settled = (page) => page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));

/** The address of the first candidacy at a stage. */
async function first(stage) {
  const page = await open(`/nguon/danh-sach?buoc=${stage}`);
  const link = page.locator('tbody a').first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await page.close();
  return href.split('?')[0];
}

for (const [lang, width, height, theme] of looks)
  test(`pages of the talent pool are sound to look at (${lang}, ${width} px)`, async () => {
    const assessed = await first(9);
    for (const path of ['/nguon', '/nguon/danh-sach', assessed, '/nguon/de-cu', `${assessed}/ghi?viec=danh-gia`, `${assessed}/ghi?viec=dinh-chinh`]) {
      const page = await open(path, { lang, width, height, theme });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await settled(page);
      assert.equal(await fits(page), true, `${path} does not scroll sideways`);
      await sound(page);
      await page.close();
    }
  });

test('a slip is moved with the keyboard, and stays where it is until the step is recorded', async () => {
  const page = await open('/nguon');
  const slip = page.locator('.board section').first().locator('.slip a').first();
  await slip.waitFor();
  const name = (await slip.textContent()).trim();
  const before = await counted(page);
  await slip.focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Đề cử' }).click();
  await page.getByRole('heading', { level: 1, name: 'Đề cử' }).waitFor();
  await page.goBack();
  await page.locator('.board section').first().locator('.slip', { hasText: name }).waitFor();
  assert.equal(await counted(page), before);
  await page.goForward();
  await page.getByLabel('Ngày chuyển bước').fill('01/10/2024');
  await page.getByLabel('Lý do').fill('Đơn vị và Phòng Nội vụ thống nhất');
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.locator('.life [aria-current=step]').filter({ hasText: 'Đề cử' }).waitFor();
  await page.close();
});

test('filters are in the address, and a column opens the list it counts', async () => {
  const page = await open('/nguon?dien=1');
  const more = page.locator('.board section').nth(3).locator('.more');
  await more.waitFor();
  const count = Number((await page.locator('.board section h2 span').nth(3).textContent()).replace(/\D/g, ''));
  await more.click();
  await page.waitForURL(/danh-sach/);
  await page.locator('tbody tr').first().waitFor();
  assert.match(page.url(), /dien=1/);
  assert.equal(await counted(page), count);
  await page.close();
});

test('the past is looked at, not changed', async () => {
  const page = await open('/nguon?valid=2024-03-01');
  await page.locator('.slip').first().waitFor();
  assert.equal(await page.locator('.slip button').count(), 0);
  assert.equal(await page.locator('.slip[draggable=true]').count(), 0);
  await page.close();
});
