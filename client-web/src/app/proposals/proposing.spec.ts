import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { Role } from '../../gen/hientai/access/v1/account_pb';
import { AccountService, ChangeKind } from '../../gen/hientai/access/v1/account_service_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { MakeProposalRequest, ProposalService } from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { RefusalSchema } from '../../gen/hientai/rpc/v1/refusal_pb';
import { fake, open } from '../../testing/open';
import personnel from '../personnel/routes';
import { kindOf } from './proposing';

const at = [
  { path: 'nhan-su', children: personnel },
  { path: 'de-nghi/:id', children: [] },
];
const PREVIEW_MS = 1100;

function services(abilities: Ability[], needed: boolean, refuse = false) {
  const made: MakeProposalRequest[] = [];
  const recorded: unknown[] = [];
  const fakes = [
    fake(RegistryService, {
      getRegistry: () => ({
        me: { accountId: 'a', abilities, mandates: [{ role: Role.UNIT_CLERK, inForce: true }] },
      }),
    }),
    fake(AccountService, {
      getApprovalRules: () => ({ rules: [{ role: Role.UNIT_CLERK, kind: ChangeKind.CONTACTS, needed }] }),
    }),
    fake(PersonService, {
      getPerson: () => ({ person: { id: '1', version: 4n, mayChange: true, identity: { fullName: 'Lê Thành An' } } }),
      changeContacts: (request) => {
        if (refuse) {
          const no = new ConnectError('no', Code.FailedPrecondition);
          no.details.push({ desc: RefusalSchema, value: { reason: 'APPROVAL_NEEDED', message: { vi: 'Cần duyệt' } } });
          throw no;
        }
        recorded.push(request);
        return { consequences: [{ id: '1', kind: 'person', sentence: [{ text: { vi: 'Liên hệ mới', en: '' } }] }] };
      },
    }),
    fake(ProposalService, {
      makeProposal: (request) => {
        made.push(request);
        return {
          id: request.id,
          consequences: [
            { id: 'x', kind: 'proposal', sentence: [{ text: { vi: 'Đề nghị liên hệ', en: '' } }] },
            { id: '1', kind: 'person', sentence: [{ text: { vi: 'Liên hệ mới', en: '' } }] },
          ],
        };
      },
    }),
  ];
  return { fakes, made, recorded };
}

async function fillIn(fakes: ReturnType<typeof services>['fakes']) {
  const page = await open(at, '/nhan-su/1/ghi?viec=changeContacts', ...fakes);
  await page.fill('Điện thoại', '0903123456');
  await page.fill('Có hiệu lực từ', '2024');
  await page.settle(PREVIEW_MS);
  return page;
}

describe('proposing instead of recording', () => {
  it('follows the rule for the caller’s role, and shows what approval would record', async () => {
    const { fakes, made, recorded } = services([Ability.RECORD_PEOPLE, Ability.PROPOSE], true);
    const page = await fillIn(fakes);
    expect(page.text()).toContain('Sẽ ghi khi được duyệt');
    expect(page.all('.sent').map((one) => one.textContent!.trim())).toEqual(['Liên hệ mới']);
    await page.click('Gửi đề nghị');
    expect(recorded).toHaveLength(0);
    expect(made.at(-1)!.envelope!.validateOnly).toBe(false);
    expect(made.at(-1)!.changes[0]).toMatchObject({ personId: '1', expectedVersion: 4n });
    expect(made.at(-1)!.changes[0].change.case).toBe('changeContacts');
  });

  it('records where no rule asks for approval', async () => {
    const { fakes, made } = services([Ability.RECORD_PEOPLE, Ability.PROPOSE], false);
    const page = await fillIn(fakes);
    expect(page.button('Ghi vào sổ')).toBeTruthy();
    expect(made).toHaveLength(0);
  });

  it('is all that is left to those who only propose', async () => {
    const { fakes } = services([Ability.PROPOSE], false);
    const page = await fillIn(fakes);
    expect(page.button('Gửi đề nghị')).toBeTruthy();
    expect(page.text()).toContain('người có quyền duyệt sẽ ghi vào sổ');
  });

  it('takes over when the server asks for approval nobody foresaw', async () => {
    const { fakes, made } = services([Ability.RECORD_PEOPLE, Ability.PROPOSE], false, true);
    const page = await fillIn(fakes);
    await page.settle(PREVIEW_MS);
    expect(page.button('Gửi đề nghị')).toBeTruthy();
    expect(made.at(-1)!.envelope!.validateOnly).toBe(true);
  });

  it('a qualification somebody has seen is another kind of change than one declared', () => {
    expect(kindOf('declareQualification', { grade: '1' })).toBe(ChangeKind.DECLARED_QUALIFICATION);
    expect(kindOf('declareQualification', { grade: '3' })).toBe(ChangeKind.VERIFIED_QUALIFICATION);
    expect(kindOf('startTraining', {})).toBe(ChangeKind.VERIFIED_QUALIFICATION);
    expect(kindOf('judgePlacement', {})).toBe(ChangeKind.VERIFIED_QUALIFICATION);
  });
});
