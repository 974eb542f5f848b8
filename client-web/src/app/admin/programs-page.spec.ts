import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { CredentialService } from '../../gen/hientai/access/v1/credential_service_pb';
import { AccountChangeState, ProgramService } from '../../gen/hientai/access/v1/program_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';
import { fake, held, open } from '../../testing/open';
import { ProgramsPage } from './programs-page';

const ROUTES = [{ path: 'quan-tri/chuong-trinh', component: ProgramsPage }];
const ADDRESS = '/quan-tri/chuong-trinh';
const administrator = fake(RegistryService, {
  getRegistry: () => ({ at: { position: 7n, head: 7n }, me: { abilities: [Ability.ADMINISTER] } }),
});

describe('the programs', () => {
  it('say once that nobody answers, whatever was asked', async () => {
    const lost = () => {
      throw new ConnectError('gone', Code.Unavailable);
    };
    const page = await open(
      ROUTES,
      ADDRESS,
      administrator,
      fake(ProgramService, { listPrograms: lost, listAccountChanges: lost }),
      fake(CredentialService, { listClients: lost }),
    );
    expect(page.all('.say-state')).toHaveLength(1);
  });

  it('close every other row while one is cancelled, and say why', async () => {
    const cancelled: string[] = [];
    const answers = [held(), held()];
    const change = (id: string) => ({
      id,
      accountId: id,
      accountName: id,
      state: AccountChangeState.WAITS_FOR_APPROVAL,
    });
    const page = await open(
      ROUTES,
      ADDRESS,
      administrator,
      fake(ProgramService, {
        listPrograms: () => ({}),
        listAccountChanges: () => ({ changes: ['mot', 'hai'].map(change) }),
        cancelAccountChange: async ({ changeId }) => {
          await answers[cancelled.push(changeId) - 1].until();
          return {};
        },
      }),
      fake(CredentialService, { listClients: () => ({}) }),
    );
    const rows = () => page.all('ht-account-changes tbody tr');
    const buttons = (row: number) => Array.from(rows()[row].querySelectorAll<HTMLButtonElement>('button'));
    const cancelOf = (row: number) => buttons(row).find((button) => button.textContent!.includes('Huỷ'))!;
    for (const row of [0, 1]) cancelOf(row).click();
    await page.settle();
    cancelOf(0).click();
    await page.settle();
    expect(cancelOf(1).getAttribute('aria-disabled')).toBe('true');
    expect(cancelOf(1).textContent).toContain('Đợi việc trước xong.');
    cancelOf(1).click();
    await page.settle();
    expect(rows()[1].querySelector('.sure'), 'what was about to be confirmed still stands').not.toBeNull();
    answers[0].release();
    await page.settle();
    expect(cancelOf(1).getAttribute('aria-disabled')).toBeNull();
    cancelOf(1).click();
    await page.settle();
    expect(cancelled).toEqual(['mot', 'hai']);
    answers[1].release();
    await page.settle();
  });
});
