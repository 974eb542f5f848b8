import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { EndAssignmentRequest, PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { RefusalSchema } from '../../gen/hientai/rpc/v1/refusal_pb';
import { fake, open } from '../../testing/open';
import routes from './routes';

const at = [{ path: 'nhan-su', children: routes }];
const PREVIEW_MS = 1100;

function service(answer: (request: EndAssignmentRequest) => object) {
  const sent: EndAssignmentRequest[] = [];
  let version = 24n;
  const people = fake(PersonService, {
    getPerson: () => ({
      person: {
        id: '1',
        version: version++,
        mayChange: true,
        identity: { fullName: 'Lê Thành An' },
        assignments: [
          {
            id: 'a1',
            inForce: true,
            unitName: 'THCS Tân Kiên',
            period: { from: '2015-09' },
            details: { post: 'Giáo viên' },
          },
        ],
      },
    }),
    endAssignment: (request) => {
      sent.push(request);
      return answer(request);
    },
    getPersonTimeline: () => ({}),
    getPersonHistory: () => ({}),
  });
  return { people, sent, recorded: () => sent.filter((one) => !one.envelope!.validateOnly) };
}
const sentence = [{ id: '1', sentence: [{ text: { vi: 'Lê Thành An nghỉ hưu từ 9/2024.', en: '' } }] }];
const preview = ({ envelope }: EndAssignmentRequest) =>
  envelope!.validateOnly ? { consequences: sentence, eventCount: 1 } : { id: '1', position: 29419n };

describe('recording about a person', () => {
  it('asks what happened without choosing for the recorder', async () => {
    const page = await open(at, '/nhan-su/1/ghi', service(preview).people);
    expect(page.all('.kind [aria-checked=true]')).toHaveLength(0);
    expect(page.text()).toContain('Kết thúc bố trí');
    await page.click('Sổ ghi sai từ đầu');
    expect(page.text()).toContain('Đính chính bố trí');
    expect(page.text()).not.toContain('Điều động');
  });

  it('asks which line, then shows the sentence before it is recorded', async () => {
    const { people, sent, recorded } = service(preview);
    const page = await open(at, '/nhan-su/1/ghi?viec=endAssignment', people);
    page.all<HTMLInputElement>('.entries input')[0].click();
    await page.settle();
    expect(page.text()).toContain('Còn thiếu: ngày thôi giữ, vì sao thôi.');
    await page.fill('Ngày thôi giữ', '9/2024');
    await page.fill('Vì sao thôi', '2');
    await page.settle(PREVIEW_MS);
    expect(page.text()).toContain('Lê Thành An nghỉ hưu từ 9/2024.');
    expect(sent.at(-1)).toMatchObject({ personId: '1', change: { assignmentId: 'a1', on: '2024-09', cause: 2 } });
    expect(sent.at(-1)!.envelope).toMatchObject({ validateOnly: true, expectedVersion: 24n });
    expect(recorded()).toHaveLength(0);
    await page.press('Enter', { ctrlKey: true });
    expect(recorded()).toHaveLength(1);
    expect(recorded()[0].envelope!.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('sends the same request id when the outcome of the first try is unknown', async () => {
    let down = true;
    const { people, recorded } = service((request) => {
      if (!request.envelope!.validateOnly && down) throw new ConnectError('down', Code.Unavailable);
      return preview(request);
    });
    const page = await open(at, '/nhan-su/1/ghi?viec=endAssignment&muc=a1', people);
    await page.fill('Ngày thôi giữ', '9/2024');
    await page.fill('Vì sao thôi', '2');
    await page.settle(PREVIEW_MS);
    await page.click('Ghi vào sổ');
    expect(page.text()).toContain('Không nối được máy chủ');
    down = false;
    await page.click('Thử lại');
    await page.settle(PREVIEW_MS);
    await page.click('Ghi vào sổ');
    expect(recorded().map((one) => one.envelope!.requestId)).toEqual([
      recorded()[0].envelope!.requestId,
      recorded()[0].envelope!.requestId,
    ]);
  });

  it('puts a refusal beside its field and closes the button with the reason', async () => {
    const value = {
      reason: 'ENDS_BEFORE_IT_BEGINS',
      message: { vi: 'Kết thúc trước khi bắt đầu.', en: '' },
      fields: [{ field: 'change.on', message: { vi: 'Phải sau 9/2015.', en: '' } }],
    };
    const { people } = service(() => {
      throw new ConnectError('no', Code.FailedPrecondition, undefined, [{ desc: RefusalSchema, value }]);
    });
    const page = await open(at, '/nhan-su/1/ghi?viec=endAssignment&muc=a1', people);
    await page.fill('Ngày thôi giữ', '9/2010');
    await page.fill('Vì sao thôi', '2');
    await page.settle(PREVIEW_MS);
    expect(page.all('.field.err')[0].textContent).toContain('Phải sau 9/2015.');
    expect(page.button('Ghi vào sổ').getAttribute('aria-disabled')).toBe('true');
    expect(page.text()).toContain('Còn một điều phải sửa.');
  });

  it('keeps what was typed when the record has moved on', async () => {
    const { people, sent } = service((request) => {
      if (request.envelope!.expectedVersion === 24n) throw new ConnectError('old', Code.Aborted);
      return preview(request);
    });
    const page = await open(at, '/nhan-su/1/ghi?viec=endAssignment&muc=a1', people);
    await page.fill('Ngày thôi giữ', '9/2024');
    await page.fill('Vì sao thôi', '2');
    await page.settle(PREVIEW_MS);
    expect(page.text()).toContain('Hồ sơ đã có người ghi sau lúc mở.');
    await page.click('Tải lại, giữ điều đang nhập');
    await page.settle(PREVIEW_MS);
    expect(sent.at(-1)).toMatchObject({ change: { on: '2024-09' }, envelope: { expectedVersion: 25n } });
    expect(page.text()).toContain('Lê Thành An nghỉ hưu từ 9/2024.');
  });

  it('records nothing in the past', async () => {
    const { people, sent } = service(preview);
    const page = await open(at, '/nhan-su/1/ghi?viec=endAssignment&muc=a1&valid=2020-01-01', people);
    await page.fill('Ngày thôi giữ', '9/2024');
    await page.fill('Vì sao thôi', '2');
    await page.settle(PREVIEW_MS);
    expect(sent).toHaveLength(0);
    expect(page.text()).toContain('Đang xem quá khứ nên không ghi được.');
  });
});
