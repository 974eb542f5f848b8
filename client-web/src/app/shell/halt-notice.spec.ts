import { describe, expect, it } from 'vitest';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { fake, open } from '../../testing/open';
import { HaltNotice } from './halt-notice';

const ROUTES = [{ path: '', component: HaltNotice }];

describe('a registry that records nothing', () => {
  it('says to everybody what was lost, and asks nobody but an administrator', async () => {
    const wentBack = { lastCommonPosition: 40n, headPosition: 42n };
    const officer = await open(ROUTES, '/', fake(RegistryService, { getRegistry: () => ({ wentBack, me: {} }) }));
    expect(officer.text()).toContain('mất 2 mục');
    expect(officer.all('button')).toHaveLength(0);
  });

  it('goes on by an administrator’s word, which has a reason', async () => {
    const wentBack = { lastCommonPosition: 40n, headPosition: 42n };
    const reasons: string[] = [];
    let gone = false;
    const page = await open(
      ROUTES,
      '/',
      fake(RegistryService, {
        getRegistry: () => ({ wentBack: gone ? undefined : wentBack, me: { abilities: [Ability.ADMINISTER] } }),
        beginEpoch: ({ envelope }) => {
          reasons.push(envelope!.reason);
          gone = true;
          return { epoch: 2 };
        },
      }),
    );
    await page.fill('Vì sao', 'Ghi lại từ giấy tờ.');
    await page.click('Đi tiếp');
    expect(reasons).toEqual(['Ghi lại từ giấy tờ.']);
    expect(page.all('.idle')).toHaveLength(0);
  });

  it('takes the word that the clock is right', async () => {
    let confirmed = 0;
    const page = await open(
      ROUTES,
      '/',
      fake(RegistryService, {
        getRegistry: () => ({
          clockDoubt: { vi: 'Đồng hồ vừa nhảy.', en: 'The clock jumped.' },
          me: { abilities: [Ability.ADMINISTER] },
        }),
        confirmClock: () => ({ eventCount: ++confirmed }),
      }),
    );
    expect(page.text()).toContain('Đồng hồ vừa nhảy.');
    await page.fill('Vì sao', 'Đã đối chiếu.');
    await page.click('Xác nhận đồng hồ đúng');
    expect(confirmed).toBe(1);
  });
});
