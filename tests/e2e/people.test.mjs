import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, sound } from './browser.mjs';

for (const lang of ['vi', 'en'])
  for (const theme of ['light', 'dark'])
    test(`the list of people is sound (${lang}, ${theme})`, async () => {
      const page = await open('/nhan-su', { lang, theme });
      await page.getByRole('row').nth(20).waitFor();
      await sound(page);
    });

test('the list of people is sound on a phone', async () => {
  const page = await open('/nhan-su?q=thanh', { width: 390, height: 844 });
  await page.getByText('Thanh').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
  await sound(page);
});

test('a name is found without tones while typing, and the search lives in the address', async () => {
  const page = await open('/nhan-su?valid=2024-08-01');
  await page.getByRole('row').nth(20).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('huong ngoc thi nguyen');
  const row = page.getByRole('row', { name: /Nguyễn Thị Ngọc Hương/ }).first();
  await row.waitFor();
  await page.waitForURL(/q=huong/);
  await page.reload();
  await row.waitFor();
});

test('nobody found says what would help', async () => {
  const page = await open('/nhan-su?q=khongcoaitennhuthe');
  await page.getByText('khongcoaitennhuthe').first().waitFor();
  await page.getByText(/Không ai khớp/i).first().waitFor();
  await sound(page);
});

test('a server that does not answer is said so, and can be asked again', async () => {
  const page = await open('/nhan-su');
  await page.getByRole('row').nth(20).waitFor();
  await page.route('**/ListPeople', (route) => route.abort());
  await page.goto(page.url() + '?q=lan');
  const again = page.getByRole('button', { name: 'Thử lại' });
  await again.waitFor();
  page.errors = [];
  await sound(page);
  await page.unroute('**/ListPeople');
  await again.click();
  await page.getByRole('row').nth(2).waitFor();
});
