import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { fits, open, settled, sound, walk } from './browser.mjs';

// Each language, width and theme once; what is walked through below is Vietnamese at 1440 px.
const looks = [['en', 1440, 900, 'dark'], ['vi', 390, 844, 'light']];
const day = 'valid=2024-08-01';
const preview = (page) => page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' });

/** The address of a cycle of the sample, by the Vietnamese name of its award. */
async function cycle(name) {
  const page = await open(`/giai-thuong?${day}`);
  const link = page.getByRole('link', { name }).first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await page.close();
  return href.split('?')[0];
}

async function firstOf(path) {
  const page = await open(`${path}?${day}`);
  const link = page.locator('table.standings tbody a').first();
  await link.waitFor();
  const href = await link.getAttribute('href');
  await page.close();
  return href.split('?')[0];
}

async function record(page) {
  await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') === 'false');
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
}

async function pick(page, suffix, words) {
  const box = page.locator(`[id$=${suffix}]`).and(page.getByRole('combobox')).or(page.locator(`[id$=${suffix}] input`)).first();
  await box.fill(words);
  await page.getByRole('option', { disabled: false }).filter({ hasText: words }).first().click();
}

for (const [lang, width, height, theme] of looks)
  test(`pages of awards are sound to look at (${lang}, ${width} px)`, async () => {
    const one = await cycle(/Chiến sĩ thi đua cơ sở.2024/);
    const nomination = await firstOf(one);
    const pages = ['/giai-thuong', '/giai-thuong/da-tang', '/giai-thuong/danh-muc', one, nomination].map((path) => `${path}?${day}`);
    const forms = ['openCycle', 'setProgramme', 'recordAward', `nominate&muc=${one.split('/').at(-1)}`].map((change) => `/giai-thuong/ghi?viec=${change}`);
    await walk([...pages, ...forms], { lang, width, height, theme });
  });

test('a figure opens to the awards it counts', async () => {
  const page = await open(`/giai-thuong?${day}`);
  const figure = page.getByRole('link', { name: /^Chiến sĩ thi đua bộ, ban, ngành, tỉnh 2023: \d+ người/ });
  const said = Number((await figure.textContent()).replace(/\D/g, ''));
  await figure.click();
  await page.waitForURL(/nam=2023/);
  await page.locator('ht-awards-table').waitFor();
  await settled(page);
  assert.equal(await page.locator('ht-awards-table tbody tr').count(), said);
});

test('who lacks something is told what, and a title opens to the facts that decide', async () => {
  const page = await open(`${await cycle(/Chiến sĩ thi đua bộ, ban, ngành, tỉnh.2024/)}?${day}`);
  await page.getByRole('button', { name: 'Chưa đủ tiêu chuẩn' }).click();
  await page.getByText(/Còn thiếu: .*thiếu năm 20\d\d/).first().waitFor();
  await page.locator('table.standings tbody a').first().click();
  await page.waitForURL(/giai-thuong\/[0-9a-f-]{36}/);
  await page.getByText('Ba năm liên tục là Chiến sĩ thi đua cơ sở', { exact: true }).waitFor();
  await page.getByRole('link', { name: /^Chiến sĩ thi đua cơ sở.2023$/ }).first().waitFor();
  await page.waitForLoadState('networkidle');
  await sound(page);
});

test('from opening a cycle to nomination, screening, submission and result', async () => {
  const [year, now] = [new Date().getFullYear() + 1 + (Date.now() % 60), new Date()];
  const iso = (days) => new Date(now.getTime() + days * 86_400_000).toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh' });
  const page = await open('/giai-thuong/ghi?viec=openCycle');
  await page.locator('select[id$=programmeId]').selectOption({ label: 'Lao động tiên tiến' });
  await page.locator('input[id$=-year]').fill(String(year));
  await page.locator('input[id$=-on]').fill(iso(-2));
  for (const [name, days] of [['screening', 20], ['submission', 30]]) await page.locator(`input[id$=-${name}]`).fill(iso(days));
  await page.getByLabel(/^Lý do/).fill('Mở kỳ xét.');
  await record(page);
  await page.waitForURL(/giai-thuong\/ky\/[0-9a-f-]{36}/);
  await page.locator('.who').getByRole('link', { name: 'Đề nghị', exact: true }).click();
  await page.locator('input[id$=-on]').fill(iso(-1));
  await pick(page, 'personId', 'Nguyễn Thị Thu');
  await pick(page, 'unitId', 'Tân Túc 2');
  await preview(page).getByText(/Đề nghị/).first().waitFor();
  await sound(page);
  await record(page);
  await page.waitForURL(/giai-thuong\/[0-9a-f-]{36}/);

  const step = async (name, fill) => {
    await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
    await page.getByRole('menuitem', { name }).click();
    await page.locator('input[id$=-on]').fill(iso(0));
    await fill?.();
    await record(page);
    await page.waitForURL(/giai-thuong\/[0-9a-f-]{36}/);
    await settled(page);
  };
  // Screening says what is wanting until an officer has stated it.
  await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
  await page.getByRole('menuitem', { name: /Ghi kết quả đơn vị xét/ }).click();
  await page.locator('input[id$=-on]').fill(iso(0));
  await page.locator('select[id$=verdict]').selectOption('yes');
  await page.getByText(/Chưa đủ tiêu chuẩn: Hoàn thành tốt nhiệm vụ trở lên/).first().waitFor();
  await sound(page);
  await page.getByRole('button', { name: 'Để làm sau' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Rời đi' }).click();
  await page.waitForURL(/giai-thuong\/[0-9a-f-]{36}/);
  for (const words of ['Hoàn thành tốt nhiệm vụ trở lên', 'Có tinh thần đoàn kết, tích cực thi đua'])
    await step(/Nhận xét tiêu chuẩn/, async () => {
      await page.locator('select[id$=criterion]').selectOption({ label: words });
      await page.locator('select[id$=-met]').selectOption('yes');
      await page.locator('textarea[id$=because]').fill('Được hội đồng nhất trí.');
    });
  await page.getByText('Nhận xét: Được hội đồng nhất trí.').first().waitFor();
  await step(/Ghi kết quả đơn vị xét/, () => page.locator('select[id$=verdict]').selectOption('yes'));
  await step(/Ghi nộp hồ sơ/);
  await step(/Ghi được tặng/, () => pick(page, 'paperId', 'Lao động tiên tiến'));
  await page.locator('.glance').getByText('Được tặng').waitFor();
  await page.getByText('Không có danh hiệu, đề nghị hay tiêu chuẩn nào của ai dựa vào đây.').waitFor();
  await sound(page);
});

test('whoever rests on a title is told before it is revoked', async () => {
  // Those of the city's title of 2024 rest on this year's.
  const holders = await open(`/giai-thuong/da-tang?nam=2024`);
  await holders.getByLabel('Giải thưởng, danh hiệu').selectOption({ label: 'Chiến sĩ thi đua bộ, ban, ngành, tỉnh' });
  await holders.waitForURL(/muc=/);
  await settled(holders);
  await holders.locator('ht-awards-table tbody tr').first().getByRole('link').nth(1).click();
  await holders.getByRole('heading', { name: 'Căn cứ dẫn trong hồ sơ' }).waitFor();
  await holders.locator('section', { hasText: 'Căn cứ dẫn trong hồ sơ' }).last().getByRole('link', { name: 'Chiến sĩ thi đua cơ sở 2022' }).click();
  await holders.getByRole('button', { name: 'Ghi thay đổi' }).click();
  await holders.getByRole('menuitem', { name: /Thu hồi/ }).click();
  await holders.getByText(/1 người có danh hiệu, đề nghị hoặc tiêu chuẩn dựa vào đây/).waitFor();
  await holders.getByText(/đang giữ: được dẫn làm căn cứ/).first().waitFor();
  await sound(holders);
});
