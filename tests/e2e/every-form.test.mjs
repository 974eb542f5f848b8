import { test } from 'node:test';
import { huong, open, search, sound } from './browser.mjs';

// Every form and secondary page, in both languages: sound as it opens.
for (const lang of ['vi', 'en']) {
  test(`forms about people are sound (${lang})`, async () => {
    const person = await huong();
    for (const path of ['/nhan-su/them', `${person}/ghi`, `${person}/ghi?viec=startAssignment`, `${person}/ghi?viec=changeName`, `${person}/ghi?viec=correctIdentity`, `${person}/so-sanh?a=2024-01-01~2024-05-15&b=2024-01-01~2024-06-25`]) {
      const page = await open(path, { lang });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByText('Nguyễn Thị Ngọc Hương').or(page.getByRole('textbox')).first().waitFor();
      await sound(page);
      await page.close();
    }
  });

  test(`forms about units and papers are sound (${lang})`, async () => {
    const tree = await open('/don-vi', { lang });
    await tree.getByRole('treeitem').first().click();
    await tree.waitForURL(/don-vi\/[0-9a-f-]{36}/);
    const unit = new URL(tree.url()).pathname;
    const papers = await open('/van-ban', { lang });
    await search(papers, '2147');
    await papers.getByText('2147/QĐ-ĐHSP').first().click();
    await papers.waitForURL(/van-ban\/[0-9a-f-]{36}/);
    const paper = new URL(papers.url()).pathname;
    for (const path of [`${unit}/ghi?viec=rename`, `${unit}/ghi?viec=addChild`, `${unit}/ghi?viec=correct`, '/van-ban/them', `${paper}/ghi?viec=amend`, `${paper}/ghi?viec=withdraw`]) {
      const page = await open(path, { lang });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('textbox').or(page.getByRole('combobox')).first().waitFor();
      await sound(page);
      await page.close();
    }
  });
}
