import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, search, settled, sound, walk } from './browser.mjs';

// Each language, width and theme once; what is walked through below is Vietnamese at 1440 px.
const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const digits = async (locator) => Number((await locator.textContent()).replace(/\D/g, ''));
const counted = (page) => digits(page.getByRole('status').locator('b').first());
const column = (page, name) => page.getByRole('region', { name: new RegExp(`^${name}`) });

/** The address of somebody who was assessed. */
let assessed;
const someone = () => (assessed ??= (async () => {
  const page = await open('/nguon/danh-sach?buoc=9');
  const link = page.locator('tbody a').first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await page.close();
  return href.split('?')[0];
})());

for (const [lang, width, height, theme] of looks)
  test(`pages of the talent pool are sound to look at (${lang}, ${width} px)`, async () => {
    const one = await someone();
    await walk(['/nguon', '/nguon/danh-sach', '/nguon/danh-sach?nhom=4&buoc=10&dien=5', one, '/nguon/de-cu', `${one}/ghi?viec=danh-gia`, `${one}/ghi?viec=dinh-chinh`], { lang, width, height, theme });
  });

test('M on a slip offers the next steps and leads to the form of the one chosen; the slip stays until that is recorded, and the past has none', async () => {
  const page = await open('/nguon');
  const slip = column(page, 'Phát hiện').locator('.slip a').first();
  await slip.waitFor();
  const [name, before] = [(await slip.textContent()).trim(), await counted(page)];
  await slip.focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Ra khỏi nguồn' }).waitFor();
  await sound(page);
  await page.getByRole('menuitem', { name: 'Đề cử' }).click();
  await page.waitForURL(/\/nguon\/[0-9a-f-]{36}\/ghi\?viec=2$/);
  await page.getByRole('heading', { level: 1, name: 'Đề cử' }).waitFor();
  await page.goBack();
  await column(page, 'Phát hiện').locator('.slip', { hasText: name }).waitFor();
  assert.equal(await counted(page), before);

  await page.goto(new URL('/nguon?valid=2024-03-01', page.url()).href);
  await page.locator('.say').getByText('Đang xem quá khứ').waitFor();
  await page.locator('.slip').first().waitFor();
  assert.equal(await page.locator('.slip button, .slip[draggable=true]').count(), 0, 'nothing is moved in the past');
});

test('a slip is dragged to the form of its next step; where there is no such step it is said', async () => {
  const page = await open('/nguon');
  const slip = column(page, 'Phát hiện').locator('.slip').first();
  await slip.waitFor();
  await slip.dragTo(column(page, 'Trong nguồn'));
  await page.getByText('Từ "Phát hiện" chưa thể sang "Trong nguồn".').waitFor();
  await slip.dragTo(column(page, 'Phát hiện').locator('.slip').nth(2));
  assert.equal(new URL(page.url()).pathname, '/nguon', 'a slip put back is where it was');
  const href = (await slip.getByRole('link').getAttribute('href')).split('?')[0];
  await slip.dragTo(column(page, 'Đề cử'));
  await page.waitForURL((url) => url.pathname === `${href}/ghi` && url.search === '?viec=2');
  await page.getByLabel('Ngày chuyển bước').waitFor();
  await page.getByRole('combobox', { name: /văn bản/ }).waitFor();
  await page.getByLabel('Lý do').waitFor();
});

test('the rest of a column opens the list of its stages, with the filters of the board', async () => {
  const page = await open('/nguon?dien=1,7');
  const waiting = column(page, 'Trong nguồn');
  await waiting.locator('.slip').first().waitFor();
  const all = await digits(waiting.getByRole('heading').locator('span'));
  await waiting.getByRole('link', { name: /^còn/ }).click();
  await page.waitForURL((url) => url.pathname === '/nguon/danh-sach' && url.searchParams.get('buoc') === '4' && url.searchParams.get('dien') === '1,7');
  await page.getByRole('row').nth(1).waitFor();
  await settled(page);
  assert.equal(await counted(page), all);
});

test('every figure opens the list it counts; several values of a filter and words narrow the list', async () => {
  const page = await open('/nguon/danh-sach');
  await page.getByRole('row').nth(1).waitFor();
  const figures = page.getByRole('region', { name: /^Bao nhiêu người/ });
  const figure = figures.getByRole('link', { name: /^Kế cận/ });
  const said = await digits(figure.locator('b'));
  const others = await digits(figures.getByRole('link', { name: /^Nội bộ/ }).locator('b'));
  await figure.click();
  await page.waitForURL(/dien=1/);
  await settled(page);
  assert.equal(await counted(page), said);
  await page.getByRole('button', { name: /^Diện nguồn/ }).click();
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Nội bộ' }).check();
  await page.waitForURL((url) => url.searchParams.get('dien') === '1,7');
  await page.waitForFunction((many) => Number(document.querySelector('[role=status] b').textContent.replace(/\D/g, '')) === many, said + others);
  await sound(page);
  await page.keyboard.press('Escape');
  const name = (await page.getByRole('row').nth(1).getByRole('link').first().textContent()).trim();
  await search(page, name);
  await page.getByRole('row', { name: new RegExp(name) }).first().waitFor();
  assert.ok((await counted(page)) < said);
  await search(page, 'không ai tên thế này');
  await page.getByText('Không có ai khớp').waitFor();
  await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
  await page.waitForURL((url) => !url.search.includes('dien'));
});

test('somebody found by a search goes all the way through the pool: put forward, admitted, invited twice, at work, assessed by two, corrected, left', async () => {
  const page = await open('/nguon/tim?linh-vuc=1&trinh-do=106&xac-thuc=3&nam=4&trong=2');
  const found = page.getByRole('link', { name: /^Đề cử .+, kèm câu hỏi này/ }).first();
  await found.waitFor();
  const name = (await found.getAttribute('aria-label')).match(/^Đề cử (.+), kèm/)[1];
  await found.click();
  await page.getByText('Đề cử từ một lần tìm').waitFor();

  const record = async () => {
    await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
    await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await settled(page);
  };
  const stands = (stage) => page.locator('.life [aria-current=step]').filter({ hasText: stage }).waitFor();
  const form = async (step) => {
    await page.getByRole('button', { name: 'Chuyển bước' }).click();
    await page.getByRole('menuitem', { name: step }).click();
    await page.getByRole('heading', { level: 1, name: step }).waitFor();
  };
  const cite = async (words) => {
    await page.getByText(/Còn thiếu: .*căn cứ/).waitFor();
    await page.getByRole('combobox', { name: /văn bản/ }).fill(words);
    await page.getByRole('option').filter({ hasText: words }).first().click();
    await page.locator('.paperpick .picked').waitFor();
  };
  const because = (why) => page.getByLabel('Lý do').fill(why);
  const step = async (to, on, more) => {
    await form(to);
    await page.getByLabel('Ngày chuyển bước').fill(on);
    await more?.();
    // Every step says why, or on what paper.
    if (!(await page.locator('.paperpick .picked').count())) {
      await page.getByText(/Còn thiếu: .*lý do/).waitFor();
      await because('Theo đề nghị của đơn vị.');
    }
    await record();
    await stands(to);
  };

  await page.getByLabel('Chương trình').selectOption({ label: '03-ĐA/HU · Đề án đào tạo, tạo nguồn cán bộ lãnh đạo của Huyện' });
  await page.getByLabel('Phát hiện ngày').fill('06/01/2025');
  await page.getByLabel('Diện nguồn').selectOption({ label: 'Nội bộ' });
  await page.getByLabel('Vì sao xứng đáng').fill('Giữ hệ thống của đơn vị chạy thông suốt ba năm liền.');
  await because('Rà soát nguồn đầu năm.');
  await record();
  await stands('Phát hiện');
  await page.getByRole('heading', { name: 'Được tìm ra bởi' }).waitFor();

  await step('Đề cử', '13/01/2025');
  await step('Đã xác minh', '10/02/2025');
  await page.getByText('đạt 2 trên 2').waitFor();
  await step('Trong nguồn', '03/3/2025', () => cite('QĐ-UBND'));
  await step('Mời gọi', '10/3/2025', () => page.getByLabel('Mời làm việc gì').fill('Phụ trách chuyển đổi số'));
  await step('Từ chối', '17/3/2025', () => page.getByLabel('Vì sao').fill('Chưa thu xếp được việc ở đơn vị.'));
  await page.getByText('Chưa thu xếp được việc ở đơn vị.').first().waitFor();
  await step('Mời gọi', '01/9/2025');
  await step('Đã nhận lời', '08/9/2025');
  await step('Sử dụng', '15/9/2025', async () => {
    await page.getByLabel('Giao việc gì').fill('Tổ trưởng chuyển đổi số');
    await cite('QĐ-UBND');
  });

  // Two assessors of one round; what they agree on is told once both have marked.
  for (const [who, marks] of [['Nguyễn Thị Ngọc Hương', [5, 4]], ['Trần Thị Thu', [4, 4]]]) {
    await form('Đánh giá');
    await page.getByLabel('Đợt').fill('2026');
    await page.getByLabel('Ngày đánh giá').fill(who === 'Trần Thị Thu' ? '21/5/2026' : '20/5/2026');
    await page.getByRole('combobox', { name: /Tìm người/ }).fill(who);
    await page.getByRole('option').filter({ hasText: who }).first().click();
    const selects = page.locator('.form select');
    for (let n = 0; n < (await selects.count()); n++) await selects.nth(n).selectOption(String(marks[Math.min(n, 1)]));
    await page.getByLabel('Dựa vào đâu').fill('Theo báo cáo kết quả sáu tháng.');
    await because('Đánh giá đợt 2026.');
    await record();
    await stands('Đã đánh giá');
  }
  const round = page.getByRole('region', { name: 'Đợt 2026' });
  await round.getByRole('row').nth(1).getByText('cao').waitFor();
  assert.equal(await round.getByRole('row').nth(2).getByRole('cell').first().textContent(), '4');
  await sound(page);

  await form('Đính chính');
  await page.getByLabel('Vì sao xứng đáng').fill('Giữ hệ thống của đơn vị chạy thông suốt bốn năm liền.');
  await because('Ghi thiếu một năm.');
  await record();
  await page.getByText('Giữ hệ thống của đơn vị chạy thông suốt bốn năm liền.').first().waitFor();

  await step('Ra khỏi nguồn', '01/9/2026', () => page.getByLabel('Vì sao').fill('Được bổ nhiệm, hết diện theo dõi.'));
  assert.equal(await page.locator('.life li').count(), 12, 'every step is told');
  await page.getByRole('button', { name: 'Chuyển bước' }).click();
  assert.equal(await page.getByRole('menuitem', { name: 'Mời gọi' }).count(), 0, 'whoever has left goes no further');
});
