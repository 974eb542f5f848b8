import assert from 'node:assert/strict';
import { test } from './case.mjs';
import { randomUUID } from 'node:crypto';
import { base, open, search, settled, sound } from './browser.mjs';
import { bytes, call, cookieOf, number, text } from './sign-in.mjs';

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

/** Two people who came to be alike after they were put on record. */
async function alike(name) {
  const cookie = await cookieOf(base, 'noivu');
  const record = async (method, id, change) => {
    const envelope = bytes(1, [...text(1, randomUUID()), ...text(2, 'Để thử.')]);
    const { status } = await call(base, `/hientai.personnel.v1.PersonService/${method}`, [...envelope, ...text(2, id), ...bytes(3, change)], cookie);
    assert.equal(status, '0', method);
  };
  const ids = [randomUUID(), randomUUID()];
  for (const [n, id] of ids.entries())
    await record('RegisterPerson', id, bytes(1, [...text(1, n ? `${name} Khác` : name), ...text(3, n ? '1979' : '1979-05-02'), ...number(4, 1)]));
  await record('ChangeName', ids[1], [...text(1, '1979'), ...text(2, name)]);
}

test('two records that may be of one person are held against each other once, and what was found is remembered', async () => {
  const name = `Tạ ${String.fromCharCode(...Array.from({ length: 8 }, () => 97 + Math.floor(Math.random() * 26)))}`;
  await alike(name);
  const page = await open('/nhan-su');
  await page.getByRole('link', { name: 'Có thể trùng' }).click();
  const pair = page.getByRole('listitem').filter({ hasText: new RegExp(name, 'i') });
  await pair.getByText('cùng tên, ngày sinh khớp').waitFor();
  await sound(page);
  await pair.getByRole('link', { name: /^Kết luận/ }).click();
  await page.getByRole('combobox', { name: 'Kết luận' }).selectOption({ label: 'Hai người khác nhau' });
  await page.getByRole('textbox', { name: /Lý do/ }).fill('Đã đối chiếu giấy khai sinh.');
  await sound(page);
  await page.getByRole('button', { name: 'Ghi vào sổ' }).click();
  await page.waitForURL(/co-the-trung(\?|$)/);
  await settled(page);
  assert.equal(await pair.count(), 0);
  await page.getByRole('link', { name: 'Hai người khác nhau' }).click();
  await pair.getByText('Đã đối chiếu giấy khai sinh.').waitFor();
  await page.close();
});
