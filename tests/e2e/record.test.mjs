import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { huong, open, search, sound } from './browser.mjs';

test('a change is previewed on the way it will be recorded, recorded, and corrected', async () => {
  const page = await open(await huong());
  await page.getByRole('link', { name: 'Ghi thay đổi' }).or(page.getByRole('button', { name: 'Ghi thay đổi' })).first().click();
  await page.getByText('Ghi trình độ', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Thang' }).waitFor();
  await sound(page);
  await page.getByRole('combobox', { name: 'Thang' }).selectOption({ label: 'Lý luận chính trị' });
  await page.getByRole('combobox', { name: 'Trình độ' }).selectOption({ label: 'Trung cấp' });
  await page.getByLabel('Cấp ngày').fill('12/2024');
  await page.getByRole('radio', { name: /^Bản chính/ }).click();
  await page.getByLabel(/^Lý do/).fill('Nhận bằng tốt nghiệp trung cấp lý luận chính trị.');
  const preview = page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
  await preview.getByText(/trung cấp/i).first().waitFor();
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.getByText(/lý luận chính trị trung cấp/i).first().waitFor();
});

test('a warning is passed with its reason and found again in history', async () => {
  const person = await huong();
  const page = await open(`${person}/ghi`);
  await page.getByText('Ghi trình độ', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Thang' }).selectOption({ label: 'Tin học' });
  await page.getByRole('combobox', { name: 'Trình độ' }).selectOption({ index: 1 });
  await page.getByLabel(/^Nơi cấp/).fill('Trung t©m tin häc');
  await page.getByLabel('Cấp ngày').fill('6/2020');
  await page.getByRole('radio', { name: /^Bản chính/ }).click();
  await page.getByLabel(/^Lý do/).first().fill('Nhận chứng chỉ.');
  // Said beside its field and once more where the reason is stated; until then nothing can be recorded.
  await page.getByText(/W11: Chữ gõ bằng phông TCVN3.*"Trung tâm tin học"/).waitFor();
  const why = page.getByLabel(/^Lý do vẫn ghi/);
  await why.waitFor();
  await page.getByText('Hãy sửa, hoặc nêu lý do vẫn ghi cho W11.').waitFor();
  await sound(page);
  await why.fill('Chép đúng như trên chứng chỉ cũ.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.getByText('Chép đúng như trên chứng chỉ cũ.').first().waitFor();
  await page.getByText(/đã bỏ qua cảnh báo W11/).first().waitFor();

  const rules = await open('/quy-tac');
  await rules.getByText('Chép đúng như trên chứng chỉ cũ.').first().waitFor();
  await sound(rules);
});

test('what is wrong is said beside its field, and nothing is recorded', async () => {
  const page = await open(`${await huong()}/ghi`);
  await page.getByText('Ghi trình độ', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Thang' }).selectOption({ label: 'Tin học' });
  await page.getByLabel('Cấp ngày').fill('30/02/2024');
  await page.getByLabel(/^Lý do/).focus();
  await page.getByText(/không (phải|có)|chưa đọc được|không đọc được/i).first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ghi vào sổ' }).first().isEnabled(), false);
  await sound(page);
});

test('the form is sound on a phone', async () => {
  const page = await open(`${await huong()}/ghi`, { width: 390, height: 844 });
  await page.getByText('Ghi trình độ', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Thang' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
  await sound(page);
});

test('who leaves what they filled in is asked first, whichever way they go', async () => {
  const page = await open(await huong());
  const filled = async () => {
    await page.getByRole('link', { name: 'Ghi thay đổi' }).or(page.getByRole('button', { name: 'Ghi thay đổi' })).first().click();
    await page.getByText('Ghi trình độ', { exact: true }).click();
    await page.getByLabel(/^Lý do/).fill('Chưa ghi xong.');
  };
  const kept = async () => assert.equal(await page.getByLabel(/^Lý do/).inputValue(), 'Chưa ghi xong.');
  const question = page.getByRole('alertdialog', { name: 'Bỏ những gì đã điền?' });
  const stay = async () => {
    await question.waitFor();
    await question.getByRole('button', { name: 'Ở lại điền tiếp' }).click();
    await question.waitFor({ state: 'hidden' });
    await kept();
  };
  await filled();
  const form = page.url();
  await page.getByRole('navigation', { name: 'Chính', exact: true }).getByRole('link', { name: 'Văn bản' }).click();
  await question.waitFor();
  await sound(page);
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  await kept();
  await page.getByRole('button', { name: 'Để làm sau' }).click();
  await stay();
  // Back, twice: whoever stays keeps the way they came.
  for (const _ of [1, 2]) {
    await page.evaluate(() => history.back());
    await stay();
    await page.waitForURL((url) => url.href === form);
  }
  const [dialog] = await Promise.all([page.waitForEvent('dialog'), page.evaluate(() => void requestAnimationFrame(() => location.reload()))]);
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.dismiss();
  await kept();
  // Nobody is signed out before they said so.
  await page.getByRole('button', { name: /Chuyên viên|Nội vụ/ }).first().click();
  await page.getByRole('menuitem', { name: 'Đăng xuất' }).or(page.getByRole('button', { name: 'Đăng xuất' })).first().click();
  await stay();
  await page.evaluate(() => history.back());
  await question.getByRole('button', { name: 'Rời đi' }).click();
  await page.getByText('Việc gì đã xảy ra?').waitFor();
  // Nothing filled in, nothing asked.
  await page.getByText('Ghi trình độ', { exact: true }).click();
  await page.getByRole('button', { name: 'Để làm sau' }).click();
  await page.getByRole('heading', { level: 1, name: /Ngọc Hương/ }).waitFor();
});

test('a person who may be on record already is shown before a second record is made', async () => {
  const page = await open('/nhan-su/them');
  await page.getByLabel(/Họ và tên|Họ tên/).first().fill('nguyễn thị ngọc hương');
  await page.getByLabel(/sinh/i).first().fill('1986');
  await page.getByText(/Phó Trưởng phòng/).first().waitFor();
  await sound(page);
});

test('one decision about many people is one change set, previewed person by person', async () => {
  const page = await open('/nhan-su');
  await search(page, 'lan');
  await page.locator('mark').first().waitFor();
  await page.getByRole('row').nth(5).waitFor();
  for (const row of [1, 2, 3]) await page.getByRole('row').nth(row).getByRole('checkbox').click();
  await page.getByRole('toolbar').getByRole('link', { name: 'Ghi thay đổi' }).click();
  await page.getByRole('button', { name: 'Ghi trình độ' }).waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Ghi trình độ' }).click();
  await page.getByText('cho 3 người').waitFor();
  await page.getByRole('combobox', { name: 'Thang' }).selectOption({ label: 'Tin học' });
  await page.getByRole('combobox', { name: 'Trình độ' }).selectOption({ label: 'Nâng cao' });
  await page.getByLabel('Cấp ngày').fill('11/2024');
  await page.getByRole('radio', { name: /^Bản sao/ }).click();
  await page.getByLabel(/^Lý do/).fill('Danh sách lớp tin học nâng cao, khóa tháng 11/2024.');
  const preview = page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });
  await preview.getByText(/tin học nâng cao/i).nth(2).waitFor();
  await sound(page);
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.waitForURL(/nhan-su(\?|$)/);
});

test('a value recorded late is asked whether it holds from then on, and either answer is recorded', async () => {
  const file = await huong();
  const step = async (page, from, value) => {
    await page.getByLabel(/^Bậc lương/).fill(value);
    await page.getByLabel('Có hiệu lực từ').fill(from);
    await page.getByLabel(/^Lý do/).fill('Nâng bậc lương.');
  };
  const recorded = async (page) => {
    await page.getByRole('button', { name: 'Ghi vào sổ', disabled: false }).first().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  };
  const form = async () => {
    const page = await open(`${file}/ghi?viec=changeAssignment`);
    await page.getByRole('radio', { name: /Phòng Giáo dục và Đào tạo/ }).first().click();
    await page.getByLabel(/^Bậc lương/).waitFor();
    return page;
  };
  let page = await form();
  await step(page, '01/5/2024', '7');
  await recorded(page);
  page = await form();
  await step(page, '01/3/2024', '6');
  const question = page.getByRole('group', { name: 'Giá trị mới có giữ cả về sau không?' });
  await question.waitFor();
  await page.getByText('bậc lương (từ 01/5/2024)').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Ghi vào sổ' }).first().isEnabled(), false, 'it is not recorded before that is answered');
  await sound(page);
  await question.getByRole('radio', { name: /^Giữ mục đã ghi/ }).check();
  await page.getByText('; mục đã ghi cho ngày sau vẫn giữ').waitFor();
  await recorded(page);
  page = await form();
  await step(page, '01/4/2024', '8');
  await page.getByRole('radio', { name: /^Thay cả về sau/ }).check();
  await page.getByText('; thay cả mục đã ghi cho ngày sau').waitFor();
  await recorded(page);
  page = await open(file);
  await page.getByText('thay cả mục đã ghi cho ngày sau').first().waitFor();
  await page.getByText('mục đã ghi cho ngày sau vẫn giữ').first().waitFor();
});
