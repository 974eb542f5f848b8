import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it, vi } from 'vitest';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { CredentialService } from '../../gen/hientai/access/v1/credential_service_pb';
import { Envelope } from '../../gen/hientai/rpc/v1/command_pb';
import { Page, fake, open } from '../../testing/open';
import { RecordPage } from './record-page';

/** What is on screen has been tried and can be recorded. */
const tried = (page: Page) =>
  vi.waitFor(async () => {
    await page.settle();
    expect(page.button('Ghi vào sổ').getAttribute('aria-disabled')).toBe('false');
  }, 10_000);

describe('a code to hand over', () => {
  const issuing = async (answer: (envelope: Envelope, sent: number) => { code?: string; repeated?: boolean }) => {
    const sent: Envelope[] = [];
    const page = await open(
      [{ path: 'quan-tri/tai-khoan/:id/ghi', component: RecordPage }],
      '/quan-tri/tai-khoan/a1/ghi?viec=issue',
      fake(AccountService, { getAccount: ({ id }) => ({ account: { id, name: 'moi.vao', version: 3n } }) }),
      fake(CredentialService, {
        issueEnrolment: ({ accountId, envelope }) => {
          if (envelope!.validateOnly) return { receipt: { id: accountId, eventCount: 1 } };
          sent.push(envelope!);
          const { code = '', repeated = false } = answer(envelope!, sent.length);
          return { code, receipt: { id: accountId, repeated, eventCount: 1 } };
        },
      }),
    );
    await page.fill('Lý do', 'Quên mật khẩu.');
    await tried(page);
    return { page, sent };
  };

  it('is asked for with a reason, and shown in place of the form', async () => {
    const { page, sent } = await issuing(() => ({ code: 'abcd-efgh' }));
    await page.click('Ghi vào sổ');
    expect(sent).toMatchObject([{ reason: 'Quên mật khẩu.', expectedVersion: 3n, validateOnly: false }]);
    expect(page.all('.secret').map((one) => one.textContent)).toEqual(['abcd-efgh']);
    expect(page.all('form')).toHaveLength(0);
  });

  it('whose answer was lost is not issued a second time, and said to be gone', async () => {
    const { page, sent } = await issuing((_, times) => {
      if (times === 1) throw new ConnectError('gone', Code.Unavailable);
      return { repeated: true };
    });
    await page.click('Ghi vào sổ');
    await page.click('Thử lại');
    await tried(page);
    await page.click('Ghi vào sổ');
    expect(sent).toHaveLength(2);
    expect(sent[1].requestId).toBe(sent[0].requestId);
    expect(page.all('.secret')).toHaveLength(0);
    expect(page.text()).toContain('không hiện lại được');
  });
});
