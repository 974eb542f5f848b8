import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, huong, open, search, sound as soundAt } from './browser.mjs';

/** From the top: a target that the top bar half covers after scrolling measures smaller than it is. */
async function sound(page) {
  await page.evaluate(() => scrollTo(0, 0));
  await soundAt(page);
}


for (const [lang, width, height] of [['vi', 1440, 900], ['en', 390, 844]])
  test(`what is asked before kept values open is sound (${lang}, ${width})`, async () => {
    const page = await open(await huong(), { lang, width, height });
    await page.locator('ht-eye button').first().click();
    await page.getByRole('dialog').waitFor();
    await sound(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await fits(page), true, 'nothing scrolls sideways');
  });

test('a value opens for a purpose and a reason, for as long as the page stays; the auditor and the person read both', async () => {
  const file = await huong();
  const reason = `Kiểm tra hồ sơ bổ nhiệm ${Date.now()}`;
  const page = await open(file);
  await page.getByText('Dân tộc được giữ kín').waitFor();
  assert.equal(await page.getByText('Dân tộc Kinh').count(), 0);
  await page.getByRole('button', { name: 'Mở dân tộc' }).click();
  const asks = page.getByRole('dialog');
  await asks.getByText('Lượt xem này được ghi lại; người có hồ sơ xem được.').waitFor();
  await asks.getByRole('button', { name: 'Mở và ghi lại' }).click();
  assert.equal(await asks.isVisible(), true, 'nothing opens without a purpose and a reason');
  await asks.getByLabel('Mục đích').selectOption({ label: 'Công tác cán bộ' });
  await asks.getByLabel('Lý do').fill(reason);
  await asks.getByRole('button', { name: 'Mở và ghi lại' }).click();
  await page.getByText('Dân tộc Kinh').waitFor();
  await page.getByText('Đang mở: dữ liệu nhạy cảm').waitFor();
  await sound(page);
  await page.reload();
  await page.getByText('Dân tộc được giữ kín').waitFor();

  for (const [actor, at] of [['kiemtoan', file], ['canhan', '/ho-so-cua-toi']]) {
    const reader = await open(at, { actor });
    if (actor === 'kiemtoan') await reader.getByRole('button', { name: 'Xem các lượt' }).click();
    const line = reader.getByRole('row').filter({ hasText: reason }).first();
    await line.waitFor();
    const words = (await line.innerText()).replace(/\s+/g, ' ');
    for (const part of ['Chuyên viên Phòng Nội vụ', 'noivu · Phòng Nội vụ', 'dữ liệu nhạy cảm', 'Công tác cán bộ']) assert.ok(words.includes(part), `${part} in: ${words}`);
    await sound(reader);
  }
});

test('a role without the right sees that there is a value and no way to open it', async () => {
  const page = await open(await huong(), { actor: 'gddt' });
  await page.getByText('Dân tộc được giữ kín').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Mở dân tộc' }).count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Mở số định danh cá nhân' }).count(), 1);
  assert.equal(await page.getByText('Kinh', { exact: false }).count(), 0);
  await sound(page);
});

test('correcting an identity leaves what is kept as it is recorded', async () => {
  const file = await huong();
  const office = await open(`${file}/ghi?viec=correctIdentity`, { actor: 'gddt' });
  await office.getByText('Giữ nguyên như đang ghi', { exact: true }).waitFor();
  await office.getByRole('button', { name: 'Gửi đề nghị' }).waitFor();
  await sound(office);
  const page = await open(`${file}/ghi?viec=correctIdentity`);
  await page.getByText('Giữ nguyên như đang ghi', { exact: true }).waitFor();
  await page.getByText('Giữ nguyên: 082').waitFor();
  await page.getByRole('button', { name: 'Ghi giá trị khác' }).first().click();
  await page.getByLabel('Dân tộc').waitFor();
  await page.getByRole('button', { name: 'Thôi, giữ nguyên' }).click();
  await page.getByLabel('Lý do', { exact: true }).fill('Soát lại giấy khai sinh');
  await page.getByText('Không có gì thay đổi').waitFor();
  await sound(page);
});

test('of somebody who has left only the own period is shown, and says so', async () => {
  const page = await open('/nhan-su?valid=2023-06-01', { actor: 'truong' });
  await search(page, 'Nguyễn Hoàng An');
  const link = page.getByRole('row', { name: /Nguyễn Hoàng An/ }).getByRole('link').first();
  await link.click();
  await page.getByText('Chỉ hiện một phần hồ sơ').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ghi thay đổi' }).getAttribute('aria-disabled'), 'true');
  await sound(page);
  await page.keyboard.press('Escape');
  await page.getByText('Không có trong sổ ở thời điểm này').waitFor();
});

test('dates of birth in a list are years until they are opened', async () => {
  const page = await open('/nhan-su');
  await search(page, 'Nguyễn Thị Ngọc Hương');
  const row = page.getByRole('row', { name: /Nguyễn Thị Ngọc Hương.*Phó Trưởng phòng/ });
  await row.waitFor();
  assert.equal(await row.getByText('14/9/1986').count(), 0);
  await page.getByRole('button', { name: 'Hiện ngày sinh' }).click();
  await page.getByLabel('Mục đích').selectOption({ label: 'Chế độ, chính sách' });
  await page.getByLabel('Lý do').fill('Lập danh sách nâng lương');
  await page.getByRole('button', { name: 'Mở và ghi lại' }).click();
  await row.getByText('14/9/1986').waitFor();
  await page.getByText('Đang hiện đủ ngày sinh').waitFor();
  await sound(page);
});

test('who can see a file, by what right: for who keeps privacy', async () => {
  const page = await open(await huong());
  await page.getByRole('button', { name: 'Xem ai có quyền' }).click();
  await page.getByRole('row').filter({ hasText: 'kiemtoan' }).getByText('Thanh tra, kiểm toán').waitFor();
  await page.getByRole('row').filter({ hasText: 'hồ sơ của chính chủ tài khoản' }).waitFor();
  await sound(page);
});
