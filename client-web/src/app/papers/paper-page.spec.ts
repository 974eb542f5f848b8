import { describe, expect, it } from 'vitest';
import { PaperService, WithdrawPaperRequest } from '../../gen/hientai/papers/v1/paper_service_pb';
import { fake, open } from '../../testing/open';
import routes from './routes';

const at = [{ path: 'van-ban', children: routes }];
const paper = {
  id: 'p1',
  version: 3n,
  kind: 1,
  number: '655/QĐ-UBND',
  title: 'cử đi học',
  issuer: 'UBND huyện',
  signedOn: '2024-04-05',
  people: 14,
};
const fact = { label: { vi: 'Chuyên môn' }, value: { vi: 'Thạc sĩ' }, key: 'qualification:q1', from: '2023-09' };
const answers = {
  getPaper: () => ({ paper }),
  getPaperHistory: () => ({}),
  listResting: () => ({ totalSize: 1, people: 1, facts: [{ kind: 'person', id: '7', title: 'Lê Thành An', fact }] }),
};

describe('the page of a paper', () => {
  it('shows what rests on it, each one click from why it is believed', async () => {
    const page = await open(at, '/van-ban/p1', fake(PaperService, answers));
    expect(page.text()).toContain('1 dữ kiện của 1 người');
    expect(page.button('Lê Thành An').getAttribute('href')).toBe('/nhan-su/7?muc=qualification:q1');
    expect(page.all('.doc .kind-of')[0].textContent).toContain('QUYẾT ĐỊNH');
  });

  it('strikes a paper that has been withdrawn and offers no second withdrawal', async () => {
    const gone = { ...paper, withdrawal: { on: '2024-07', by: { id: 'p2', number: '77/CV' } } };
    const page = await open(at, '/van-ban/p1', fake(PaperService, { ...answers, getPaper: () => ({ paper: gone }) }));
    expect(page.all('.doc.withdrawn')).toHaveLength(1);
    expect(page.text()).toContain('Thu hồi từ 7/2024');
    expect(page.all('a').some((one) => one.textContent!.trim() === 'Thu hồi')).toBe(false);
  });

  it('shows everything that would fall before it falls', async () => {
    const sent: WithdrawPaperRequest[] = [];
    const fall = (id: string, title: string) => ({
      id,
      title,
      kind: 'person',
      sentence: [{ text: { vi: 'thôi có thạc sĩ.', en: '' } }],
      ceases: [fact],
    });
    const page = await open(
      at,
      '/van-ban/p1/ghi?viec=withdraw',
      fake(PaperService, {
        ...answers,
        withdrawPaper: (request) => {
          sent.push(request);
          return { consequences: [fall('7', 'Lê Thành An'), fall('8', 'Trần Bình')], eventCount: 2 };
        },
      }),
    );
    await page.fill('Thu hồi từ', '7/2024');
    await page.fill('Lý do', 'nơi cấp báo sai');
    await page.settle(1100);
    expect(sent.at(-1)).toMatchObject({
      id: 'p1',
      on: '2024-07',
      envelope: { validateOnly: true, reason: 'nơi cấp báo sai', expectedVersion: 3n },
    });
    expect(page.text()).toContain('2 việc ghi, trên 2 hồ sơ');
    expect(page.text()).toContain('Trần Bình');
  });
});
