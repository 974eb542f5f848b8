import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, search, sound } from './browser.mjs';

/** Presses the bar's button once everything that was missing is there. */
async function record(page) {
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await page.locator('.record-bar .btn.p').click();
}

test('somebody who never served agrees, is restricted and is erased by decision: the name is gone and history says so', async () => {
  const name = `Trần Thử Xóa ${['An', 'Bình', 'Chi', 'Dung', 'Giang'][Date.now() % 5]}`;
  const page = await open('/nhan-su/them');
  await page.getByLabel(/Họ và tên|Họ tên/).first().fill(name);
  await page.getByLabel(/sinh/i).first().fill(`${1950 + (Date.now() % 40)}`);
  await page.getByRole('combobox', { name: 'Giới tính' }).selectOption({ label: 'Nữ' });
  await page.getByLabel(/^Lý do/).fill('Cộng tác viên ngoài khu vực công.');
  await record(page);
  await page.getByRole('heading', { name }).waitFor();
  const id = new URL(page.url()).pathname.split('/').pop();

  const consent = await open(`/quyen-rieng-tu/nguoi/${id}/dong-y`);
  await consent.getByLabel('Đồng ý cho việc').or(consent.locator('select').first()).first().selectOption({ index: 1 });
  await consent.getByRole('textbox', { name: 'Có hiệu lực từ' }).fill('1/8/2024');
  await consent.getByLabel(/^Lý do/).fill('Phiếu đồng ý ký ngày 1/8/2024.');
  await sound(consent);
  await record(consent);
  await consent.waitForURL((url) => !url.pathname.endsWith('/dong-y'));

  const restrict = await open(`/quyen-rieng-tu/nguoi/${id}/han-che`);
  await restrict.getByRole('textbox', { name: 'Có hiệu lực từ' }).fill('2/8/2024');
  await restrict.getByLabel(/^Lý do/).fill('Theo yêu cầu của người có hồ sơ.');
  await sound(restrict);
  await record(restrict);
  await restrict.waitForURL((url) => !url.pathname.endsWith('/han-che'));
  await page.reload();
  await page.getByText('Đang hạn chế xử lý.').first().waitFor();

  await page.goto(new URL('/quyen-rieng-tu/them', page.url()).href);
  await page.getByRole('combobox', { name: 'Tìm người theo tên hoặc số hiệu' }).fill(name);
  await page.getByRole('option').first().click();
  await page.getByLabel('Loại yêu cầu').selectOption({ label: 'Xóa dữ liệu' });
  await page.getByLabel('Lời của người yêu cầu').fill('Xin xóa dữ liệu của tôi');
  await page.getByRole('textbox', { name: 'Nhận ngày' }).fill('2/8/2024');
  await record(page);
  await page.locator('.course').waitFor();

  const erase = await open(`${new URL(page.url()).pathname}/xoa`);
  await erase.getByRole('combobox', { name: /Tìm văn bản/ }).click();
  await erase.locator('.paperpick li').filter({ hasText: 'QĐ-UBND' }).first().click();
  await erase.getByRole('textbox', { name: /Gõ lại|họ tên/i }).last().fill(name);
  await sound(erase);
  await record(erase);
  await erase.waitForURL((url) => !url.pathname.endsWith('/xoa'));

  const after = await open(`/nhan-su/${id}`);
  await after.getByText('Dữ liệu cá nhân đã xóa').first().waitFor();
  assert.equal(await after.getByText(name).count(), 0, 'the name is nowhere');
  await sound(after);
  const list = await open('/nhan-su');
  await search(list, name);
  assert.equal(await list.getByText(name, { exact: true }).count(), 0, 'search finds nobody of that name');
});
