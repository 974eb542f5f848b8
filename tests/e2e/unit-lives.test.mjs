import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, sound } from './browser.mjs';

const tag = Date.now().toString(36);

/** The address of the root unit. */
async function root() {
  const page = await open('/don-vi');
  await page.getByRole('treeitem').first().click();
  await page.waitForURL(/don-vi\/[0-9a-f-]{36}/);
  const path = new URL(page.url()).pathname;
  await page.close();
  return path;
}

/** Founds a unit below the root by the form and gives its address. */
async function found(parent, name) {
  const page = await open(`${parent}/ghi?viec=addChild`);
  await page.getByRole('combobox', { name: /Loại/ }).selectOption({ label: 'Xã' });
  await page.getByLabel('Tên đầy đủ').fill(name);
  await page.getByLabel('Lập ngày').fill('01/01/2026');
  await page.getByLabel(/^Lý do/).fill('Đơn vị để thử.');
  await page.getByRole('complementary').getByText(name).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  const path = new URL(page.url()).pathname;
  await page.close();
  return path;
}

async function pick(page, label, name) {
  const field = page.locator('.field').filter({ hasText: label }).first();
  await field.getByRole('combobox').fill(name);
  await field.getByRole('option', { name: new RegExp(name) }).first().click();
}

test('a unit is split by the form; its page draws where it went, and the same stands in a table', async () => {
  const top = await root();
  const [old, north, south] = [`Xã Tách ${tag}`, `Xã Bắc ${tag}`, `Xã Nam ${tag}`];
  const path = await found(top, old);
  await found(top, north);
  await found(top, south);
  const page = await open(`${path}/ghi?viec=split`);
  await page.getByLabel('Không còn từ').fill('01/3/2026');
  await pick(page, 'Nơi nhận thứ nhất', north);
  await page.getByRole('combobox', { name: 'Phần của nơi thứ nhất' }).selectOption({ label: 'Một phần' });
  await pick(page, 'Nơi nhận thứ hai', south);
  await page.getByRole('combobox', { name: 'Phần của nơi thứ hai' }).selectOption({ label: 'Một phần' });
  await page.getByLabel(/^Lý do/).fill('Chia tách để thử.');
  // Nobody takes the rest: said beside the field, and nothing can be recorded.
  await page.getByText(/phần lớn hoặc phần còn lại/).first().waitFor();
  await sound(page);
  await page.getByRole('combobox', { name: 'Phần của nơi thứ hai' }).selectOption({ label: 'Phần còn lại' });
  const preview = page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
  await preview.getByText(/Chuyển phần còn lại vào/).first().waitFor();
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Kế tục' }).waitFor();
  await page.getByText(/không còn từ/).first().waitFor();
  await page.getByRole('img', { name: /Sơ đồ ngày 01\/3\/2026/ }).waitFor();
  await sound(page);
  await page.getByRole('button', { name: /^Bảng/ }).click();
  await page.getByRole('row', { name: new RegExp(`${old}.*Phần còn lại.*${south}`) }).waitFor();
  await sound(page);

  // The tree of the day has it no more; that of a day before does.
  const tree = await open('/don-vi?cay=2026-02-01');
  await tree.getByRole('treeitem').first().waitFor();
  await tree.keyboard.press('/');
  await tree.keyboard.type(tag);
  await tree.getByRole('treeitem', { name: new RegExp(old) }).waitFor();
  await tree.getByRole('button', { name: 'cây cùng ngày' }).click();
  await tree.getByRole('treeitem', { name: new RegExp(old) }).waitFor({ state: 'detached' });
  await tree.getByRole('treeitem', { name: new RegExp(north) }).waitFor();

  for (const [lang, width] of [['vi', 390], ['en', 1440]]) {
    const other = await open(path, { lang, width, height: 844 });
    await other.getByRole('heading', { name: lang === 'vi' ? 'Kế tục' : 'Lineage' }).waitFor();
    assert.equal(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'only the drawing scrolls sideways');
    await sound(other);
    await other.close();
  }
});

for (const [lang, width, height] of [['en', 1440, 900], ['vi', 390, 844]])
  test(`the re-organisation is told in full before it is recorded, and lists of the unplaced are sound (${lang}, ${width})`, async () => {
    const page = await open('/don-vi/sap-xep', { lang, width, height });
    await page.getByLabel(lang === 'vi' ? /^Lý do/ : /^Reason/).fill('1685/NQ-UBTVQH15');
    await page.getByText(lang === 'vi' ? /người chờ xếp chỗ/ : /wait to be placed/).first().waitFor();
    await page.getByRole('cell', { name: lang === 'vi' ? /chờ xếp từng người/ : /placed one by one/ }).first().waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
    await sound(page);
    await page.close();

    const list = await open('/don-vi/chua-xep-cho?valid=2024-08-01', { lang, width, height });
    await list.getByText(lang === 'vi' ? /Ai cũng có chỗ/ : /Everybody has a place/).waitFor();
    await sound(list);
    await list.close();

    const form = await open(`${await root()}/ghi?viec=merge`, { lang, width, height });
    await form.getByRole('combobox').first().waitFor();
    await sound(form);
    await form.close();
  });
