import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, follow, open, search, settled, sound } from './browser.mjs';

const day = 'valid=2024-08-01';
// Each language, width and theme once; what is walked through below is Vietnamese at 1440 px.
const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const preview = (page) => page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });

/** Somebody below standard who is on a course on a day; today if none is given. */
async function studying(when = '', said = 'đang học') {
  const page = await open(`/chuan/chua-dat?${when}`);
  const row = page.locator('tbody tr').filter({ hasText: said });
  await row.first().waitFor();
  const href = await row.first().getByRole('link').first().getAttribute('href');
  await page.close();
  return href.split('?')[0];
}

/** The first person whose placement the review of 2024 is about. */
async function concluded() {
  const page = await open('/van-ban');
  await search(page, 'rà soát việc bố trí giáo viên');
  await page.getByRole('row').nth(1).getByRole('link').first().click();
  await page.waitForURL(/van-ban\/[0-9a-f-]{36}/);
  const link = page.locator('a[href^="/nhan-su/"]').first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await page.close();
  return href.split('?')[0];
}

test('the list of who is below says who is in training, for what and until when', async () => {
  const page = await open(`/chuan/chua-dat?${day}`);
  const row = page.locator('tbody tr').filter({ hasText: 'đang học' }).first();
  await row.getByText(/Đang học đại học .*, dự kiến đến|Đang học đại học .* quá hạn/).waitFor();
  await page.getByRole('status').getByText('141', { exact: true }).waitFor();
});

for (const [lang, width, height, theme] of looks)
  test(`courses and conclusions are sound to look at (${lang}, ${width} px)`, async () => {
    const [path, judged] = [await studying(day), await concluded()];
    const page = await open(`${path}?${day}`, { lang, width, height, theme });
    await page.getByRole('heading', { name: lang === 'vi' ? 'Đào tạo, bồi dưỡng' : 'Training' }).waitFor();
    await page.getByText(lang === 'vi' ? /dự kiến đến|quá hạn dự kiến/ : /expected until|overdue since/).first().waitFor();
    await page.waitForLoadState('networkidle');
    assert.equal(await fits(page), true, 'the page does not scroll sideways');
    await sound(page);
    await page.goto(page.url().replace(/\/nhan-su\/.*/, `${judged}?${day}`));
    await page.getByText(lang === 'vi' ? /Cán bộ kết luận (không )?phù hợp: .+ Xét theo nhóm ngành: / : /An officer concluded that it .+ By field groups: /).waitFor();
    await page.getByRole('button', { name: lang === 'vi' ? /Xem kết luận/ : /Open the conclusion/ }).click();
    await page.getByText(/22\/BB-GDĐT|BB-GDĐT/).first().waitFor();
    await sound(page);
  });

for (const [lang, width, height, theme] of looks)
  test(`forms about courses and conclusions are sound (${lang}, ${width} px)`, async () => {
    const path = await studying();
    const page = await open(path, { lang, width, height, theme });
    for (const change of ['startTraining', 'endTraining', 'correctTraining', 'judgePlacement']) {
      await follow(page, `${path}/ghi?viec=${change}`);
      if (change !== 'startTraining') await page.getByRole('radio').first().click();
      await page.locator('form').getByRole('combobox').first().waitFor();
      await settled(page);
      assert.equal(await fits(page), true, `${change} does not scroll sideways`);
      await sound(page);
    }
  });

test('a course is ended from why it is believed, and the page says how', async () => {
  const path = await studying('', 'quá hạn dự kiến');
  const page = await open(path);
  await page.getByRole('button', { name: /Xem khoá học/ }).first().click();
  await page.getByRole('complementary').getByRole('link', { name: 'Kết thúc khoá học' }).click();
  await page.getByRole('combobox', { name: 'Kết quả' }).selectOption({ label: 'Thôi học' });
  await page.getByLabel('Ngày kết thúc').fill('01/10/2026');
  await page.getByLabel(/^Lý do/).fill('Cá nhân xin thôi học.');
  await preview(page).getByText(/Thôi học/).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.getByRole('cell', { name: 'Thôi học', exact: true }).waitFor();
  assert.equal(await page.getByText('Chưa đạt, đang học').count(), 0, 'who gave it up is not in training');
});

test('somebody is sent to study; an officer concludes on the placement and takes it back', async () => {
  const list = await open('/chuan/chua-dat');
  const row = list.locator('tbody tr').filter({ hasText: 'Giáo viên tiểu học' }).filter({ hasNotText: 'đang học' }).first();
  await row.waitFor();
  const path = (await row.getByRole('link').first().getAttribute('href')).split('?')[0];

  const page = await open(`${path}/ghi?viec=startTraining`);
  await page.getByRole('combobox', { name: 'Thang' }).selectOption({ label: 'Chuyên môn' });
  await page.getByRole('combobox', { name: 'Trình độ' }).selectOption({ label: 'Đại học' });
  await page.getByLabel('Ngành, chuyên ngành, thứ tiếng').fill('Giáo dục tiểu học');
  await page.getByLabel(/^Nơi học/).fill('Trường Đại học Sài Gòn');
  await page.getByLabel('Bắt đầu học').fill('05/10/2026');
  await page.getByLabel(/^Dự kiến hoàn thành/).fill('6/2029');
  await preview(page).getByText(/Cử đi học/).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.getByText(/Đang học đại học \(Giáo dục tiểu học\) từ 05\/10\/2026, dự kiến đến 6\/2029/).first().waitFor();

  await page.getByRole('link', { name: /Ghi kết luận/ }).click();
  await page.getByRole('radio').first().waitFor();
  await page.getByRole('combobox', { name: 'Kết luận' }).selectOption({ label: 'Không phù hợp' });
  await page.getByLabel('Vì sao kết luận như vậy').fill('Được phân công dạy Tin học.');
  await page.getByLabel('Có hiệu lực từ').fill('05/10/2026');
  await preview(page).getByText(/không phù hợp với chuyên ngành/).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.getByText(/Cán bộ kết luận không phù hợp: Được phân công dạy Tin học\. Xét theo nhóm ngành: có /).waitFor();

  await page.getByRole('button', { name: /Xem kết luận/ }).click();
  await page.getByRole('complementary').getByRole('link', { name: 'Đính chính' }).first().click();
  await page.getByRole('combobox', { name: 'Kết luận' }).selectOption({ label: 'Không kết luận, xét theo nhóm ngành' });
  await page.getByLabel('Vì sao kết luận như vậy').fill('Rút kết luận: ghi nhầm người.');
  await page.getByLabel(/^Lý do/).fill('Ghi nhầm người.');
  await preview(page).getByText(/không kết luận/).first().waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByRole('status').filter({ hasText: 'Đã ghi' }).waitFor();
  await page.getByRole('link', { name: /Ghi kết luận/ }).waitFor();
});
