import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { huong, open, sound } from './browser.mjs';

for (const [lang, theme] of [['vi', 'light'], ['en', 'dark']])
  test(`the person page is sound (${lang}, ${theme})`, async () => {
    const page = await open(await huong(), { lang, theme });
    await page.getByRole('heading', { name: 'Nguyễn Thị Ngọc Hương' }).waitFor();
    await page.getByText('2147/QĐ-ĐHSP').first().waitFor();
    await sound(page);
  });

test('the person page is sound on a phone', async () => {
  const page = await open(await huong(), { width: 390, height: 844 });
  await page.getByText('2147/QĐ-ĐHSP').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
  await sound(page);
});

test('the past is unmistakable, closed for writing, and answers as it was known', async () => {
  const page = await open(`${await huong()}?valid=2024-01-01&known=2024-05-15`);
  await page.locator('.say').getByText('Đang xem quá khứ').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.time), 'past');
  await page.getByText('Trình độ ngày 01/01/2024').waitFor();
  assert.equal(await page.getByText('9/2023').count(), 0, 'the correction is not known yet');
  await sound(page);
  await page.keyboard.press('Escape');
  await page.locator('.say').getByText('Đang xem quá khứ').waitFor({ state: 'detached' });
  await page.getByText('9/2023').first().waitFor();
});

test('why do we believe this: the claim, who saw what, the paper, the earlier version', async () => {
  const page = await open(await huong());
  await page.getByText('Thạc sĩ', { exact: true }).last().click();
  const panel = page.getByRole('complementary').filter({ hasText: 'Vì sao tin điều này' });
  await panel.getByText('2147/QĐ-ĐHSP').first().waitFor();
  assert.match(await panel.innerText(), /bản chính/i);
  assert.match(await panel.innerText(), /3\/2024/, 'the version that was corrected stays readable');
  await sound(page);
});

test('two moments are compared with what made the difference', async () => {
  const page = await open(`${await huong()}/so-sanh?a=2024-01-01~2024-05-15&b=2024-01-01~2024-06-25`);
  await page.getByText('thạc sĩ', { exact: false }).first().waitFor();
  await sound(page);
});

test('the timeline names what other records say of somebody, and leads to them', async () => {
  // Whoever holds the city's title has made an initiative and holds the lower titles too.
  const held = await open('/giai-thuong/da-tang');
  await held.getByRole('row', { name: /Chiến sĩ thi đua bộ, ban, ngành, tỉnh.*2024/ }).first().getByRole('link').first().waitFor();
  const address = await held.getByRole('row', { name: /Chiến sĩ thi đua bộ, ban, ngành, tỉnh.*2024/ }).first().locator('a[href^="/nhan-su/"]').first().getAttribute('href');
  await held.close();
  const page = await open(address);
  const drawing = page.locator('ht-person-timeline svg');
  await drawing.waitFor();
  assert.match(await drawing.textContent(), /Đóng góp tri thức.*Khen thưởng/s);
  const award = drawing.locator('.thread').filter({ hasText: 'Chiến sĩ thi đua bộ, ban, ngành, tỉnh 2024' });
  assert.equal(await award.count(), 1);
  await page.getByRole('button', { name: 'Bảng' }).click();
  const table = page.locator('ht-person-timeline table');
  await table.getByRole('link', { name: /công nhận cấp/ }).first().waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await sound(page);
  await table.getByRole('link', { name: 'Chiến sĩ thi đua bộ, ban, ngành, tỉnh 2024' }).click();
  await page.waitForURL(/giai-thuong\/[0-9a-f-]{36}/);
  await page.close();
});
