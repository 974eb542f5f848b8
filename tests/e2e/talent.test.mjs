import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from './case.mjs';
import { open, saved, search, settled, sound, walk } from './browser.mjs';
import { readWorkbook } from './read-workbook.mjs';

/** Nobody is taken for a person already on record, in a registry that has seen this test. */
const upTo = (n) => Math.floor(Math.random() * n);
const anyBirth = () => `${1 + upTo(28)}/${1 + upTo(12)}/${1955 + upTo(40)}`;

// Each language, width and theme once; what is walked through below is Vietnamese at 1440 px.
const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const status = (page) => page.getByRole('status').filter({ hasText: 'đã xét' }).textContent();

for (const [lang, width, height, theme] of looks)
  test(`finding people, experts, succession and programmes are sound to look at (${lang}, ${width} px)`, () =>
    walk(['/nguon/tim?linh-vuc=3&trinh-do=107', '/nguon/chuyen-gia?tim=cong+nghe+thong+tin', '/nguon/ke-can', '/nguon/chuong-trinh', '/nguon/chuong-trinh/them', '/nhan-su/them?ngoai=1'], { lang, width, height, theme }));

test('a need is asked in the address, answered with reasons, and says who was left out by what', async () => {
  const page = await open('/nguon/tim');
  await settled(page);
  await page.getByRole('combobox', { name: 'Lĩnh vực' }).selectOption({ label: 'Trí tuệ nhân tạo' });
  await page.waitForURL(/linh-vuc=3/);
  await page.getByRole('combobox', { name: 'trình độ' }).selectOption({ label: 'từ thạc sĩ' });
  await page.waitForURL(/trinh-do=107/);
  await settled(page);
  const before = Number((await status(page)).match(/^\s*([\d.]+)/)[1].replace('.', ''));
  await page.getByRole('combobox', { name: 'văn bằng' }).selectOption({ label: 'đã xem bản chính' });
  await page.waitForURL(/xac-thuc=3/);
  await page.waitForFunction((many) => !document.querySelector('[aria-busy=true]') && document.querySelectorAll('.rank > li').length > 0 && document.querySelectorAll('.rank > li').length < many, before);
  assert.match(await page.locator('.out').textContent(), /văn bằng chưa được xác thực tới mức ấy/);
  // Points of the reasons make the points of the rank, and a reason opens the person at the fact.
  const first = page.locator('.rank > li').first();
  const points = (await first.locator('.pt-n').allTextContents()).map((text) => Number(text.replace('−', '-')));
  assert.equal(points.reduce((a, b) => a + b, 0), Number(await first.locator('.score b').textContent()));
  await first.locator('.reasons a').first().click();
  await page.waitForURL(/nhan-su\/.*muc=qualification/);
  await page.close();
});

test('posts with nobody to succeed come first, and the programmes say how far they were checked', async () => {
  const page = await open('/nguon/ke-can');
  await page.getByRole('row').nth(1).waitFor();
  assert.match(await page.getByRole('row').nth(1).textContent(), /chưa có ai/);
  await page.getByRole('button', { name: 'Chưa ai sẵn sàng' }).click();
  await page.waitForURL(/chi=chua-san-sang/);
  await page.locator('.tag.ok').first().waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'Chương trình' }).click();
  await page.getByRole('heading', { name: /Đề án đào tạo, tạo nguồn cán bộ/ }).waitFor();
  assert.match(await page.locator('.programme').first().textContent(), /chưa đối chiếu/);
  await page.close();
});

test('posts are found by words, and each state says how many it lists', async () => {
  const page = await open('/nguon/ke-can');
  await page.getByRole('row').nth(1).waitFor();
  const [row, successor, ready] = ['tbody tr', '.successor', '.tag.ok'].map((it) => page.locator(it));
  for (const [state, address, holds] of [
    ['Chưa có ai', 'trong', async () => (await successor.count()) === 0],
    ['Chưa ai sẵn sàng', 'chua-san-sang', async () => (await ready.count()) === 0],
    ['Có người sẵn sàng', 'san-sang', async () => (await row.filter({ has: ready }).count()) === (await row.count())],
  ]) {
    const button = page.getByRole('button', { name: state });
    const said = await button.locator('b').innerText();
    await button.click();
    await page.waitForURL((url) => url.searchParams.get('chi') === address);
    await page.getByRole('status').filter({ hasText: new RegExp(`^\\s*${said} chức danh`) }).waitFor();
    await settled(page);
    assert.ok(await holds(), state);
  }
  const howMany = Number(await page.getByRole('button', { name: 'Có người sẵn sàng' }).locator('b').innerText());
  const text = await readFile(await saved(page, 'CSV, dấu chấm phẩy'), 'utf8');
  assert.ok(text.startsWith('\ufeff'), 'a spreadsheet knows it as UTF-8 by that');
  const [header, ...lines] = text.trim().split('\r\n');
  assert.match(header, /^Chức danh;Đơn vị;Đang giữ;.*;Nguồn kế cận/);
  assert.equal(lines.length, howMany);
  assert.ok(lines.every((line) => line.includes('sẵn sàng')));
  for (const book of Object.values(await readWorkbook(await saved(page, 'Bảng tính Excel (.xlsx)')))) {
    const [list, about] = Object.values(book);
    assert.equal(list.length, howMany + 1);
    const said = Object.fromEntries(about);
    assert.match(said['Vị trí sổ cái'], /^#\d+$/);
    assert.match(said['Theo dữ liệu cập nhật đến'], /\d{4}, \d\d:\d\d/);
    assert.equal(said['Cây đơn vị'], 'của ngày ấy');
    assert.ok(Object.keys(book).includes('Về tệp này'));
  }
  await page.getByRole('button', { name: 'Tất cả' }).click();
  await search(page, 'hieu truong mam non');
  await page.getByRole('row').nth(1).waitFor();
  for (const one of await row.all()) assert.match(await one.innerText(), /hiệu trưởng[\s\S]*mầm non/i);
  await page.getByRole('button', { name: 'Sau' }).waitFor();
  await search(page, 'khongcochucdanhnao');
  await page.getByText('Không có chức danh nào ở đây').waitFor();
  await sound(page);
});

test('the board and the programmes are taken along whole, also what stands behind the first slips', async () => {
  const page = await open('/nguon');
  await settled(page);
  const slips = (await page.locator('.board h2 span').allTextContents()).map((n) => Number(n.replace('.', '')));
  for (const book of Object.values(await readWorkbook(await saved(page, 'Bảng tính Excel (.xlsx)'))))
    assert.equal(Object.values(book)[0].length, slips.reduce((a, b) => a + b, 0) + 1);
  await page.goto(new URL('/nguon/chuong-trinh', page.url()).href);
  await settled(page);
  await page.locator('.programme').first().waitFor();
  const programmes = await page.locator('.programme').count();
  for (const book of Object.values(await readWorkbook(await saved(page, 'Bảng tính Excel (.xlsx)'))))
    assert.equal(Object.values(book)[0].length, programmes + 1);
  await page.close();
});

test('the day by which somebody is needed is written as it is here, and what is no day is not asked', async () => {
  const page = await open('/nguon/tim');
  const day = page.getByRole('textbox', { name: 'làm được việc trước ngày' });
  await day.fill('hôm nào đó');
  await day.press('Enter');
  await page.getByRole('alert').getByText('Cần đủ ngày, tháng, năm').waitFor();
  await sound(page);
  await day.fill('31/12/2027');
  await day.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('truoc') === '2027-12-31');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.reload();
  await settled(page);
  assert.equal(await day.inputValue(), '31/12/2027');
});

test('somebody from outside is put on record with the ground they are kept on, or not at all', async () => {
  const page = await open('/nhan-su/them?ngoai=1');
  await page.getByLabel('Họ và tên').fill('Ngụy Thị Ngoài Ngành');
  await page.getByLabel('Ngày sinh', { exact: false }).first().fill(anyBirth());
  await page.getByLabel('Giới tính').selectOption({ label: 'Nữ' });
  await page.getByLabel('Đang ở đâu').selectOption({ label: 'Doanh nghiệp' });
  await page.getByLabel('Căn cứ lưu hồ sơ').selectOption({ label: 'Sự đồng ý của người ấy' });
  await page.getByLabel('Từ ngày').last().fill('1/6/2024');
  const preview = page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
  await preview.getByText('chưa ghi đồng ý lưu hồ sơ', { exact: false }).first().waitFor();
  await page.getByRole('checkbox', { name: 'Lưu hồ sơ', exact: false }).check();
  await page.getByRole('checkbox', { name: 'Nguồn nhân tài' }).check();
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.getByRole('heading', { level: 1, name: /Ngụy Thị Ngoài Ngành/ }).waitFor();
  await page.getByRole('heading', { name: 'Ngoài khu vực công' }).waitFor();
  await page.close();
});

test('whoever puts a successor forward finds in the form what is known of the post', async () => {
  const page = await open('/nguon/ke-can?chi=trong');
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Đề cử kế cận' }) }).first();
  const [post, unit] = [(await row.getByRole('rowheader').innerText()).split('\n')[0].trim(), (await row.getByRole('rowheader').getByRole('link').innerText()).trim()];
  await row.getByRole('link', { name: 'Đề cử kế cận' }).click();
  await page.waitForURL(/nguon\/de-cu/);
  assert.match(page.url(), /ngach=/, 'with the code of its title');
  await page.getByLabel('Diện nguồn').waitFor();
  assert.equal(await page.getByLabel('Diện nguồn').locator('option:checked').innerText(), 'Kế cận');
  assert.equal(await page.getByLabel('Chức danh sẽ kế nhiệm').inputValue(), post);
  assert.notEqual(await page.getByLabel('Loại chức danh kế nhiệm').inputValue(), '');
  await page.locator('form').getByText(unit).first().waitFor();
  // A programme that takes successors leaves all of it as it is; one that does not asks for the kind again.
  const programme = page.getByLabel('Chương trình');
  await programme.selectOption({ label: (await programme.locator('option').allInnerTexts()).find((text) => text.startsWith('03-ĐA/HU')) });
  assert.equal(await page.getByLabel('Chức danh sẽ kế nhiệm').inputValue(), post);
  await programme.selectOption({ label: (await programme.locator('option').allInnerTexts()).find((text) => text.startsWith('CG-BC')) });
  assert.equal(await page.getByLabel('Diện nguồn').inputValue(), '');
  await page.close();
});

test('who may not be kept in the pool yet is refused with the way to their consent; and it is begun from the palette', async () => {
  const page = await open('/nhan-su/them');
  await page.getByLabel('Họ và tên').fill('Lưu Thị Chưa Đồng Ý');
  await page.getByLabel('Ngày sinh', { exact: false }).first().fill(anyBirth());
  await page.getByLabel('Giới tính').selectOption({ label: 'Nữ' });
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/nhan-su\/[0-9a-f-]{36}$/);
  const id = page.url().split('/').at(-1);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('de cu');
  await page.getByRole('option', { name: 'Đề cử' }).click();
  await page.waitForURL(/nguon\/de-cu/);
  await page.goto(`${new URL(page.url()).origin}/nguon/de-cu?nguoi=${id}`);
  const programme = page.getByLabel('Chương trình');
  await programme.waitFor();
  await programme.selectOption({ label: (await programme.locator('option').allInnerTexts()).find((text) => text.startsWith('CG-BC')) });
  await page.getByLabel('Diện nguồn').selectOption({ label: 'Chuyên gia' });
  await page.getByLabel('Phát hiện ngày').fill('1/6/2024');
  await page.getByLabel('Vì sao xứng đáng').fill('Có công trình về thoát nước.');
  await page.getByLabel(/^Lý do/).fill('Hội giới thiệu.');
  const refusal = page.getByRole('alert').filter({ hasText: 'chưa có căn cứ' });
  await refusal.waitFor();
  await sound(page);
  // It opens beside the form, so that what is filled in is still there once the consent is on record.
  const [consent] = await Promise.all([page.context().waitForEvent('page'), refusal.getByRole('link', { name: 'Ghi sự đồng ý' }).click()]);
  await consent.waitForURL(new RegExp(`quyen-rieng-tu/nguoi/${id}/dong-y`));
  await consent.getByLabel('Đồng ý cho việc').selectOption({ label: 'Nguồn nhân tài' });
  await consent.getByLabel('Có hiệu lực từ').fill('01/01/2024');
  await consent.getByLabel(/^Lý do/).fill('Phiếu đồng ý đã ký.');
  await consent.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await consent.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await consent.waitForURL(/quyen-rieng-tu\/nguoi\/[0-9a-f-]{36}$|nhan-su/);
  await consent.close();
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await refusal.waitFor({ state: 'detached' });
  assert.equal(await page.getByLabel('Vì sao xứng đáng').inputValue(), 'Có công trình về thoát nước.');
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.close();
});
