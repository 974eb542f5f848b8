import { describe, expect, it } from 'vitest';
import { GetPersonRequest, PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';
import { DataClass, Purpose } from '../../gen/hientai/rpc/v1/access_pb';
import { fake, open } from '../../testing/open';
import routes from './routes';

const at = [{ path: 'nhan-su', children: routes }];

function service(more: object = {}) {
  const asked: GetPersonRequest[] = [];
  const people = fake(PersonService, {
    getPerson: (request) => {
      asked.push(request);
      const opened = request.reveal?.classes.includes(DataClass.IDENTITY_NUMBER);
      return {
        person: {
          id: '1',
          version: 3n,
          mayChange: true,
          identity: {
            fullName: 'Lê Thành An',
            birth: '1980',
            personalNumberMasked: '0790******12',
            personalNumber: opened ? '079080001212' : '',
          },
          withheld: [
            { dataClass: DataClass.SENSITIVE, mayOpen: false },
            ...(opened ? [] : [{ dataClass: DataClass.IDENTITY_NUMBER, mayOpen: true }]),
          ],
          ...more,
        },
      };
    },
    getPersonTimeline: () => ({}),
    getPersonHistory: () => ({}),
  });
  return { people, asked };
}
const mine = fake(RegistryService, { getRegistry: () => ({ me: { accountId: 'a', personId: '1' } }) });

describe('kept values', () => {
  it('open only for a purpose and a reason, and say that they are open', async () => {
    const { people, asked } = service();
    const page = await open(at, '/nhan-su/1', people);
    expect(page.text()).toContain('Dân tộc được giữ kín');
    expect(page.text()).toContain('079 0•• ••• •12');
    expect(page.all('.eye')).toHaveLength(1);
    page.all('.eye')[0].click();
    await page.settle();
    expect(page.all('.asks')[0].textContent).toContain('Lượt xem này được ghi lại');
    await page.fill('Lý do', 'vội');
    await page.click('Mở và ghi lại');
    expect(asked).toHaveLength(1);
    await page.fill('Mục đích', String(Purpose.ENTITLEMENT));
    await page.fill('Lý do', 'Làm sổ bảo hiểm');
    await page.click('Mở và ghi lại');
    expect(asked.at(-1)!.reveal).toMatchObject({
      classes: [DataClass.IDENTITY_NUMBER],
      purpose: Purpose.ENTITLEMENT,
      reason: 'Làm sổ bảo hiểm',
    });
    expect(page.text()).toContain('079 080 001 212');
    expect(page.text()).toContain('Đang mở: số giấy tờ');
    await page.click('Che lại');
    expect(page.text()).not.toContain('079 080 001 212');
  });

  it('open at once in one’s own file', async () => {
    const { people, asked } = service();
    const page = await open(at, '/nhan-su/1', people, mine);
    page.all('.eye')[0].click();
    await page.settle();
    expect(page.all('.asks')).toHaveLength(0);
    expect(asked.at(-1)!.reveal).toMatchObject({ classes: [DataClass.IDENTITY_NUMBER], purpose: 0, reason: '' });
    expect(page.text()).toContain('079 080 001 212');
  });

  it('a part of a file says that it is one, and is closed for writing', async () => {
    const page = await open(at, '/nhan-su/1', service({ partial: true, mayChange: false }).people);
    expect(page.text()).toContain('Chỉ hiện một phần hồ sơ');
    expect(page.button('Ghi thay đổi').getAttribute('aria-disabled')).toBe('true');
    expect(page.button('Ghi thay đổi').title).toContain('không còn thuộc phạm vi');
  });

  it('an erased file says by which decision and offers nothing', async () => {
    const erased = { paper: { id: 'p', number: '12/QĐ-UBND', signedOn: '2026-05-04' }, actor: 'noivu' };
    const page = await open(at, '/nhan-su/1', service({ erased, mayChange: false, withheld: [] }).people);
    expect(page.text()).toContain('Dữ liệu cá nhân đã xóa');
    expect(page.text()).toContain('12/QĐ-UBND');
    expect(page.all('.eye')).toHaveLength(0);
    expect(page.button('Ghi thay đổi').getAttribute('aria-disabled')).toBe('true');
  });
});
