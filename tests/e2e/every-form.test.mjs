import { test } from './case.mjs';
import { huong, open, search, walk } from './browser.mjs';

/** The address of what is first in a list. */
async function first(list, opens, words) {
  const page = await open(list);
  if (words) await search(page, words);
  await opens(page).first().click();
  await page.waitForURL(new RegExp(`${list}/[0-9a-f-]{36}`));
  const { pathname } = new URL(page.url());
  await page.close();
  return pathname;
}

// Every form and secondary page, in both languages: sound as it opens.
for (const lang of ['vi', 'en']) {
  test(`forms about people are sound (${lang})`, async () => {
    const person = await huong();
    const pages = ['/nhan-su/them', `${person}/ghi`, `${person}/ghi?viec=startAssignment`, `${person}/ghi?viec=changeName`, `${person}/ghi?viec=correctIdentity`, `${person}/ghi?viec=recordIdentityDocument`, `${person}/so-sanh?a=2024-01-01~2024-05-15&b=2024-01-01~2024-06-25`];
    await walk(pages, { lang }, (page) => page.getByText('Nguyễn Thị Ngọc Hương').or(page.getByRole('textbox')).first());
  });

  test(`forms about units and papers are sound (${lang})`, async () => {
    const unit = await first('/don-vi', (page) => page.getByRole('treeitem'));
    const paper = await first('/van-ban', (page) => page.getByText('2147/QĐ-ĐHSP'), '2147');
    const forms = [`${unit}/ghi?viec=rename`, `${unit}/ghi?viec=addChild`, `${unit}/ghi?viec=correct`, '/van-ban/them', `${paper}/ghi?viec=amend`, `${paper}/ghi?viec=withdraw`, `${paper}/ghi?viec=repeal`, '/danh-muc/ghi?viec=add&loai=2'];
    await walk(forms, { lang }, (page) => page.locator('main').getByRole('textbox').or(page.locator('main').getByRole('combobox')).first());
  });
}
