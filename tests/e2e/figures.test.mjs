import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, open, sound, walk } from './browser.mjs';

const looks = [['en', 1440], ['vi', 390]];

async function pick(page, label, words) {
  const field = page.locator('.field').filter({ hasText: label }).first();
  await field.getByRole('combobox').fill(words);
  await field.getByRole('option', { name: new RegExp(words) }).first().click();
}

test('figures of a paper are copied by hand, stand beside the counted, and what does not add up shows; then a slip is corrected', async () => {
  const page = await open('/tong-quan/so-in');
  await page.getByRole('link', { name: 'Ghi số văn bản in' }).click();
  // A day before that of the plan, which stays the newest.
  await page.getByLabel('Số của ngày').fill('30/6/2023');
  await page.getByLabel('Tổng', { exact: true }).fill('100');
  await page.getByLabel('Viên chức', { exact: true }).fill('9o');
  await page.getByText('Chưa đọc được; ghi một số nguyên').waitFor();
  await page.getByLabel('Tiểu học').fill('99.999.999');
  await pick(page, 'Văn bản in các số này', '2892');
  await page.getByText(/Còn thiếu: số như bản in/).waitFor();
  await sound(page);
  await page.getByLabel('Viên chức', { exact: true }).fill('90');
  // What the server refuses is said beside the figure it is about.
  await page.locator('.fig.wrong').filter({ hasText: 'Tiểu học' }).getByText(/phải từ 0 đến 10\.000\.000/).waitFor();
  assert.equal(await page.locator('.fig.wrong').count(), 1);
  await sound(page);
  await page.getByLabel('Tiểu học').fill('60');
  await page.getByLabel('Mầm non').fill('31');
  for (const none of ['Trung học cơ sở', 'Đơn vị sự nghiệp khác']) await page.getByLabel(none).fill('0');
  const preview = page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
  await preview.getByText(/Viên chức: 90/).first().waitFor();
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/so-in\?so=/);
  const row = page.getByRole('row', { name: /^Viên chức/ });
  await row.waitFor();
  assert.match((await row.innerText()).replace(/\s+/g, ' '), /^Viên chức 90 [1-9]\d* [−+]\d+/);
  await page.getByText(/60 \+ 31 \+ 0 = 91, bản in ghi viên chức là 90/).waitFor();
  await sound(page);
  const address = page.url();

  await page.getByRole('link', { name: 'Đính chính' }).click();
  const box = page.getByLabel('Viên chức', { exact: true });
  assert.equal(await box.inputValue(), '90');
  await box.fill('91');
  await page.getByText(/Còn thiếu: lý do/).waitFor();
  await page.getByLabel('Lý do').fill('Chép nhầm một hàng.');
  await preview.getByText(/Viên chức: 91/).first().waitFor();
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/so-in\?so=/);
  await page.getByText(/= 91, bản in/).waitFor({ state: 'detached' });
  assert.match((await row.innerText()).replace(/\s+/g, ' '), /^Viên chức 91 /);

  for (const [lang, width] of looks) {
    const other = await open(new URL(address).pathname + new URL(address).search, { lang, width, height: 844 });
    await other.getByRole('row').nth(4).waitFor();
    assert.equal(await fits(other), true, 'nothing scrolls sideways');
    await sound(other);
    await other.close();
  }
});

test('the forms for figures and targets are sound and fit', async () => {
  for (const [lang, width] of looks)
    await walk(['/tong-quan/so-in/ghi', '/tong-quan/so-in/ghi?bao-cao=2', '/tong-quan/so-in?bao-cao=2', '/tong-quan/chi-tieu/ghi?muc=1', '/tong-quan/chi-tieu/ghi?muc=1&viec=dinh-chinh'], { lang, width, height: 844 }, (page) => page.getByRole('textbox').or(page.getByRole('row')).nth(2));
});

test('a target is set from the overview and its path is drawn; then it is corrected', async () => {
  const page = await open('/tong-quan');
  const figure = page.locator('.multi figure').filter({ hasText: 'Bố trí đúng chuyên môn' });
  await figure.waitFor();
  // Run a second time it has one.
  if (await figure.getByText('chưa đặt đích').count()) assert.equal(await figure.locator('svg path[stroke-dasharray="4 3"]').count(), 0, 'no path without a target');
  await figure.getByRole('link', { name: /^Đặt đích/ }).click();
  await page.getByLabel('Tỉ lệ phải đạt (%)').fill('120');
  await page.getByText('Chưa đọc được; ghi từ 0,1 đến 100').waitFor();
  await page.getByLabel('Tỉ lệ phải đạt (%)').fill('99,5');
  await page.getByLabel('Hạn đạt').fill('31/12/2025');
  await page.getByLabel('Đặt từ').fill('01/02/2026');
  const due = page.locator('.field.err').filter({ hasText: 'Hạn đạt' });
  await due.getByText(/phải sau ngày đặt đích/).waitFor();
  await sound(page);
  await page.getByLabel('Hạn đạt').fill('31/12/2030');
  await page.getByRole('complementary').getByText(/99,5 %/).first().waitFor();
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/tong-quan(\?|#|$)/);
  await figure.getByText('đích 99,5 %, năm 2030').waitFor();
  assert.equal(await figure.locator('svg path[stroke-dasharray="4 3"]').count(), 1, 'the path to the target');
  await sound(page);

  await figure.getByRole('link', { name: /^Đính chính đích/ }).click();
  await page.getByLabel('Tỉ lệ phải đạt (%)').fill('99');
  await page.getByLabel('Lý do').fill('Đọc nhầm số lẻ.');
  await page.getByRole('complementary').getByText(/99 %/).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await figure.getByText('đích 99 %, năm 2030').waitFor();
});

test('who may not record is offered neither form, and the past is closed with the reason', async () => {
  const leader = await open('/tong-quan/so-in', { actor: 'lanhdao' });
  await leader.getByRole('row').nth(3).waitFor();
  assert.equal(await leader.getByRole('link', { name: /Ghi số văn bản in|Đính chính/ }).count(), 0);
  await leader.goto(new URL('/tong-quan', leader.url()).href);
  await leader.locator('.multi figure').nth(3).waitFor();
  assert.equal(await leader.getByRole('link', { name: /đích/ }).count(), 0);
  const past = await open('/tong-quan/so-in?valid=2024-08-01');
  const closed = past.getByRole('button', { name: /^Ghi số văn bản in/ });
  await closed.waitFor();
  assert.equal(await closed.getAttribute('aria-disabled'), 'true');
  await sound(past);
});
