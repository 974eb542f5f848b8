// Administration, and an account's whole way: opened, entrusted, handed a code, taken up, kept, closed.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from './case.mjs';
import { base, drawn, follow, open, search, settled, sound, until } from './browser.mjs';

const fits = async (page) => assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, `${page.url()} does not scroll sideways`);

/** The code an authenticator app shows for a secret (RFC 6238), so many steps of half a minute from now. */
function totp(secret, ahead = 0) {
  const bits = [...secret.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const hash = createHmac('sha1', key).update(counter).digest();
  return String((hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** A promise and what keeps it. */
function promised() {
  let resolve;
  return { promise: new Promise((kept) => (resolve = kept)), resolve };
}

const PAGES = [
  ['quantri', '/quan-tri/tai-khoan', 'quantri'],
  ['quantri', '/quan-tri/tai-khoan', /không có tài khoản nào khớp|no account matches/i, 'khongcoaitennhuthe'],
  ['quantri', '/quan-tri/tai-khoan/them', /mở tài khoản|open an account/i],
  ['quantri', '/quan-tri/chuong-trinh', /mở chương trình|open a program/i],
  ['quantri', '/quan-tri/ai-xem', /chọn một đơn vị|choose a unit/i],
  ['quantri', '/quan-tri/duyet', /vị trí công tác|assignments/i],
  ['quantri', '/quan-tri/duyet/ghi?vai=1&viec=4', /đặt việc duyệt|set approval/i],
  ['kiemtoan', '/quan-tri/nhat-ky', /nhật ký xem|record of reads/i],
  ['kiemtoan', '/quan-tri/tai-khoan', 'noivu'],
  ['noivu', '/tai-khoan', /vai trò của tôi|my roles/i],
];
for (const [lang, width, height] of [['vi', 1440, 900], ['en', 390, 844]])
  test(`administration and account are sound (${lang}, ${width})`, async () => {
    for (const actor of new Set(PAGES.map(([who]) => who))) {
      const page = await open('/tai-khoan', { actor, lang, width, height, theme: lang === 'en' ? 'dark' : 'light' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      for (const [, path, words, looked] of PAGES.filter(([who]) => who === actor)) {
        await follow(page, path);
        if (looked) await search(page, looked);
        await page.getByRole('main').getByText(words).first().waitFor();
        await settled(page);
        await fits(page);
        await sound(page);
      }
      await page.close();
    }
  });

test('an account and its forms fit a phone', async () => {
  const page = await open('/quan-tri/tai-khoan', { actor: 'quantri', width: 390, height: 844 });
  await search(page, 'phong giao duc');
  await page.getByRole('link', { name: 'Chuyên viên Phòng Giáo dục và Đào tạo' }).click();
  await page.getByText('761/QĐ-UBND').first().waitFor();
  await fits(page);
  await sound(page);
  for (const way of ['grant', 'retitle', 'link', 'close', 'issue', 'reset']) {
    await page.goto(`${page.url().split(/[?]|\/ghi/)[0]}/ghi?viec=${way}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByLabel(/^Lý do/).waitFor();
    await fits(page);
    await sound(page);
  }
});

test('what is shown follows what an account may do', async () => {
  const names = async (actor) => {
    const page = await open('/', { actor });
    const nav = page.getByRole('navigation', { name: 'Chính', exact: true });
    await nav.getByRole('link', { name: 'Văn bản' }).waitFor();
    const links = (await nav.getByRole('link').allInnerTexts()).slice(1).map((it) => it.trim());
    await page.waitForURL((at) => at.pathname !== '/');
    const path = new URL(page.url()).pathname;
    await page.close();
    return [path, links];
  };
  assert.deepEqual(await names('quantri'), ['/quan-tri/tai-khoan', ['Đơn vị', 'Văn bản', 'Chuẩn trình độ', 'Quản trị']]);
  const [path, links] = await names('kiemtoan');
  assert.equal(path, '/tong-quan');
  assert.ok(links.includes('Nhân sự') && links.includes('Quản trị'));
  assert.ok(!(await names('noivu'))[1].includes('Quản trị'));
});

test('work starts at the same place when it takes long to say who is there', async () => {
  const page = await open('/tai-khoan', { actor: 'quantri' });
  // Held until the page has drawn all it can without it.
  const asked = promised();
  await page.route('**/*.SessionService/GetSession', (route) => asked.resolve(route));
  await page.goto(`${base}/`);
  const held = await asked.promise;
  await page.locator('ht-app *').first().waitFor({ state: 'attached' });
  await drawn(page);
  await held.continue();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForURL((at) => at.pathname === '/quan-tri/tai-khoan');
});

test('an account is opened, entrusted, taken up with a code, and closed', { timeout: 180_000 }, async (t) => {
  const name = `thu-${Date.now().toString(36)}`;
  const admin = await open('/quan-tri/tai-khoan', { actor: 'quantri' });
  const recordable = async () => {
    await admin.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' }).getByText(/.+/).first().waitFor();
    await admin.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') !== 'true');
    await sound(admin);
  };
  const record = async () => {
    await recordable();
    await admin.keyboard.press('Control+Enter');
    await admin.waitForURL(/quan-tri\/tai-khoan\/[0-9a-f-]{36}(\?|$)/);
  };
  const file = async (more) => {
    await admin.getByRole('button', { name: 'Việc khác' }).first().click();
    await admin.getByRole('menuitem', { name: more }).click();
  };

  await t.test('opened', async () => {
    await admin.getByRole('link', { name: 'Mở tài khoản' }).click();
    await admin.getByLabel('Tên tài khoản').fill('Không Hợp Lệ');
    await admin.getByLabel('Tên người hoặc chức danh').fill('Trưởng phòng thử');
    await admin.getByLabel('Bằng tiếng Anh').fill('Trial head');
    await admin.getByRole('main').getByText(/gồm 3 đến 40 chữ thường/).waitFor();
    await sound(admin);
    await admin.getByLabel('Tên tài khoản').fill(name);
    await admin.getByLabel(/^Lý do/).fill('Mở để thử toàn bộ đường đi của một tài khoản.');
    await record();
    await admin.getByRole('heading', { name: 'Trưởng phòng thử' }).waitFor();
    await admin.getByText('Chưa được giao vai trò nào.').waitFor();
    await sound(admin);
  });

  await t.test('entrusted', async () => {
    await admin.getByRole('link', { name: 'Giao vai trò' }).click();
    await admin.getByRole('combobox', { name: 'Vai trò' }).selectOption({ label: 'Thủ trưởng đơn vị' });
    await admin.getByRole('combobox', { name: /đơn vị/i }).fill('phong noi vu');
    await admin.getByRole('option', { name: /Phòng Nội vụ CQ/ }).click();
    await admin.getByLabel('Từ ngày').fill('01/01/2024');
    await admin.getByRole('main').getByText(/phải có văn bản hoặc lý do/).waitFor();
    await admin.getByLabel(/^Lý do/).fill('Giao để thử.');
    await record();
    await admin.getByText('đang có').waitFor();
  });

  let code;
  await t.test('handed a code, shown once', async () => {
    await admin.getByRole('link', { name: 'Cấp mã kích hoạt' }).click();
    await admin.getByLabel(/^Lý do/).fill('Trao tận tay để thử.');
    await recordable();
    await admin.keyboard.press('Control+Enter');
    await admin.locator('.secret').waitFor();
    await sound(admin);
    code = await admin.locator('.secret').innerText();
    await admin.getByRole('button', { name: 'Đã trao, ẩn đi' }).click();
    await admin.getByText(/Trao tận tay để thử/).first().waitFor();
  });

  const owner = await open('/kich-hoat', { actor: '' });
  const password = 'một câu đủ dài để thử';
  let secret, codes;
  await t.test('taken up: password, second factor, recovery codes', async () => {
    await owner.getByLabel('Mã kích hoạt').fill(code);
    await owner.getByLabel('Mật khẩu mới', { exact: true }).fill('hientai hientai hientai');
    await owner.getByLabel('Gõ lại mật khẩu mới').fill('hientai hientai hientai');
    assert.equal(await owner.getByRole('button', { name: 'Kích hoạt' }).getAttribute('aria-disabled'), 'true');
    await owner.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
    await owner.getByText('Hai lần gõ chưa giống nhau.').waitFor();
    await sound(owner);
    await owner.getByLabel('Gõ lại mật khẩu mới').fill(password);
    await owner.getByRole('button', { name: 'Kích hoạt' }).click();
    await owner.getByRole('heading', { name: 'Thêm yếu tố thứ hai' }).waitFor();
    await owner.getByRole('img', { name: /Mã QR/ }).waitFor();
    assert.ok(await owner.getByRole('img', { name: /Mã QR/ }).evaluate((it) => it.complete && it.naturalWidth > 0), 'the picture is drawn');
    secret = await owner.locator('.secret').innerText();
    assert.match(secret, /^([A-Z2-7]{4} ){3,}[A-Z2-7]{1,4}$/);
    await sound(owner);
    await owner.getByLabel('Mã 6 số').fill(totp(secret));
    await owner.getByRole('button', { name: 'Xác nhận' }).click();
    await owner.getByText('Chỉ hiện một lần này.').waitFor();
    codes = await owner.locator('.codes li').allInnerTexts();
    assert.equal(codes.length, 10);
    await sound(owner);
    await owner.getByRole('button', { name: 'Đã cất các mã' }).click();
    await owner.waitForURL(/tong-quan/);
  });

  await t.test('kept: a passkey, another password', async () => {
    const devtools = await owner.context().newCDPSession(owner);
    await devtools.send('WebAuthn.enable');
    await devtools.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
    await owner.goto(`${base}/tai-khoan`);
    await owner.getByText('còn 10 mã chưa dùng').waitFor();
    await owner.getByRole('button', { name: 'Thêm khóa truy cập' }).click();
    await owner.getByLabel(/Gọi khóa này là/).fill('Điện thoại thử');
    await owner.getByRole('button', { name: 'Thêm khóa truy cập' }).last().click();
    await owner.getByText('Điện thoại thử').first().waitFor();
    await owner.getByRole('button', { name: 'Đổi tên Điện thoại thử' }).click();
    await sound(owner);
    await owner.getByLabel('Gọi khóa này là').fill('Điện thoại ở nhà');
    await owner.getByRole('button', { name: 'Đổi tên', exact: true }).click();
    await owner.getByText('Điện thoại ở nhà').first().waitFor();
    await owner.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await owner.getByLabel('Mật khẩu hiện tại').fill('không phải câu này đâu');
    await owner.getByLabel('Mật khẩu mới', { exact: true }).fill(`${password} lần hai`);
    await owner.getByLabel('Gõ lại mật khẩu mới').fill(`${password} lần hai`);
    await owner.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    await owner.getByText('Mật khẩu hiện tại không đúng.').waitFor();
    owner.errors = [];
    await sound(owner);
    await owner.getByLabel('Mật khẩu hiện tại').fill(password);
    await owner.getByRole('button', { name: 'Đặt mật khẩu' }).click();
    await owner.getByRole('status').filter({ hasText: 'Đã đổi mật khẩu' }).waitFor();
    await owner.getByText('Đổi mật khẩu', { exact: true }).last().waitFor();
    await sound(owner);
  });

  await t.test('signed in again: with a recovery code, then with the passkey alone', async () => {
    const out = async () => {
      await owner.goto(`${base}/tai-khoan`);
      await owner.getByRole('main').getByRole('button', { name: 'Đăng xuất' }).click();
      await owner.waitForURL(/dang-nhap/);
    };
    await out();
    await owner.getByLabel('Tên tài khoản').fill(name);
    await owner.getByLabel('Mật khẩu', { exact: true }).fill(`${password} lần hai`);
    await owner.keyboard.press('Enter');
    await owner.getByRole('button', { name: /dùng mã khôi phục/ }).click();
    await owner.getByLabel('Mã khôi phục').fill(codes[0]);
    await owner.getByRole('button', { name: 'Đăng nhập' }).click();
    await owner.waitForURL(/tong-quan/);
    await out();
    await owner.getByRole('button', { name: 'Dùng khóa truy cập' }).click();
    await owner.waitForURL(/tong-quan/);
    await owner.goto(`${base}/tai-khoan`);
    await owner.getByText('còn 9 mã chưa dùng').waitFor();
  });

  await t.test('no application asks under a person’s name', async () => {
    await admin.reload();
    await admin.getByRole('heading', { name: 'Đăng nhập', exact: true }).waitFor();
    assert.equal(await admin.getByRole('button', { name: 'Cấp bí mật hoặc khóa' }).count(), 0);
  });

  await t.test('closed: what is on its screen goes, and the past still tells', async () => {
    await file('Đóng tài khoản');
    await admin.getByLabel(/^Lý do/).fill('Hết việc phải thử.');
    await record();
    await admin.getByText('đã đóng', { exact: true }).first().waitFor();
    await owner.getByRole('navigation', { name: 'Chính', exact: true }).getByRole('link', { name: 'Đơn vị' }).click();
    await owner.waitForURL(/dang-nhap\?den=/);
    await file('Mở lại tài khoản');
    await admin.getByText(/đăng nhập lại được/i).waitFor();
    await admin.goBack();
    await admin.goto(`${admin.url().split('?')[0]}?valid=2024-06-01`);
    await admin.locator('.say').getByText('Đang xem quá khứ').waitFor();
    await admin.getByRole('main').getByText('đang có').waitFor();
    await sound(admin);
  });
});

test('a mandate ends by a form of its own, and the last administrator stays', async () => {
  const page = await open('/quan-tri/tai-khoan', { actor: 'quantri' });
  await search(page, 'kiem toan vien');
  await page.getByRole('row', { name: /kiemtoan/ }).getByRole('link').click();
  await page.getByRole('link', { name: /^Kết thúc Thanh tra/ }).click();
  await page.getByLabel('Thôi có từ ngày').fill('31/12/2030');
  await page.getByLabel(/^Lý do/).first().fill('Xem trước thôi.');
  await page.getByRole('complementary').filter({ hasText: 'Sẽ ghi vào sổ' }).getByText(/thanh tra, kiểm toán/i).first().waitFor();
  await sound(page);
  await page.goto(`${base}/quan-tri/tai-khoan`);
  await page.getByRole('row', { name: /quantri/ }).getByRole('link').click();
  await page.getByText('Không ai tự phân quyền cho mình; nhờ quản trị khác.').first().waitFor();
  assert.equal(await page.getByRole('link', { name: /^Kết thúc/ }).count(), 0);
});

test('who sees a unit: by administrators, on any day', async () => {
  const page = await open('/quan-tri/ai-xem', { actor: 'quantri' });
  await page.getByRole('combobox').fill('tan tuc');
  await page.getByRole('option', { name: /Trường Tiểu học Tân Túc/ }).first().click();
  await page.getByRole('cell', { name: /Văn thư trường học/ }).waitFor();
  await page.getByText('toàn bộ sổ đăng ký').first().waitFor();
  await fits(page);
  await sound(page);
  await page.goto(`${page.url()}&valid=2019-06-01`);
  await page.getByText('Không ai xem được vào ngày này.').waitFor();
  await sound(page);
});

test('who sees a person: by auditors; others are refused in words', async () => {
  const page = await open('/quan-tri/ai-xem', { actor: 'kiemtoan', width: 390, height: 844 });
  await page.getByRole('combobox').fill('nguyen thi ngoc huong');
  await page.getByRole('option', { name: /Phó Trưởng phòng/ }).click();
  const whose = page.getByRole('heading', { level: 2, name: /Nguyễn Thị Ngọc Hương/ });
  await whose.waitFor();
  await page.getByText('dữ liệu nhạy cảm').first().waitFor();
  await page.reload();
  await whose.waitFor();
  await page.getByRole('main').getByRole('button', { name: 'Đổi' }).waitFor();
  await fits(page);
  await sound(page);
  const refused = await open(new URL(page.url()).pathname + new URL(page.url()).search, { actor: 'lanhdao' });
  await refused.getByText(/Không có hồ sơ này/).waitFor();
});

test('a setting is changed with a reason, stands with its name, and can be put back', async () => {
  const page = await open('/quan-tri/duyet', { actor: 'quantri' });
  const set = async (before, to) => {
    await page.getByRole('link', { name: new RegExp(`^${before}\\s*: Phòng Giáo dục và Đào tạo, Liên lạc`) }).click();
    await page.getByRole('combobox', { name: 'Đặt là' }).selectOption({ label: to });
    await page.getByLabel(/^Lý do/).fill('Thử thiết lập duyệt.');
    await page.waitForFunction(() => document.querySelector('.record-bar .btn.p')?.getAttribute('aria-disabled') !== 'true');
    await sound(page);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/quan-tri\/duyet(\?|$)/);
  };
  await page.getByRole('link', { name: /Phòng Giáo dục và Đào tạo, Liên lạc/ }).waitFor();
  if (await page.getByRole('link', { name: /^cần duyệt\s*: Phòng Giáo dục và Đào tạo, Liên lạc/ }).count()) await set('cần duyệt', 'tự ghi');
  await set('tự ghi', 'cần duyệt');
  await page.getByText('Thử thiết lập duyệt.').first().waitFor();
  await sound(page);
  await set('cần duyệt', 'tự ghi');
  const auditor = await open('/quan-tri/duyet', { actor: 'kiemtoan' });
  await auditor.getByText('Chỉ quản trị đặt được.').first().waitFor();
  assert.equal(await auditor.getByRole('main').getByRole('link', { name: /cần duyệt|tự ghi/ }).count(), 0);
});

test('the record of reads: who saw whose file, by whom, and what it showed', async () => {
  const reader = await open('/nhan-su?valid=2024-08-01');
  await search(reader, 'Nguyễn Thị Ngọc Hương');
  await reader.getByRole('row', { name: /Nguyễn Thị Ngọc Hương.*Phó Trưởng phòng/ }).getByRole('link').first().click();
  await reader.getByRole('heading', { name: 'Nguyễn Thị Ngọc Hương' }).waitFor();
  const page = await open('/quan-tri/nhat-ky', { actor: 'kiemtoan' });
  await until(page, page.getByRole('row', { name: /Nguyễn Thị Ngọc Hương/ }));
  await page.getByLabel('Tài khoản', { exact: true }).selectOption({ label: 'Chuyên viên Phòng Nội vụ' });
  await page.getByRole('button', { name: 'Hồ sơ của' }).click();
  await page.getByRole('combobox', { name: /Tìm người/ }).fill('nguyen thi ngoc huong');
  await sound(page);
  await page.getByRole('option', { name: /Phó Trưởng phòng/ }).click();
  await page.waitForURL(/nguoi=/);
  await page.getByRole('row', { name: /Hồ sơ, tính đến/ }).first().waitFor();
  await sound(page);
  const admin = await open('/quan-tri/nhat-ky', { actor: 'quantri' });
  await admin.getByText(/Không có hồ sơ này/).waitFor();
});
