import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, open, sound, until } from './browser.mjs';

for (const [lang, width, height] of [['vi', 1440, 900], ['en', 390, 844]])
  test(`one's own file is sound (${lang}, ${width})`, async () => {
    const page = await open('/ho-so-cua-toi', { actor: 'canhan', lang, width, height });
    await page.getByRole('heading', { name: 'Nguyễn Thị Ngọc Hương' }).waitFor();
    // The first reading ever is put on record while the page asks who has read.
    await until(page, page.locator('.reads tbody tr'));
    assert.equal(await fits(page), true, 'nothing scrolls sideways');
    await sound(page);
  });

test('the person opens their own kept values at once, proposes, and takes their data along', async () => {
  const page = await open('/ho-so-cua-toi', { actor: 'canhan' });
  await page.getByRole('button', { name: 'Mở dân tộc' }).click();
  await page.getByText('Dân tộc Kinh').waitFor();
  assert.equal(await page.getByRole('dialog').count(), 0, 'nothing is asked');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tải dữ liệu của tôi' }).click();
  assert.match((await saved).suggestedFilename(), /\.zip$/);
  await page.getByText(/^Đã tải .*\.zip$/).waitFor();
  await page.getByRole('link', { name: 'Đề nghị sửa hoặc bổ sung' }).click();
  await page.getByRole('button', { name: /^Đổi liên hệ/ }).click();
  await page.getByText('Bạn đề nghị; người có quyền duyệt sẽ ghi vào sổ.').waitFor();
  await sound(page);
});

test('an account without a file is told what to do', async () => {
  const page = await open('/ho-so-cua-toi', { actor: 'noivu' });
  await page.getByText('Tài khoản này chưa gắn với hồ sơ nào').waitFor();
  await sound(page);
});

test('a request is made, acknowledged with a day, carried out, and followed by the person', async () => {
  const words = `Xin một bản dữ liệu ${Date.now()}`;
  const own = await open('/quyen-rieng-tu/them', { actor: 'canhan' });
  await own.getByLabel('Loại yêu cầu').selectOption({ label: 'Cung cấp dữ liệu' });
  await own.getByLabel('Bạn muốn gì').fill(words);
  await own.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await sound(own);
  await own.locator('.record-bar .btn.p').click();
  await own.locator('.course').waitFor();
  const at = new URL(own.url()).pathname;
  await sound(own);

  const register = await open('/quyen-rieng-tu');
  await register.getByRole('row').filter({ hasText: words }).getByText(/còn \d ngày|hạn hôm nay/).waitFor();
  const page = await open(at);
  await page.getByRole('link', { name: /Xác nhận đã tiếp nhận/ }).click();
  const answer = new Date(Date.now() + 7 * 86_400_000);
  await page.getByRole('textbox', { name: 'Hẹn trả lời trước ngày' }).fill(`${answer.getDate()}/${answer.getMonth() + 1}/${answer.getFullYear()}`);
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await page.locator('.record-bar .btn.p').click();
  await page.getByText('đang giải quyết').or(page.getByText(/trả lời trước/)).first().waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Tải bản dữ liệu để giao' }).click();
  assert.match((await saved).suggestedFilename(), /\.zip$/);
  await sound(page);
  await page.getByRole('link', { name: /Xác nhận đã thực hiện/ }).click();
  await page.getByLabel('Đã làm gì').fill('Đã giao tệp ZIP tại bộ phận một cửa');
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await page.locator('.record-bar .btn.p').click();
  await page.getByText('Đã giao tệp ZIP tại bộ phận một cửa').first().waitFor();
  await own.reload();
  await own.getByText('Đã giao tệp ZIP tại bộ phận một cửa').first().waitFor();
  await sound(own);
});

test('a deadline that has passed is marked by shape and word; a refusal needs its rule; erasure its decision and the name', async () => {
  const page = await open('/quyen-rieng-tu/them');
  await page.getByRole('combobox', { name: 'Tìm người theo tên hoặc số hiệu' }).fill('BC-03241');
  await page.getByRole('option').first().click();
  await page.getByLabel('Loại yêu cầu').selectOption({ label: 'Xóa dữ liệu' });
  await page.getByLabel('Lời của người yêu cầu').fill('Xin xóa dữ liệu của tôi');
  const received = new Date(Date.now() - 30 * 86_400_000);
  await page.getByRole('textbox', { name: 'Nhận ngày' }).fill(`${received.getDate()}/${received.getMonth() + 1}/${received.getFullYear()}`);
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await sound(page);
  await page.locator('.record-bar .btn.p').click();
  await page.locator('.due.late').getByText(/quá hạn \d+ ngày/).waitFor();
  await sound(page);
  const at = new URL(page.url()).pathname;

  const erase = await open(`${at}/xoa`);
  await erase.getByText('Khóa mã hóa của hồ sơ này sẽ bị hủy.').waitFor();
  await erase.getByText(/Còn thiếu: quyết định xóa/).waitFor();
  await erase.getByRole('combobox', { name: /Tìm văn bản/ }).click();
  await erase.locator('.paperpick li').filter({ hasText: 'QĐ-UBND' }).first().click();
  await erase.locator('.panel .sent.no').waitFor();
  assert.equal(await erase.locator('.record-bar .btn.p').getAttribute('aria-disabled'), 'true', 'the file is under retention');
  await sound(erase);

  await page.getByRole('link', { name: /^Từ chối/ }).click();
  await page.getByLabel('Vì sao từ chối').fill('Hồ sơ còn trong thời hạn lưu');
  await page.getByText(/Còn thiếu: quy định làm căn cứ/).waitFor();
  await page.getByLabel('Quy định làm căn cứ').fill('Thời hạn bảo quản hồ sơ công chức, viên chức');
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await page.locator('.record-bar .btn.p').click();
  await page.getByText('Hồ sơ còn trong thời hạn lưu').first().waitFor();
  await sound(page);
});

for (const [lang, width, height] of [['vi', 1440, 900], ['en', 390, 844]])
  test(`the register of privacy requests is sound (${lang}, ${width})`, async () => {
    const list = await open('/quyen-rieng-tu?xem=ca-da-tra-loi', { lang, width, height });
    await list.locator('main .pt').waitFor();
    await list.locator('.rows tbody tr, .say-state').first().waitFor();
    assert.equal(await fits(list), true, 'nothing scrolls sideways');
    await sound(list);
    for (const path of ['/quyen-rieng-tu/them']) {
      const page = await open(path, { lang, width, height });
      await page.locator('.form').waitFor();
      assert.equal(await fits(page), true, 'nothing scrolls sideways');
      await sound(page);
    }
  });
