import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, sound, walk } from './browser.mjs';

// A school founded on 01/9/2023 has no place in the tree of the day before, nor have its teachers.
const day = 'valid=2024-08-01';
const tree = '2023-01-01';
const count = (text) => Number(text.replace(/[^\d]/g, ''));

/** Chooses the tree of a day on the page, as somebody would. */
async function draw(page, typed) {
  await page.getByRole('button', { name: 'Cây tổ chức của ngày…' }).click();
  await page.getByRole('dialog').getByLabel('Ngày khác').fill(typed);
  await sound(page);
  await page.getByRole('button', { name: 'Xếp theo cây ấy' }).click();
}

test('staffing is drawn on the tree of another day; placed and unplaced together are everybody, the unplaced by name', async () => {
  const page = await open(`/bien-che?${day}`);
  await page.getByRole('row').nth(3).waitFor();
  await draw(page, '01/01/2023');
  const section = page.locator('ht-recast');
  await section.getByRole('row').nth(3).waitFor();
  const placed = count(await section.locator('tr.whole td').first().innerText());
  const lost = count(await section.getByText(/người không xếp được/).innerText());
  assert.ok(lost > 0 && placed > lost);
  assert.equal(placed + lost, 4933);
  await section.getByText('Đơn vị chưa có vào ngày ấy.').first().waitFor();
  await section.getByRole('button', { name: `Hiện cả ${lost} người` }).click();
  await section.locator('.not-placed li').nth(lost - 1).waitFor();
  await section.getByRole('button', { name: 'Cả cấp dưới' }).click();
  await section.getByRole('row', { name: /Trường Tiểu học/ }).first().waitFor();
  assert.equal(await section.getByRole('row', { name: /Trường Tiểu học Tân Túc 2/ }).count(), 0);
  await sound(page);
  await section.locator('.not-placed a').first().click();
  await page.waitForURL(/nhan-su\/[0-9a-f-]{36}\?.*valid=2024-08-01/);
  await page.goBack();
  await page.getByRole('button', { name: /Bỏ.*Cây tổ chức ngày/ }).click();
  await section.waitFor({ state: 'detached' });
});

test('the report of standards is drawn so too, with who is below', async () => {
  const page = await open(`/chuan/doi-chieu?${day}`);
  await page.getByRole('row').nth(3).waitFor();
  await draw(page, '01/01/2023');
  const whole = page.locator('ht-recast tr.whole');
  await whole.waitFor();
  const [people, below] = (await whole.locator('td').allInnerTexts()).map(count);
  const lost = count(await page.getByText(/người không xếp được/).innerText());
  assert.equal(people + lost, 4714);
  assert.ok(below > 0 && below <= 141);
});

test('the list of people is placed on another tree: each with the unit there, who has none named apart, filters of that tree', async () => {
  const page = await open(`/nhan-su?${day}`);
  await page.getByRole('row').nth(3).waitFor();
  await page.locator('.pt-row [role=status] b').waitFor();
  const everybody = count(await page.locator('.pt-row [role=status]').innerText());
  await draw(page, '01/01/2023');
  await page.getByRole('columnheader', { name: 'Trong cây ấy' }).waitFor();
  const lost = count(await page.getByText(/người không xếp được/).innerText());
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true]'));
  assert.equal(count(await page.locator('.pt-row [role=status]').innerText()) + lost, everybody);
  await sound(page);
  // The units offered are those of that tree.
  await page.getByRole('button', { name: 'Lọc', exact: true }).click();
  await page.getByRole('button', { name: 'Đơn vị', exact: true }).click();
  await page.getByRole('dialog').getByRole('combobox').fill('Tân Túc');
  await page.getByRole('option', { name: /Trường Tiểu học Tân Túc/ }).first().waitFor();
  assert.equal(await page.getByRole('option', { name: /Tiểu học Tân Túc 2/ }).count(), 0);
  await page.getByRole('option', { name: 'Trường Tiểu học Tân Túc' }).first().click();
  await page.getByText(/Tân Túc.* và cấp dưới/).first().waitFor();
  await page.getByRole('row').nth(3).waitFor();
  await sound(page);
});

test('people asked for on a tree without their unit are refused with the remedy', async () => {
  const page = await open(`/nhan-su?${day}&cay=${tree}&unit=00000000-0000-7000-8000-000000000000`);
  await page.getByRole('alert').getByText(/không có đơn vị này; hãy chọn đơn vị của cây ấy/).waitFor();
});

for (const [lang, width] of [['en', 1440], ['vi', 390]])
  test(`lists and reports on another tree are sound and fit (${lang}, ${width} px)`, () =>
    walk(['/bien-che', '/chuan/doi-chieu', '/nhan-su'].map((path) => `${path}?${day}&cay=${tree}`), { lang, width, height: 844 }, (page) => page.locator('.not-placed')));
