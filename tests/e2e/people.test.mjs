import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { open, search, sound } from './browser.mjs';

for (const [lang, theme] of [['vi', 'light'], ['en', 'dark']])
  test(`the list of people is sound (${lang}, ${theme})`, async () => {
    const page = await open('/nhan-su', { lang, theme });
    await page.getByRole('row').nth(20).waitFor();
    await sound(page);
  });

test('the list of people is sound on a phone', async () => {
  const page = await open('/nhan-su', { width: 390, height: 844 });
  await search(page, 'thanh');
  await page.getByText('Thanh').first().waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, 'nothing scrolls sideways');
  await sound(page);
});

test('a name is found without tones while typing; the browser keeps what was looked for, the address never has it', async () => {
  const page = await open('/nhan-su?valid=2024-08-01');
  await page.getByRole('row').nth(20).waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('huong ngoc thi nguyen');
  const row = page.getByRole('row', { name: /Nguyễn Thị Ngọc Hương/ }).first();
  await row.waitFor();
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const looked = page.getByRole('search').getByRole('textbox');
  const kept = async (valid) => {
    await row.waitFor();
    assert.equal(await looked.inputValue(), 'huong ngoc thi nguyen');
    assert.equal(new URL(page.url()).search, valid && `?${valid}`);
  };
  await kept('valid=2024-08-01');
  await page.reload();
  await kept('valid=2024-08-01');
  await row.getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Nguyễn Thị Ngọc Hương' }).waitFor();
  await page.goBack();
  await kept('valid=2024-08-01');
  await page.keyboard.press('Escape');
  await kept('');
  await page.goBack();
  await kept('valid=2024-08-01');
  await page.goForward();
  await kept('');
  await page.getByRole('navigation', { name: 'Chính', exact: true }).getByRole('link', { name: 'Văn bản' }).click();
  await page.getByRole('heading', { name: 'Văn bản' }).waitFor();
  assert.equal(await looked.inputValue(), '', 'another list starts without words');
  assert.deepEqual(asked.filter((url) => !url.endsWith('.js') && /huong|q=/.test(url)), [], 'no request says in its address what was looked for');
});

test('nobody found says what would help', async () => {
  const page = await open('/nhan-su');
  await search(page, 'khongcoaitennhuthe');
  await page.getByText('khongcoaitennhuthe').first().waitFor();
  await page.getByText(/Không ai khớp/i).first().waitFor();
  await sound(page);
});

test('a server that does not answer is said so, and can be asked again', async () => {
  const page = await open('/nhan-su');
  await page.getByRole('row').nth(20).waitFor();
  await page.route('**/ListPeople', (route) => route.abort());
  await search(page, 'lan');
  const again = page.getByRole('button', { name: 'Thử lại' });
  await again.waitFor();
  page.errors = [];
  await sound(page);
  await page.unroute('**/ListPeople');
  await again.click();
  await page.getByRole('row').nth(2).waitFor();
});
