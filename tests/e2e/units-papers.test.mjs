import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, search, sound, walk } from './browser.mjs';

for (const lang of ['vi', 'en']) {
  test(`units are sound (${lang})`, async () => {
    const page = await open('/don-vi?valid=2024-08-01', { lang });
    await page.getByRole('treeitem').first().waitFor();
    await sound(page);
    await page.getByRole('treeitem', { name: /Xã, thị trấn/ }).click();
    await sound(page);
  });

  test(`papers are sound (${lang})`, async () => {
    const page = await open('/van-ban', { lang });
    await search(page, '2147');
    await page.getByText('2147/QĐ-ĐHSP').first().click();
    await page.getByText('Nguyễn Thị Ngọc Hương').first().waitFor();
    await sound(page);
  });
}

test('every number opens: a unit\'s count leads to as many people', async () => {
  const page = await open('/don-vi?valid=2024-08-01');
  await page.getByRole('treeitem').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('tan kien');
  await page.getByRole('treeitem', { name: /Xã Tân Kiên/ }).click();
  await page.getByRole('heading', { name: 'Xã Tân Kiên' }).waitFor();
  const link = page.getByRole('main').getByRole('link', { name: /người/ }).first();
  const count = (await link.innerText()).match(/[\d.]+/)[0];
  await link.click();
  await page.waitForURL(/nhan-su/);
  await page.getByText(new RegExp(`(^|\\D)${count.replace('.', '\\.')}(\\D|$)`)).first().waitFor();
});

test('the tree of another day is drawn from a day as it is written here, and not from what is no day', async () => {
  const page = await open('/don-vi');
  await page.getByRole('button', { name: 'cây ngày khác' }).click();
  const day = page.getByLabel('Vẽ trên cây của ngày');
  await day.fill('2020');
  await day.press('Enter');
  await page.getByRole('alert').getByText('Cần đủ ngày, tháng, năm').waitFor();
  await sound(page);
  await day.fill('30/6/2025');
  await day.press('Enter');
  await page.waitForURL(/cay=2025-06-30/);
  await page.getByRole('treeitem').first().waitFor();
});

test('a paper on record is shown however it is spelled, and told apart with a reason', async () => {
  const no = 90_000 + Math.floor(Math.random() * 9_000);
  const fill = async (number, issuer) => {
    const page = await open('/van-ban/them');
    await page.getByLabel('Loại').selectOption({ label: 'Quyết định' });
    await page.getByLabel('Số, ký hiệu').fill(number);
    await page.getByLabel('Trích yếu').fill('Về việc điều động viên chức');
    await page.getByLabel('Cơ quan ban hành').fill(issuer);
    await page.getByLabel('Ký ngày').fill('5/3/2024');
    return page;
  };
  const record = async (page) => {
    await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
    await page.waitForURL(/van-ban\/[0-9a-f-]{36}$/);
  };
  const first = await fill(`${no}/QĐ-UBND`, 'UBND huyện Bình Chánh');
  await record(first);
  const { pathname } = new URL(first.url());

  const again = await fill(`0${no} / qđ-ubnd`, 'Ủy ban nhân dân huyện Bình Chánh');
  const there = again.getByRole('link', { name: 'Mở văn bản đã có' });
  await there.waitFor();
  assert.equal(await there.getAttribute('href'), pathname);
  await again.getByText(`Văn bản này đã có trong sổ: ${no}/QĐ-UBND`).first().waitFor();
  await sound(again);
  await again.getByLabel('Đã kiểm tra, là văn bản khác').check();
  await again.getByLabel('Lý do').fill('Văn thư cấp trùng số.');
  await record(again);
  await again.getByText('Không phải là văn bản').waitFor();
});

test('lists and what waits for an entry fit 390 px', () =>
  walk(['/danh-muc?loai=2'], { width: 390, height: 844 }, (page) => page.getByRole('button', { name: /dùng cách viết này/ }).first()));

test('a withdrawn paper says so, and shows what fell', async () => {
  const page = await open('/van-ban');
  await page.getByRole('row').nth(10).waitFor();
  await page.goto(page.url().split('?')[0] + '?withdrawn=1');
  await page.getByRole('row').nth(1).waitFor();
});

for (const [width, height] of [[390, 844], [360, 740]])
  test(`units and papers fit ${width} px`, () => walk(['/don-vi', '/van-ban'], { width, height }, (page) => page.getByRole('treeitem').or(page.getByText(/QĐ-UBND/)).first()));

test('the command palette goes anywhere without a mouse', async () => {
  const page = await open('/nhan-su');
  await page.getByRole('row').nth(5).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await sound(page);
  await page.keyboard.type('nguyen thi ngoc huong');
  await page.getByRole('option', { name: /Nguyễn Thị Ngọc Hương/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(/nhan-su\/[0-9a-f-]{36}/);
});
