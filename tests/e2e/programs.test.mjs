// Programs: asked for by one administrator, waiting in the sight of the auditor, cancelled.
import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { base, fits, open, sound } from './browser.mjs';
import { demoAccounts } from './sign-in.mjs';

/** Whoever signed in long ago is asked who is there; what was asked for then goes on by itself. */
async function prove(page, done) {
  const asked = page.getByRole('group', { name: /Xác nhận lại|Prove again/i }).filter({ has: page.locator('#proof') });
  await Promise.race([done(), asked.waitFor()]);
  if (!(await asked.count())) return;
  const { password, code } = (await demoAccounts(base)).find(({ name }) => name === 'quantri');
  await asked.getByLabel(/^Mật khẩu/).fill(password);
  await asked.getByLabel('Mã 6 số').fill(code);
  await asked.getByRole('button', { name: 'Xác nhận' }).click();
  await done();
}

test('a program is asked for, seen by the auditor, and cancelled', { timeout: 120_000 }, async () => {
  const name = `may-${Date.now().toString(36)}`;
  const page = await open('/quan-tri/chuong-trinh', { actor: 'quantri' });
  await page.getByRole('link', { name: 'Mở chương trình' }).click();
  await page.getByLabel('Tên tài khoản').fill(name);
  await page.getByLabel('Tên người hoặc chức danh').fill(`Phần mềm ${name}`);
  await page.getByLabel('Bằng tiếng Anh').fill(`Software ${name}`);
  await page.getByLabel('Hết hạn từ ngày').fill('01/01/2035');
  await page.getByLabel(/^Lý do/).fill('Kết nối phần mềm của trường.');
  await page.getByText(/không có quản trị khác nên có hiệu lực từ/).first().waitFor();
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') !== 'true');
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await prove(page, () => page.waitForURL(/quan-tri\/tai-khoan\/[0-9a-f-]{36}(\?|$)/));
  await page.getByRole('heading', { level: 1, name: `Phần mềm ${name}` }).waitFor();

  await page.getByRole('button', { name: 'Cấp bí mật hoặc khóa' }).click();
  await page.getByLabel('Dùng ở đâu').fill('Máy chủ của trường');
  await page.getByLabel('Lý do').fill('Cấp lần đầu.');
  await page.getByRole('button', { name: 'Cấp bí mật hoặc khóa' }).click();
  await prove(page, () => page.locator('.secret').nth(1).waitFor());
  await page.getByText(/Dùng được từ/).first().waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Đã trao, ẩn đi' }).click();

  const auditor = await open('/quan-tri/chuong-trinh', { actor: 'kiemtoan', width: 390, height: 844 });
  await auditor.getByRole('link', { name: `Phần mềm ${name}` }).first().waitFor();
  await auditor.getByText(/không có quản trị khác: có hiệu lực từ/).first().waitFor();
  assert.equal(await auditor.getByRole('button', { name: /^Duyệt|^Huỷ/ }).count(), 0);
  assert.ok(await fits(auditor), 'fits a phone');
  await sound(auditor);

  await page.goto(`${base}/quan-tri/chuong-trinh`);
  const waiting = page.locator('ht-account-changes tbody tr').filter({ hasText: name });
  for (let left = 2; left > 0; left--) {
    await waiting.first().getByRole('button', { name: `Huỷ ${name}` }).click();
    await waiting.first().getByRole('group', { name: /Sẽ không có hiệu lực/ }).getByRole('button', { name: 'Huỷ', exact: true }).first().click();
    await waiting.nth(left - 1).waitFor({ state: 'detached' });
  }
});
