import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { huong, open, search, sound, walk } from './browser.mjs';

const day = 'valid=2024-08-01';
const figure = async (link) => Number((await link.innerText()).replaceAll('.', ''));

/** Each page and what is there once it has answered. */
const pages = [
  ['/tong-quan', (page) => page.locator('.multi figure, ht-indicator-figures table').first()],
  ['/chuan', (page) => page.getByRole('link', { name: /primary|tiểu học/i }).first()],
  ['/chuan/chua-dat', (page) => page.getByRole('row').nth(20)],
  ['/chuan/doi-chieu', (page) => page.getByRole('row').nth(20)],
  ['/chuan/thay-doi?a=2024-08-01~2024-08-01&b=2024-08-01~', (page) => page.getByRole('row').nth(6)],
  ['/chuan/neu-nhu', (page) => page.locator('#which')],
  ['/tong-quan/chi-tieu?muc=1', (page) => page.getByRole('row').nth(20)],
];
const at = (path, more = day) => `${path}${path.includes('?') ? '&' : '?'}${more}`;

// Each language, width and theme once; what is walked through below is Vietnamese at 1440 px.
const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];

for (const [lang, width, height, theme] of looks)
  test(`the pages of standards and indicators are sound (${lang}, ${width} px)`, () => {
    const there = new Map(pages.map(([path, it]) => [at(path), it]));
    return walk([...there.keys()], { lang, width, height, theme }, (page, path) => there.get(path)(page));
  });

test('the overview is the first page, and its figures open to as many people', async () => {
  const page = await open('/', { actor: 'lanhdao' });
  await page.waitForURL(/tong-quan/);
  await page.goto(page.url().split('?')[0] + `?${day}`);
  const lede = page.locator('.lede');
  await lede.getByText('4.933').waitFor();
  await lede.getByRole('link', { name: /141/ }).click();
  await page.waitForURL(/chua-dat/);
  await page.getByRole('status').getByText('141', { exact: true }).waitFor();
  await page.goBack();
  await lede.getByRole('link', { name: /4\.933/ }).click();
  await page.waitForURL(/bien-che/);
  await page.getByRole('status').getByText('4.933', { exact: true }).waitFor();
});

test('the break in the signed plan is shown with its smallest repair, the printed figure kept', async () => {
  const page = await open(`/tong-quan?${day}`, { actor: 'lanhdao' });
  const row = page.locator('.recon tr.brk');
  await row.waitFor();
  assert.match((await row.innerText()).replace(/\s+/g, ' '), /Viên chức 123 133 −10/);
  await page.getByText(/123\s+thành\s+133/).waitFor();
});

test('indicators can be read as a table', async () => {
  const page = await open(`/tong-quan?${day}`, { actor: 'lanhdao' });
  await page.locator('.multi figure').nth(3).waitFor();
  assert.ok((await page.locator('.multi svg[role=img]').first().getAttribute('aria-label')).length > 20);
  await page.getByRole('button', { name: 'Bảng' }).last().click();
  await page.locator('.months').waitFor();
  await sound(page);
});

test('law and plan stay two lists, and each cell of the report opens to as many people', async () => {
  const page = await open(`/chuan/doi-chieu?${day}`);
  const primary = page.getByRole('row', { name: /^Tiểu học/ });
  await primary.waitFor();
  for (const [nth, kind] of [[0, 'luật'], [-1, 'kế hoạch']]) {
    const link = primary.getByRole('link', { name: new RegExp(`${kind}, chưa đạt$`) });
    const [count, href] = [await figure(link), await link.getAttribute('href')];
    assert.ok(count > 0, `${kind} ${nth}`);
    const list = await open(href);
    await list.getByRole('status').getByText(String(count), { exact: true }).waitFor();
    await list.close();
  }
});

test('somebody below standard is named with reason, deadline, clause and how far it was checked', async () => {
  const page = await open(`/chuan/chua-dat?${day}&nhom=public_employee.primary`);
  await page.getByRole('status').getByText('78', { exact: true }).waitFor();
  const row = page.getByRole('row', { name: /Giáo viên tiểu học/ }).first();
  const text = await row.innerText();
  for (const said of [/Chưa đạt/, /Cao nhất là/, /31\/12\/2030/, /L-TH-1/, /Điều 72/, /chưa đối chiếu/]) assert.match(text, said);
  assert.doesNotMatch(text, /Pedagogy|Political/);
  await row.getByRole('link').first().click();
  await page.waitForURL(/nhan-su/);
  await page.getByRole('heading', { name: 'Đối chiếu chuẩn' }).waitFor();
  await page.getByRole('button', { name: /Xem văn bằng quyết định/ }).first().click();
  await page.locator('ht-why-panel').waitFor();
  await sound(page);
});

test('nobody found and a failure both say what to do', async () => {
  const page = await open(`/chuan/chua-dat?${day}&ket-qua=8`);
  await page.getByText('Không có ai như vậy').waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
  await page.getByRole('row').nth(5).waitFor();
  const failing = await open('/chuan/khong-phai-ma');
  await failing.getByRole('alert').waitFor();
  failing.errors.length = 0;
  await sound(failing);
});

test('what if: an older standard on another day, and a draft that asks for more', async () => {
  const page = await open(`/chuan?${day}`);
  await search(page, 'L-TH-1');
  await page.getByRole('link', { name: /tiểu học/ }).first().click();
  await page.getByRole('heading', { name: /Giáo viên tiểu học/ }).waitFor();
  await sound(page);
  await page.getByRole('link', { name: 'Nếu như' }).last().click();
  await page.getByLabel('Lời văn của').fill('01/02/2026');
  await page.getByText(/người sẽ chưa đạt/).waitFor();
  await page.getByRole('button', { name: 'Một bản nháp từ chuẩn này' }).click();
  await page.getByLabel('Từ trình độ').first().selectOption('107');
  await page.getByText(/Mâu thuẫn với L-TH-1/).waitFor();
  await page.getByText(/[1-9][\d.]* trên [\d.]+ người sẽ chưa đạt; [1-9]/).waitFor();
  await sound(page);
});

test('two moments tell who came below or left it, by which entry and on what paper', async () => {
  const page = await open('/chuan/thay-doi');
  await page.getByLabel(/Hiệu lực/).first().fill('1/8/2024');
  await page.getByLabel(/Như đã biết/).first().fill('1/8/2024');
  await page.getByLabel(/Hiệu lực/).last().fill('1/8/2024');
  await page.getByRole('button', { name: 'So', exact: true }).click();
  await page.getByText('143 người ở mốc A, 141 người ở mốc B. 2 người thành chưa đạt, 4 người không còn.').waitFor();
  assert.equal(await page.locator('.changes tbody tr').count(), 6);
  assert.match(await page.locator('.changes .whyc').first().innerText(), /\d+\/QĐ-ĐT/);
  await page.getByRole('link', { name: /^So hồ sơ ở hai mốc/ }).first().click();
  await page.locator('ht-compare-page .diff tbody tr').first().waitFor();
  await sound(page);
});

test('a standard of all times says whether it is to come or gone', async () => {
  const page = await open(`/chuan?${day}&luc=moi`);
  await page.getByText('sắp có hiệu lực').first().waitFor();
  await sound(page);
});

test('only who records units is offered to record a standard, and a form says what is missing', async () => {
  const leader = await open('/chuan', { actor: 'lanhdao' });
  await leader.getByRole('row').nth(3).waitFor();
  assert.equal(await leader.getByRole('link', { name: 'Ban hành chuẩn' }).count(), 0);
  const page = await open('/chuan');
  await page.getByRole('link', { name: 'Ban hành chuẩn' }).click();
  await page.getByText(/Còn thiếu/).waitFor();
  await sound(page);
});

test('a repeal is tried and shown before it is recorded', async () => {
  const page = await open('/chuan');
  await page.getByRole('link', { name: /^BT|Bố trí đúng ngành: văn thư/ }).first().click();
  await page.getByRole('button', { name: 'Ghi thay đổi chuẩn' }).click();
  await page.getByRole('menuitem', { name: /Bãi bỏ/ }).click();
  await page.getByLabel('Hết hiệu lực từ').fill('01/01/2030');
  await page.getByLabel('Lý do').first().fill('Thử xem sẽ ghi gì');
  await page.getByRole('complementary').or(page.locator('ht-preview')).getByText(/Hết hiệu lực|Bãi bỏ|bãi bỏ/).first().waitFor();
  await sound(page);
});

test('a person stands against the law first and the plan apart', async () => {
  const page = await open(`${await huong()}?${day}`);
  const section = page.locator('ht-person-standings');
  await section.getByText(/Luật: \d+ trên \d+/).waitFor();
  const [law, plan] = await section.locator('h3 .tag').allInnerTexts();
  assert.deepEqual([law, plan], ['Luật', 'Kế hoạch']);
  await section.getByRole('button', { name: 'Cả chuẩn không áp dụng' }).click();
  await section.getByText('Không áp dụng').first().waitFor();
  await sound(page);
});
