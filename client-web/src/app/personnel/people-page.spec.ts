import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { ListPeopleRequest, PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { fake, open } from '../../testing/open';
import routes from './routes';

const at = [{ path: 'nhan-su', children: routes }];
const person = (id: string, fullName: string) => ({
  id,
  fullName,
  birth: '1986-09',
  assignment: { post: 'Giáo viên', unitName: 'THCS Tân Kiên', titleName: 'Giáo viên THCS hạng II' },
  education: { level: 107, grade: 3 },
  status: 1,
});
const two = [person('1', 'Lê Thành An'), person('2', 'Trần Thanh Bình')];

describe('the list of people', () => {
  it('shows names with the tên in bold, index letters, and the position it is pinned to', async () => {
    const page = await open(
      at,
      '/nhan-su',
      fake(PersonService, { listPeople: () => ({ people: two, totalSize: 2, at: { position: 29418n } }) }),
    );
    expect(page.all('td.nm ht-name b').map((one) => one.textContent!.trim())).toEqual(['An', 'Bình']);
    expect(page.all('tbody td.ltr').map((one) => one.textContent)).toEqual(['A', 'B']);
    expect(page.text()).toContain('Giáo viên THCS hạng II');
    expect(page.text()).toContain('ghim tại sổ cái #29.418');
    expect(page.text()).toContain('đã xem bản chính');
  });

  it('asks what the address says, and keeps what is typed beside it', async () => {
    const asked: ListPeopleRequest[] = [];
    const page = await open(
      at,
      '/nhan-su?unit=u1&age=30-&valid=2024-01-01',
      fake(PersonService, {
        listPeople: (request) => {
          asked.push(request);
          return { people: two, totalSize: 2 };
        },
      }),
    );
    expect(asked.at(-1)).toMatchObject({ unitId: 'u1', minAge: 30, maxAge: 0 });
    expect(asked.at(-1)!.at?.validOn).toBe('2024-01-01');
    const box = page.all<HTMLInputElement>('.search input')[0];
    box.value = 'thanh';
    box.dispatchEvent(new Event('input'));
    await page.settle(900);
    expect(asked.at(-1)!.query).toBe('thanh');
    expect(asked.at(-1)!.unitId).toBe('u1');
    expect(TestBed.inject(Router).url).not.toContain('thanh');
    expect(page.all('mark').map((one) => one.textContent)).toEqual(['Thành', 'Thanh']);
  });

  it('turns pages with the token of the page before', async () => {
    const tokens: string[] = [];
    const page = await open(
      at,
      '/nhan-su',
      fake(PersonService, {
        listPeople: ({ pageToken }) => {
          tokens.push(pageToken);
          return { people: two, totalSize: 4, nextPageToken: pageToken ? '' : 'second', offset: pageToken ? 2 : 0 };
        },
      }),
    );
    await page.click('Sau');
    expect(page.text()).toContain('Dòng 3–4 trong 4');
    await page.click('Trước');
    expect(tokens).toEqual(['', 'second', '']);
  });

  it('says what to do when nobody matches, with how many a smaller question finds', async () => {
    const page = await open(
      at,
      '/nhan-su?sex=2',
      fake(PersonService, { listPeople: ({ sex, query }) => ({ people: [], totalSize: sex || !query ? 0 : 9 }) }),
    );
    const box = page.all<HTMLInputElement>('.search input')[0];
    box.value = 'xyz';
    box.dispatchEvent(new Event('input'));
    await page.settle(900);
    expect(page.text()).toContain('Không ai khớp “xyz” với các bộ lọc này');
    expect(page.button('Bỏ lọc Giới tính').textContent).toContain('9');
  });

  it('says what failed, and tries again', async () => {
    let down = true;
    const page = await open(
      at,
      '/nhan-su',
      fake(PersonService, {
        listPeople: () => {
          if (down) throw new ConnectError('down', Code.Unavailable);
          return { people: two, totalSize: 2 };
        },
      }),
    );
    expect(page.text()).toContain('Không nối được máy chủ');
    down = false;
    await page.click('Thử lại');
    expect(page.text()).toContain('Lê Thành An');
  });

  it('closes writing in the past and says why', async () => {
    const page = await open(
      at,
      '/nhan-su?valid=2020-01-01',
      fake(PersonService, { listPeople: () => ({ people: two, totalSize: 2 }) }),
    );
    expect(page.button('Thêm người').getAttribute('aria-disabled')).toBe('true');
    expect(page.button('Thêm người').textContent).toContain('Về hiện tại để ghi');
    expect(page.all<HTMLAnchorElement>('td.nm a')[0].getAttribute('href')).toBe('/nhan-su/1?valid=2020-01-01');
  });

  it('travels and selects by keyboard', async () => {
    const page = await open(at, '/nhan-su', fake(PersonService, { listPeople: () => ({ people: two, totalSize: 2 }) }));
    await page.press('j');
    await page.press('j');
    expect(page.all('tr.cur')[0].id).toBe('row-2');
    await page.press('x');
    expect(page.text()).toContain('Đã chọn 1');
    await page.press('Escape');
    expect(page.text()).not.toContain('Đã chọn');
  });
});
