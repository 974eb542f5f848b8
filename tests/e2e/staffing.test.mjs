import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, sound } from './browser.mjs';

const day = '/bien-che?valid=2024-08-01';

for (const lang of ['vi', 'en'])
  test(`staffing is sound and adds up (${lang})`, async () => {
    const page = await open(day, { lang });
    const types = page.getByRole('table').first();
    await types.getByRole('row').nth(6).waitFor();
    for (const figure of ['238', '248', '4.132', '4.772', '164', '209', '219', '318', '4.933', '5.727', '794', '96,0 %'])
      assert.ok((await types.innerText()).includes(figure), `${figure} stands in the table`);
    await sound(page);
    // The same without a drawing, for whom it says nothing.
    await page.getByRole('button', { name: lang === 'vi' ? 'Bảng' : 'Table', exact: true }).click();
    await page.locator('table.staff svg').first().waitFor({ state: 'detached' });
    await sound(page);
    for (const row of await page.locator('table.flow tbody tr').all()) {
      const [opening, arrivals, departures, closing] = (await row.locator('td').allInnerTexts()).map((cell) => Number(cell.replaceAll('.', '').trim()));
      assert.equal(opening + arrivals - departures, closing);
    }
  });

test('a figure opens to as many people', async () => {
  const page = await open(day);
  await page.locator('table.staff').getByRole('link', { name: /^164/ }).click();
  await page.waitForURL(/bien-che\/nguoi/);
  await page.getByRole('status').filter({ hasText: '164' }).waitFor();
  await page.getByRole('row').nth(10).waitFor();
  await sound(page);
  await page.goBack();
  await page.locator('table.flow tbody tr').last().getByRole('link', { name: /Ra trong kỳ/ }).click();
  await page.getByRole('columnheader', { name: 'Thôi từ ngày' }).waitFor();
  await sound(page);
});

test('a year with nothing granted says so and still counts', async () => {
  const page = await open('/bien-che?valid=2022-06-01');
  await page.getByText('Chưa ghi quyết định giao nào cho năm 2022').waitFor();
  await sound(page);
});

test('what is granted is recorded, adjusted and shown with its days', async () => {
  const page = await open('/don-vi');
  await page.getByRole('treeitem').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('phong kinh te');
  await page.getByRole('treeitem', { name: /Phòng Kinh tế/ }).click();
  await page.waitForURL(/don-vi\/[0-9a-f-]{36}/);
  const unit = page.url().match(/[0-9a-f-]{36}/)[0];
  // A year no other test asks about.
  await page.goto(new URL(`/bien-che/ghi?don-vi=${unit}&loai=6&nam=2031`, page.url()).href);
  await page.getByLabel('Số được giao').fill('7');
  await page.getByLabel(/Lý do/).fill('Thử.');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/bien-che\?/);
  await page.goto(new URL(`/bien-che/ghi?viec=dieu-chinh&don-vi=${unit}&loai=6&nam=2031`, page.url()).href);
  await page.getByLabel('Quyết định ghi gì').selectOption('delta');
  await page.getByLabel('Tăng hoặc giảm').fill('−8');
  await page.getByLabel(/^Có hiệu lực từ/).fill('15/3/2031');
  await page.getByLabel(/Lý do/).fill('Thử.');
  await page.getByText(/chỉ có thể giảm nhiều nhất/).first().waitFor();
  await sound(page);
  await page.getByLabel('Tăng hoặc giảm').fill('−2');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/bien-che\?/);
  await page.goto(new URL(`/bien-che?don-vi=${unit}&valid=2031-06-01`, page.url()).href);
  const quotas = page.locator('table.quotas');
  await quotas.getByText('(−2)').waitFor();
  assert.deepEqual(await quotas.locator('td.num').allInnerTexts().then((cells) => cells.map((c) => c.replace(/\s+/g, ' ').trim())), ['7', '5 (−2)']);
  await sound(page);
});

test('who sees one school sees that school', async () => {
  const page = await open(day, { actor: 'truong' });
  await page.getByText(/Chỉ đếm người bạn được xem/).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Giao biên chế' }).count(), 0);
  await sound(page);
});

for (const lang of ['vi', 'en'])
  test(`staffing fits 390 px (${lang})`, async () => {
    for (const path of [day, '/bien-che/nguoi?so=hien-co&loai=4&valid=2024-08-01']) {
      const page = await open(path, { width: 390, height: 844, lang });
      await page.getByRole('row').nth(3).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${path} does not scroll sideways`);
      await sound(page);
    }
  });
