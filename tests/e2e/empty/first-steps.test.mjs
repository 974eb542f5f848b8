import assert from 'node:assert/strict';
import { test } from '../case.mjs';
import { fits, follow, open, sound } from '../browser.mjs';

// On a registry with nothing in it. The tests follow each other: the last ones fill it.

for (const [lang, width] of [['en', 1440], ['vi', 390]])
  test(`each page says what comes first (${lang}, ${width} px)`, async () => {
    const pages = {
      '/tong-quan': ['Sổ chưa có gì để đếm', 'There is nothing to count yet'],
      '/don-vi': ['Chưa có đơn vị nào trong sổ', 'No unit is on record yet'],
      '/bien-che': ['Chưa có đơn vị nào trong sổ', 'No unit is on record yet'],
      '/chuan': ['Chưa có chuẩn nào có hiệu lực trong sổ', 'No standard on record is in force'],
      '/chuan/doi-chieu': ['Không đơn vị nào có người chưa đạt.', 'No unit has anybody below.'],
      '/tong-quan/so-in': ['Chưa ghi số văn bản in nào', 'No printed figures are on record'],
      '/nguon': ['Chưa theo dõi ai trong nguồn', 'Nobody is in the pool yet'],
      '/nguon/de-cu': ['Chưa có chương trình nào đang có hiệu lực', 'No programme is in force'],
      '/nguon/ke-can': ['Chưa có chức danh lãnh đạo nào', 'There is no post of leadership yet'],
      '/giai-thuong/da-tang': ['Chưa có khen thưởng nào', 'No award'],
      '/dong-gop': ['Chưa có đóng góp nào trong sổ', 'No contribution is on record yet'],
      '/nhan-su': ['Chưa có ai trong sổ', 'Nobody is on record yet'],
    };
    const page = await open('/tai-khoan', { lang, width, height: 844 });
    await page.getByRole('heading', { level: 1 }).waitFor();
    for (const [path, said] of Object.entries(pages)) {
      await follow(page, path);
      await page.getByText(said[lang === 'vi' ? 0 : 1]).first().waitFor();
      assert.equal(await page.getByRole('alert').count(), 0, `${path}: nothing has failed`);
      assert.equal(await fits(page), true, `${path} does not scroll sideways`);
      await sound(page);
    }
  });

test('who may not begin is told who does', async () => {
  const page = await open('/don-vi', { actor: 'lanhdao' });
  await page.getByText('Người được ghi đơn vị sẽ lập đơn vị gốc trước.').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Lập đơn vị gốc' }).count(), 0);
  await sound(page);
});

test('the root is founded from the first steps, and what comes with the product is loaded, counted whole and shown by its first', async () => {
  const page = await open('/tong-quan');
  await page.getByRole('link', { name: 'Lập đơn vị gốc' }).click();
  await page.getByRole('combobox', { name: /Loại/ }).selectOption({ label: 'Huyện' });
  await page.getByLabel('Tên đầy đủ').fill('Huyện Thử');
  await page.getByLabel('Lập ngày').fill('1976');
  await page.getByRole('complementary').getByText('Huyện Thử').first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Huyện Thử', level: 1 }).waitFor();

  await page.goto(new URL('/chuan', page.url()).href);
  await page.getByRole('link', { name: 'Nạp chuẩn kèm sản phẩm' }).click();
  const preview = page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
  await preview.getByText(/\d+ việc ghi, trên \d+ hồ sơ/).waitFor();
  assert.ok((await preview.locator('.sent').count()) <= 8, 'shown by its first');
  await sound(page);
  await preview.getByRole('button', { name: /^Hiện cả \d+/ }).click();
  await preview.locator('.sent').nth(20).waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/chuan$/);
  await page.getByRole('row').nth(10).waitFor();
  await sound(page);
  await page.goto(new URL('/chuan/nap', page.url()).href);
  await page.getByText('không còn gì để nạp').first().waitFor();
});
