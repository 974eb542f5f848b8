import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { follow, open, search, settled, sound, walk } from './browser.mjs';

// Each language, width and theme once; what is walked through below is Vietnamese at 1440 px.
const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const counted = async (page) => Number((await page.getByRole('status').locator('b').first().textContent()).replace(/\D/g, ''));
const preview = (page) => page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });

/** Scrolls to a section that is asked for only when it comes into view. */
async function reach(page) {
  await settled(page);
  const list = page.locator('ht-contribution-list table');
  for (let n = 0; n < 40 && !(await list.isVisible()); n++) {
    await page.mouse.wheel(0, 300);
    await settled(page);
  }
  await list.waitFor();
}

/** The address of the first contribution at a stage. */
async function first(stage) {
  const page = await open(`/dong-gop?buoc=${stage}`);
  const link = page.getByRole('row').nth(1).getByRole('link').first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await page.close();
  return href.split('?')[0];
}

/** Chooses somebody in the n-th line of a field of people. */
async function choose(page, n, words) {
  const line = page.getByRole('group', { name: `Người thứ ${n}` });
  await line.getByRole('combobox').fill(words);
  await line.getByRole('option', { disabled: false }).filter({ hasText: words }).first().click();
  await line.getByRole('button', { name: 'Đổi' }).waitFor();
}

async function record(page) {
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
}

for (const [lang, width, height, theme] of looks)
  test(`pages of contributions are sound to look at (${lang}, ${width} px)`, async () => {
    const [sitting, recognised] = [await first(6), await first(7)];
    await walk(['/dong-gop', recognised, `${sitting}/hoi-dong`, '/dong-gop/ghi', `${sitting}/ghi?viec=score`, `${recognised}/ghi?viec=correct`, `${recognised}/ghi?viec=replicate`], { lang, width, height, theme });
  });

test('every figure opens the list it counts, filters are in the address, and the past is another list', async () => {
  const page = await open('/dong-gop');
  const figure = page.getByRole('link', { name: /^Trước hội đồng/ });
  const said = Number((await figure.locator('b').textContent()).replace(/\D/g, ''));
  await figure.click();
  await page.waitForURL(/buoc=6/);
  await page.getByText('đóng góp khớp').waitFor();
  await settled(page);
  assert.equal(await counted(page), said);
  await page.getByRole('button', { name: 'Lọc', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Loại' }).click();
  await page.getByRole('dialog').getByLabel('Phản biện').check();
  await page.getByText('Không có đóng góp nào khớp').waitFor();
  // Two values of one filter list what either lists.
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Sáng kiến' }).check();
  await page.waitForURL((url) => url.searchParams.get('loai') === '1,5');
  await page.getByRole('row').nth(1).waitFor();
  await sound(page);
  await page.getByRole('dialog').getByRole('checkbox', { name: 'Sáng kiến' }).uncheck();
  await page.getByText('Không có đóng góp nào khớp').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Bỏ mọi bộ lọc' }).click();
  await page.waitForURL((url) => !url.search.includes('buoc'));
  await search(page, 'tre lam quen voi toan');
  await page.getByRole('row', { name: /làm quen với toán/ }).first().waitFor();
  const now = await counted(page);
  await page.goto(`${new URL(page.url()).origin}/dong-gop?valid=2018-01-01`);
  await page.locator('.say').getByText('Đang xem quá khứ').waitFor();
  await page.getByRole('row').nth(1).waitFor();
  assert.ok((await counted(page)) < 600 && now > 0);
  assert.equal(await page.getByRole('link', { name: 'Ghi đóng góp' }).count(), 0, 'nothing is recorded in the past');
});

test('the overview says how many there are, and each figure opens the list it counts', async () => {
  const page = await open('/tong-quan');
  const figure = page.getByRole('region', { name: 'Con số' }).getByRole('link', { name: /^cấp huyện/ });
  await figure.waitFor();
  const said = Number((await figure.locator('b').textContent()).replace(/\D/g, ''));
  await figure.click();
  await page.waitForURL((url) => url.pathname === '/dong-gop' && url.search === '?cap=2');
  await page.getByText('đóng góp khớp').waitFor();
  await settled(page);
  assert.equal(await counted(page), said);
});

test('the overview counts one year, and its figures open the list of that year', async () => {
  const page = await open('/tong-quan');
  const figures = page.getByRole('region', { name: 'Con số' });
  const all = await figures.getByRole('link', { name: /^Sáng kiến/ }).locator('b').textContent();
  await page.getByRole('combobox', { name: 'Năm làm' }).selectOption('2022');
  await page.waitForURL(/nam-dong-gop=2022/);
  await page.getByText(/làm trong năm 2022/).waitFor();
  await settled(page);
  const one = figures.getByRole('link', { name: /^Sáng kiến/ });
  const said = await one.locator('b').textContent();
  assert.ok(Number(said) > 0 && said !== all);
  await one.click();
  await page.waitForURL((url) => url.pathname === '/dong-gop' && url.searchParams.get('nam') === '2022');
  await page.getByText('đóng góp khớp').waitFor();
  await settled(page);
  assert.equal(await counted(page), Number(said));
});

test('G and L lead there, and the palette does', async () => {
  const page = await open('/van-ban');
  await page.getByRole('row').nth(1).waitFor();
  // As fast as a hand does it: neither waits for the page to have dealt with the other.
  await Promise.all(['g', 'l'].map((key) => page.keyboard.press(key)));
  await page.waitForURL(/\/dong-gop/);
  await page.getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('option', { name: /Tới Đóng góp/ }).or(page.getByText('Tới Đóng góp')).first().waitFor();
});

test('an initiative is recorded, filed, judged by its council and recognised on a paper', async () => {
  const [title, solution] = [`Hẹn giờ tưới vườn trường ${Date.now()}`, 'Bộ hẹn giờ rẻ tiền nối với van tưới.'];
  const page = await open('/dong-gop/ghi');
  const authors = page.getByRole('button', { name: /^Bước 3 trên 4: Ai làm/ });
  await page.getByText('Còn thiếu: loại, tên').waitFor();
  await authors.click();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('heading', { name: 'Đóng góp gì' }).and(page.locator(':focus')).waitFor();
  await page.getByRole('button', { name: 'Bước 3 trên 4: Ai làm (có điều phải sửa)' }).waitFor();
  await sound(page);
  await page.getByLabel('Loại').selectOption({ label: 'Sáng kiến' });
  await page.getByLabel('Tên', { exact: true }).fill(title);
  await page.getByRole('combobox').and(page.locator('[id$=unitId]')).or(page.locator('[id$=unitId] input')).first().fill('Tân Túc 2');
  await page.getByRole('option', { name: /Tân Túc 2/ }).first().click();
  await page.getByLabel('Làm từ').fill('3/2026');
  await page.getByRole('button', { name: 'Tiếp: Nội dung' }).click();
  await page.getByRole('heading', { name: 'Nội dung' }).and(page.locator(':focus')).waitFor();
  await page.getByLabel(/^Đã làm gì/).fill(solution);
  await authors.click();
  await choose(page, 1, 'Lê Thị Ngọc');
  await page.getByRole('button', { name: 'Thêm người' }).click();
  await choose(page, 2, 'Trần Thị Thu');
  for (const [n, share] of [[1, '60'], [2, '50']]) await page.getByRole('group', { name: `Người thứ ${n}` }).getByLabel(/Tỷ lệ/).fill(share);
  await page.getByText('thừa 10 %').waitFor();
  await page.getByText(/Tỷ lệ của các tác giả cộng lại là 110 %/).first().waitFor();
  await page.getByRole('button', { name: 'Chia đều' }).click();
  await page.getByText('Cộng 100 %').waitFor();
  await preview(page).getByText(title).first().waitFor();
  await sound(page);
  await record(page);
  await page.waitForURL(/dong-gop\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByRole('table').getByText('50 %').first().waitFor();

  const step = async (name, fill) => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.waitForURL(/viec=/);
    await fill();
    await record(page);
    await page.waitForURL(/dong-gop\/[0-9a-f-]{36}(\/hoi-dong)?$/);
    await settled(page);
  };
  await step('Nộp đơn', () => page.getByLabel('Ngày', { exact: true }).fill('02/4/2026'));
  await step('Đơn đủ', () => page.getByLabel('Ngày', { exact: true }).fill('08/4/2026'));
  await step('Triệu tập hội đồng', async () => {
    await choose(page, 1, 'Nguyễn Thị Ngọc Hương');
    await page.getByLabel('Ngày', { exact: true }).fill('20/4/2026');
  });
  await page.getByRole('link', { name: 'Mở phòng hội đồng' }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Phòng hội đồng' }).waitFor();
  await page.getByText('0 trên 1 thành viên đã chấm').waitFor();
  await page.getByRole('button', { name: /^Công nhận/ }).and(page.locator('[aria-disabled=true]')).waitFor();
  await step(/^Ghi điểm/, async () => {
    await page.getByRole('radiogroup').nth(3).waitFor();
    for (const group of await page.getByRole('radiogroup').all()) await group.getByLabel('Đạt', { exact: true }).check();
    await page.getByLabel(/^Điểm/).fill('85');
    await preview(page).getByText('85').first().waitFor();
  });
  await page.getByText('1 trên 1 thành viên đã chấm').waitFor();
  await page.getByText('85,0').waitFor();
  await step('Công nhận', async () => {
    await page.getByLabel('Cấp công nhận').selectOption({ label: 'cấp cơ sở' });
    await page.getByLabel('Ngày', { exact: true }).fill('28/4/2026');
    await page.getByText(/Còn thiếu: căn cứ/).waitFor();
    const paper = page.getByRole('combobox', { name: /văn bản/ });
    await paper.fill('sáng kiến');
    await page.getByRole('option').filter({ hasText: 'QĐ-SK' }).first().click();
  });
  await page.getByText('Công nhận cấp cơ sở').first().waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Trước hội đồng' }).getByText('20/4/2026').waitFor();
  await sound(page);

  // Whoever writes the same again is told before it is submitted.
  await follow(page, '/dong-gop/ghi');
  await page.getByLabel('Loại').selectOption({ label: 'Sáng kiến' });
  await page.getByLabel('Tên', { exact: true }).fill(title);
  await page.keyboard.press('Enter');
  await page.getByLabel(/^Đã làm gì/).fill(solution);
  const similar = page.getByRole('region').or(page.locator('section')).filter({ hasText: 'Sáng kiến tương tự đã có trước' });
  const [beside] = await Promise.all([page.waitForEvent('popup'), similar.getByRole('link', { name: title }).click()]);
  await beside.getByRole('heading', { level: 1, name: title }).waitFor();
  await beside.close();
  await sound(page);
  await page.getByRole('button', { name: 'Quay lại' }).click();
  await page.getByLabel('Loại').selectOption({ label: 'Phản biện' });
  await similar.waitFor({ state: 'detached' });
});

test('whose work it is stands on their page and their unit\'s, and a reader of one school sees its own', async () => {
  const page = await open(await first(7));
  await page.getByRole('table').getByRole('link').first().waitFor();
  const title = await page.getByRole('heading', { level: 1 }).textContent();
  const unit = await page.locator('.ids a').getAttribute('href');
  await page.locator('table.authors a').first().click();
  await page.waitForURL(/nhan-su/);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await reach(page);
  await page.getByRole('link', { name: title.trim() }).waitFor();
  await page.goto(new URL(unit, page.url()).href);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await reach(page);
  await page.getByRole('columnheader', { name: 'Tác giả' }).waitFor();

  const clerk = await open('/dong-gop', { actor: 'truong' });
  await clerk.getByRole('row').nth(1).waitFor();
  assert.ok((await counted(clerk)) < 40);
});
