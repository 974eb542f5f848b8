import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, sound, walk } from './browser.mjs';

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
  await page.getByLabel(/^Lý do/).first().fill('Thử.');
  // So far ahead is warned of.
  await page.getByLabel(/^Lý do vẫn ghi/).fill('Thử ở năm không ai xem.');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/bien-che\?/);
  await page.goto(new URL(`/bien-che/ghi?viec=dieu-chinh&don-vi=${unit}&loai=6&nam=2031`, page.url()).href);
  await page.getByLabel('Quyết định ghi gì').selectOption('delta');
  await page.getByLabel('Tăng hoặc giảm').fill('−8');
  await page.getByLabel(/^Có hiệu lực từ/).fill('15/3/2031');
  await page.getByLabel(/^Lý do/).first().fill('Thử.');
  await page.getByText(/chỉ có thể giảm nhiều nhất/).first().waitFor();
  await sound(page);
  await page.getByLabel('Tăng hoặc giảm').fill('−2');
  await page.getByLabel(/^Lý do vẫn ghi/).fill('Thử ở năm không ai xem.');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/bien-che\?/);
  await page.goto(new URL(`/bien-che?don-vi=${unit}&valid=2031-06-01`, page.url()).href);
  const quotas = page.locator('table.quotas');
  await quotas.getByText('(−2)').waitFor();
  assert.deepEqual(await quotas.locator('td.num').allInnerTexts().then((cells) => cells.map((c) => c.replace(/\s+/g, ' ').trim())), ['7', '5 (−2)']);
  await sound(page);

  // Everything recorded about it, newest first, with why.
  await quotas.getByRole('link', { name: 'Hợp đồng hỗ trợ, phục vụ' }).click();
  await page.waitForURL(/bien-che\/lich-su/);
  await page.getByText('2 sự kiện').waitFor();
  await page.getByRole('heading', { name: 'Hợp đồng hỗ trợ, phục vụ, 2031' }).waitFor();
  const history = page.locator('ht-history');
  assert.match(await history.innerText(), /Điều chỉnh[\s\S]*Giao[\s\S]*7/i);
  for (const [lang, width] of [['en', 1440], ['vi', 390]]) {
    const other = await open(new URL(page.url()).pathname + new URL(page.url()).search, { lang, width, height: 844 });
    await other.getByText(lang === 'vi' ? '2 sự kiện' : '2 events').waitFor();
    assert.equal(await other.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
    await sound(other);
    await other.close();
  }
  // Before it was known there is nothing to tell.
  await page.goto(`${page.url().replace(/&known=[^&]*/, '')}&known=2025-01-01`);
  await page.getByRole('alert').waitFor();
});

test('posts left on a unit that was merged are flagged with the remedy, which leads to the forms filled in; what is refused names the successor', async () => {
  const tag = Date.now().toString(36);
  const [old, heir] = [`Xã Sót Biên Chế ${tag}`, `Xã Nhận Biên Chế ${tag}`];
  const tree = await open('/don-vi');
  await tree.getByRole('treeitem').first().click();
  await tree.waitForURL(/don-vi\/[0-9a-f-]{36}/);
  const top = new URL(tree.url()).pathname;
  const found = async (name) => {
    const page = await open(`${top}/ghi?viec=addChild`);
    await page.getByRole('combobox', { name: /Loại/ }).selectOption({ label: 'Xã' });
    await page.getByLabel('Tên đầy đủ').fill(name);
    await page.getByLabel('Lập ngày').fill('01/01/2026');
    await page.getByLabel(/^Lý do/).fill('Đơn vị để thử.');
    await page.getByRole('complementary').getByText(name).first().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    const id = page.url().match(/[0-9a-f-]{36}/)[0];
    await page.close();
    return id;
  };
  const [from] = [await found(old), await found(heir)];
  const page = await open(`/bien-che/ghi?don-vi=${from}&loai=3&nam=2026`);
  await page.getByLabel('Số được giao').fill('9');
  await page.getByLabel(/^Có hiệu lực từ/).fill('01/01/2026');
  await page.getByLabel(/^Lý do/).first().fill('Giao để thử.');
  await page.getByRole('complementary').getByText(/9/).first().waitFor();
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/bien-che\?/);
  await page.goto(new URL(`/don-vi/${from}/ghi?viec=merge`, page.url()).href);
  await page.getByLabel('Không còn từ').fill('01/3/2026');
  const into = page.locator('.field').filter({ has: page.getByRole('combobox') }).filter({ hasText: /Nhập vào|Nơi nhận|Vào/ }).first();
  await into.getByRole('combobox').fill(heir);
  await into.getByRole('option', { name: new RegExp(heir) }).first().click();
  await page.getByLabel(/^Lý do/).fill('Sắp xếp để thử.');
  await page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' }).getByText(heir).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Kế tục' }).waitFor();

  await page.goto(new URL('/bien-che', page.url()).href);
  const notice = page.locator('ht-staffing-notices li').filter({ hasText: old });
  await notice.getByText(/không còn từ 01\/3\/2026; không cộng vào tổng/).waitFor();
  await sound(page);

  // More for the unit that is no more is refused with the one that took its place.
  await page.goto(new URL(`/bien-che/ghi?don-vi=${from}&loai=4&nam=2026&tu=2026-04-01`, page.url()).href);
  await page.getByLabel('Số được giao').fill('3');
  await page.locator('.field.err').getByText(new RegExp(`không còn từ 01/3/2026; hãy giao cho đơn vị kế thừa: ${heir}`)).waitFor();
  await sound(page);

  await page.goto(new URL('/bien-che', page.url()).href);
  await notice.getByRole('link', { name: `Giao cho ${heir}` }).waitFor();
  await notice.getByRole('link', { name: /^Điều chỉnh về 0/ }).click();
  await page.waitForURL(/viec=dieu-chinh/);
  assert.equal(await page.getByLabel('Số được giao').inputValue(), '0');
  assert.equal(await page.getByLabel(/^Có hiệu lực từ/).inputValue(), '01/3/2026');
  await page.getByLabel(/^Lý do/).first().fill('Đơn vị không còn.');
  await page.getByRole('complementary').getByText(/Điều chỉnh/i).first().waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/\/bien-che(\?|$)/);
  await page.getByRole('row').nth(3).waitFor();
  await notice.waitFor({ state: 'detached' });
});

test('who sees one school sees that school', async () => {
  const page = await open(day, { actor: 'truong' });
  await page.getByText(/Chỉ đếm người bạn được xem/).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Giao biên chế' }).count(), 0);
  await sound(page);
});

for (const lang of ['vi', 'en'])
  test(`staffing fits 390 px (${lang})`, () =>
    walk([day, '/bien-che/nguoi?so=hien-co&loai=4&valid=2024-08-01'], { width: 390, height: 844, lang }, (page) => page.getByRole('row').nth(3)));
