import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, open, sound, walk } from './browser.mjs';

// Far in the future, where no other test looks.
const tag = Date.now().toString(36).toUpperCase();
const code = `T-${tag}`;
const preview = (page) => page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
const wrong = (page, label) => page.locator('.field.err').filter({ hasText: label });

/** Records what is on screen once it has been tried. */
async function record(page, said) {
  await preview(page).getByText(said).first().waitFor();
  // So far ahead is warned of.
  const why = page.getByLabel(/^Lý do vẫn ghi/);
  for (const one of await why.all()) await one.fill('Thử ở năm không ai xem.');
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
}

async function change(page, name) {
  await page.getByRole('button', { name: 'Ghi thay đổi chuẩn' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('a standard is enacted by hand, amended, corrected and repealed; what makes no sense is refused at its field with the remedy', async () => {
  const page = await open('/chuan');
  await page.getByRole('link', { name: 'Ban hành chuẩn' }).click();
  await page.getByLabel(/^Có hiệu lực từ/).fill('01/01/2040');
  await page.getByLabel(/^Hết hiệu lực từ/).fill('01/01/2039');
  await page.getByLabel('Mã ngắn').fill(code);
  await page.getByLabel('Của ai').selectOption({ label: 'Luật' });
  await page.getByLabel('Tên tiếng Việt').fill('Giáo viên thử: thạc sĩ');
  await page.getByLabel('Tên tiếng Anh').fill('Teachers on trial: master');
  await page.getByRole('checkbox', { name: 'Viên chức' }).check();
  await page.getByLabel(/^Chức danh/).fill('Giáo viên tiểu học');
  await page.getByLabel('Thang được xét').selectOption({ label: 'Chuyên môn' });
  const ways = page.locator('.field').filter({ hasText: 'Các cách đạt chuẩn' });
  await ways.getByRole('button', { name: 'Thêm một cách' }).click();
  await ways.getByLabel('Từ trình độ').selectOption({ label: 'Thạc sĩ' });
  await page.getByLabel('Nguồn').fill('Nghị định thử 1/2039/NĐ-CP');
  await page.getByLabel('Đã đối chiếu tới đâu').selectOption({ label: 'chưa đối chiếu với văn bản nào' });

  // It ends before it starts.
  await wrong(page, 'Hết hiệu lực từ').getByText(/hết hiệu lực \(01\/01\/2039\) trước khi có hiệu lực \(01\/01\/2040\); hãy xem lại hai ngày/).waitFor();
  await sound(page);
  await page.getByLabel(/^Hết hiệu lực từ/).fill('');
  // Two rules ask different things of one post: which, and what can be done.
  const conflict = page.getByRole('alert').filter({ hasText: /cũng áp dụng cho một chức danh như thế và yêu cầu khác; hãy thu hẹp phạm vi, ghi chuẩn nào được ưu tiên, hoặc bãi bỏ chuẩn cũ/ });
  await conflict.waitFor();
  assert.match(await conflict.getByRole('link').getAttribute('href'), /^\/chuan\/[0-9a-f-]{36}/);
  assert.equal(await page.getByRole('button', { name: 'Ghi vào sổ' }).getAttribute('aria-disabled'), 'true');
  await sound(page);
  // A code that is somebody else's.
  await page.getByLabel('Mã ngắn').fill('L-TH-1');
  await wrong(page, 'Mã ngắn').getByText(/đang là của một chuẩn khác/).waitFor();
  await page.getByLabel('Mã ngắn').fill(code);
  await conflict.waitFor();
  await page.getByLabel(/^Chức danh/).fill(`Chức danh thử ${tag}`);
  await conflict.waitFor({ state: 'detached' });
  await sound(page);
  await record(page, /Ban hành chuẩn/);
  await page.waitForURL(/chuan\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { name: /Giáo viên thử: thạc sĩ/ }).waitFor();
  await sound(page);
  const address = new URL(page.url()).pathname;

  await change(page, /Sửa đổi/);
  assert.equal(await page.getByLabel('Mã ngắn').inputValue(), code, 'the form begins from the wording in force');
  await page.getByLabel('Tên tiếng Việt').fill('Giáo viên thử: tiến sĩ');
  await page.getByLabel('Từ trình độ').first().selectOption({ label: 'Tiến sĩ' });
  await page.getByLabel(/^Có hiệu lực từ/).fill('01/6/2039');
  await wrong(page, 'Có hiệu lực từ').getByText(/không có hiệu lực vào 01\/6\/2039; hãy chọn ngày trong thời gian có hiệu lực/).waitFor();
  await sound(page);
  await page.getByLabel(/^Có hiệu lực từ/).fill('01/01/2042');
  await record(page, /Sửa chuẩn/);
  await page.waitForURL(new RegExp(`${address}$`));
  await page.getByText('2 bản, mới nhất đứng trước').waitFor();
  await sound(page);

  await change(page, /Đính chính/);
  await page.getByLabel('Điều, khoản').fill('Điều 9');
  await page.getByText(/Còn thiếu: lý do/).waitFor();
  await page.getByLabel(/^Hết hiệu lực từ/).fill('01/01/2041');
  await page.getByLabel('Lý do').fill('Ghi sót điều khoản.');
  // The wording chosen begins in 2042, so that it cannot have ended the year before.
  const question = page.getByRole('alertdialog', { name: 'Bỏ những gì đã điền?' });
  for (const [answer, kept] of [['Ở lại điền tiếp', true], ['Rời đi', false]]) {
    const before = await page.locator('#wording').inputValue();
    await page.locator('#wording').selectOption({ index: 1 });
    await question.getByRole('button', { name: answer }).click();
    await question.waitFor({ state: 'hidden' });
    await page.waitForFunction(([at, same]) => (document.querySelector('#wording').value === at) === same, [before, kept]);
  }
  await page.getByLabel('Điều, khoản').fill('Điều 9');
  await page.getByLabel('Lý do').fill('Ghi sót điều khoản.');
  await page.getByLabel(/^Hết hiệu lực từ/).fill('01/01/2041');
  await wrong(page, 'Hết hiệu lực từ').getByText(/hãy xem lại hai ngày/).waitFor();
  await sound(page);
  await page.getByLabel(/^Hết hiệu lực từ/).fill('');
  await record(page, /Đính chính chuẩn/);
  await page.waitForURL(new RegExp(`${address}$`));
  await page.getByText('Điều 9').first().waitFor();

  await change(page, /Bãi bỏ/);
  await page.getByLabel(/^Hết hiệu lực từ/).fill('01/01/2035');
  await wrong(page, 'Hết hiệu lực từ').getByText(/không có hiệu lực vào 01\/01\/2035/).waitFor();
  await sound(page);
  await page.getByLabel(/^Hết hiệu lực từ/).fill('01/01/2045');
  await record(page, /Bãi bỏ chuẩn/);
  await page.waitForURL(new RegExp(`${address}$`));
  const history = page.locator('ht-history');
  await history.getByText(/Bãi bỏ chuẩn/).waitFor();
  for (const said of [/Ban hành chuẩn/, /Sửa chuẩn/, /Đính chính chuẩn/]) await history.getByText(said).first().waitFor();
  await sound(page);

  for (const [lang, width] of [['en', 1440], ['vi', 390]])
    await walk([address, `${address}/ghi?viec=amend`, `${address}/ghi?viec=correct`, `${address}/ghi?viec=repeal`, '/chuan/them', '/chuan/nap'], { lang, width, height: 844 });
});

test('what comes with the product is loaded once; then nothing is left to load, and it says so', async () => {
  const page = await open('/chuan/nap');
  await page.getByRole('complementary').getByText('Sổ đã có đủ các chuẩn đi kèm; không còn gì để nạp.').waitFor();
  await sound(page);
});

test('without a server the pages say what failed and what to do, and come back by themselves when asked', async () => {
  for (const [path, there] of [['/chuan', 'link'], ['/bien-che', 'row'], ['/tong-quan', 'row'], ['/don-vi', 'treeitem'], ['/tong-quan/so-in', 'row']])
    for (const width of [1440, 390]) {
      const page = await open('/tai-khoan', { width, height: 844 });
      await page.getByRole('heading', { level: 1 }).waitFor();
      // The browser tells of each call that failed; the page may not fail over it.
      page.removeAllListeners('console');
      const dead = (route) => (/GetSession|GetRegistry/.test(route.request().url()) ? route.continue() : route.abort());
      await page.route('**/hientai.*/**', dead);
      await page.goto(new URL(path, page.url()).href);
      const alert = page.locator('main').getByRole('alert').first();
      await alert.getByText('Không nối được máy chủ').waitFor();
      await alert.getByText('UNREACHABLE').waitFor();
      assert.equal(await fits(page), true, `${path} does not scroll sideways`);
      await sound(page);
      await page.unroute('**/hientai.*/**', dead);
      await alert.getByRole('button', { name: 'Thử lại' }).click();
      await page.locator('main, nav.tree').getByRole(there).nth(2).waitFor();
      await page.close();
    }
});
