import { TestBed } from '@angular/core/testing';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { GiveSecondFactorRequest, SessionService, Step } from '../../gen/hientai/access/v1/session_service_pb';
import { RefusalSchema } from '../../gen/hientai/rpc/v1/refusal_pb';
import { fake, open } from '../../testing/open';
import { Session } from '../rpc/session';
import { AccountPage } from './account-page';

const refused = (reason: string, vi: string, field?: string) =>
  new ConnectError('no', Code.FailedPrecondition, undefined, [
    {
      desc: RefusalSchema,
      value: { reason, message: { vi, en: vi }, fields: field ? [{ field, message: { vi, en: vi } }] : [] },
    },
  ]);

describe('one’s own account', () => {
  it('asks for password and code again before it ends a session, then goes on by itself', async () => {
    const given: GiveSecondFactorRequest[] = [];
    let ended = '';
    let proved = false;
    const session = { accountId: 'a', name: 'noivu', step: Step.NONE, factors: ['totp'] };
    const page = await open(
      [{ path: 'tai-khoan', component: AccountPage }],
      '/tai-khoan',
      fake(SessionService, {
        getSession: () => session,
        listSessions: () => ({ sessions: [{ id: '1', current: true }, ...(ended ? [] : [{ id: '2' }])] }),
        listSignIns: () => ({}),
        listFactors: () => ({ totp: true }),
        endSession: ({ id }) => {
          if (!proved) throw refused('REAUTHENTICATE', 'hãy nhập lại');
          ended = id;
          return {};
        },
        giveSecondFactor: (request) => {
          given.push(request);
          if (request.currentPassword !== 'đúng') throw refused('PASSWORD_WRONG', 'Mật khẩu sai', 'current_password');
          proved = true;
          return session;
        },
      }),
    );
    await TestBed.inject(Session).known();
    await page.settle();
    await page.click('Kết thúc');
    await page.click('Kết thúc');
    expect(page.text()).toContain('Xác nhận lại người đang dùng.');
    await page.fill('Mã 6 số', '123456');
    expect(page.button('Xác nhận').getAttribute('aria-disabled')).toBe('true');
    await page.fill('Mật khẩu', 'sai');
    await page.click('Xác nhận');
    expect(page.text()).toContain('Mật khẩu sai');
    expect(ended).toBe('');
    await page.fill('Mã 6 số', '123456');
    await page.fill('Mật khẩu', 'đúng');
    await page.click('Xác nhận');
    expect(given.at(-1)).toMatchObject({ proof: { case: 'code', value: '123456' }, currentPassword: 'đúng' });
    expect(ended).toBe('2');
    expect(page.text()).not.toContain('Xác nhận lại người đang dùng.');
  });
});
