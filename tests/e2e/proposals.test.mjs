import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, open, sound } from './browser.mjs';

/** Somebody at the school of the account truong. */
async function pupilOfNoOne(at) {
  const page = await open('/nhan-su', { actor: 'truong' });
  const row = page.locator('.people tbody tr').nth(at);
  await row.waitFor();
  const [href, name] = [await row.getByRole('link').first().getAttribute('href'), (await row.getByRole('link').first().innerText()).trim()];
  await page.close();
  return { file: new URL(href, 'http://x').pathname, name };
}

/** The clerk proposes a qualification; answers the address of the proposal. */
async function propose(file, number) {
  const page = await open(`${file}/ghi?viec=declareQualification`, { actor: 'truong' });
  await page.getByLabel('Thang').selectOption({ label: 'Tin học' });
  await page.getByLabel('Trình độ', { exact: true }).selectOption({ label: 'Cơ bản' });
  await page.getByLabel('Số hiệu bằng').fill(number);
  await page.getByRole('textbox', { name: 'Cấp ngày' }).fill('6/2024');
  await page.getByRole('radio', { name: /Bản chính/ }).click();
  await page.getByLabel('Lý do').fill('Nộp chứng chỉ tin học');
  await page.getByText('Sẽ ghi khi được duyệt').waitFor();
  await page.locator('.prev .sent').filter({ hasText: /tin học cơ bản/i }).waitFor();
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Gửi đề nghị' }).click();
  await page.waitForURL(/\/de-nghi\//);
  await page.getByRole('heading', { name: /^Về / }).waitFor();
  const at = new URL(page.url()).pathname;
  return { page, at };
}

test('a clerk proposes, the office approves, and the history shows both', async () => {
  const { file } = await pupilOfNoOne(4);
  const { page: own, at } = await propose(file, `TH-${Date.now()}`);
  await own.getByText('Đề nghị của chính bạn').waitFor();
  assert.equal(await own.getByRole('radio', { name: 'Duyệt' }).count(), 0, 'nobody decides on their own');
  await sound(own);

  const before = await open(file);
  await before.getByText(/Có \d+ đề nghị đang chờ/).waitFor();
  await before.locator('.hinted').filter({ hasText: 'Tin học, Cơ bản' }).first().waitFor();
  await sound(before);

  const list = await open('/de-nghi');
  await list.getByRole('tab', { name: /Chờ tôi duyệt/, selected: true }).waitFor();
  await list.locator(`a[href^="${at}"]`).waitFor();
  await list.getByRole('link', { name: /Đề nghị.*Chờ tôi duyệt: \d+/ }).waitFor();
  await sound(list);

  const page = await open(at);
  await page.getByText('Hồ sơ không đổi từ lúc đề nghị.').waitFor();
  await page.getByRole('button', { name: 'Duyệt tất cả' }).click();
  await page.locator('.panel .sent').filter({ hasText: /tin học cơ bản/i }).waitFor();
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Ghi quyết định' }).click();
  await page.locator('.item').getByText('đã duyệt').waitFor();
  assert.match(await page.locator('.item').innerText(), /Chuyên viên Phòng Nội vụ, \d/, 'who decided and when');

  const after = await open(file);
  const entry = after.locator('.hist tr').filter({ hasText: /tin học cơ bản/i }).first();
  await entry.waitFor();
  assert.match(await entry.innerText(), /Nộp chứng chỉ tin học · Chuyên viên Phòng Nội vụ/, 'why it was proposed, who recorded it');
});

test('an item is returned with a reason its proposer reads', async () => {
  const { file } = await pupilOfNoOne(6);
  const { page: own, at } = await propose(file, `TH-${Date.now()}`);
  const page = await open(at);
  await page.getByRole('radio', { name: 'Trả lại' }).click();
  await page.getByText('Nêu lý do cho mục trả lại.').waitFor();
  await page.getByLabel('Vì sao trả lại').fill('Thiếu bản quét chứng chỉ');
  await page.locator('.record-bar .btn.p[aria-disabled=false]').waitFor();
  await page.getByRole('button', { name: 'Ghi quyết định' }).click();
  await page.locator('.item .stand.returned').waitFor();
  await sound(page);
  await own.reload();
  await own.getByText('Thiếu bản quét chứng chỉ').waitFor();
  await sound(own);
});

test('what has not been decided can be taken back', async () => {
  const { file } = await pupilOfNoOne(8);
  const { page } = await propose(file, `TH-${Date.now()}`);
  await page.getByRole('button', { name: 'Rút đề nghị' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rút', exact: true }).click();
  await page.locator('.item').getByText('đã rút').waitFor();
  await sound(page);
});

for (const [lang, width, height] of [['en', 1440, 900], ['vi', 390, 844]])
  test(`proposals are sound (${lang}, ${width})`, async () => {
    const { file } = await pupilOfNoOne(10);
    const { at } = await propose(file, `TH-${Date.now()}`);
    for (const actor of ['noivu', 'truong']) {
      const list = await open('/de-nghi?xem=tat-ca', { lang, width, height, actor });
      await list.locator('.rows tbody tr').first().waitFor();
      assert.equal(await fits(list), true, 'nothing scrolls sideways');
      await sound(list);
      const page = await open(at, { lang, width, height, actor });
      await page.locator('.item').first().waitFor();
      assert.equal(await fits(page), true, 'nothing scrolls sideways');
      await sound(page);
    }
  });
