import { create, toBinary } from '@bufbuild/protobuf';
import { afterEach, describe, expect, it } from 'vitest';
import { SessionService } from '../gen/hientai/access/v1/session_service_pb';
import { ListPeopleRequestSchema, PersonService } from '../gen/hientai/personnel/v1/person_service_pb';
import { RegistryService, GetRegistryRequestSchema } from '../gen/hientai/registry/v1/registry_service_pb';
import { StaffingService } from '../gen/hientai/reporting/v1/staffing_service_pb';
import { GetStandingReportRequestSchema, StandingService } from '../gen/hientai/reporting/v1/standing_service_pb';
import { fromParams, toRequest } from '../app/personnel/people-query';
import { toTimePoint, whenIn } from '../app/rpc/when';
import { paramsOf, questionsAt } from './questions';
import { framed, message } from './wire';

const at = (path: string, search = '') => questionsAt(path, search, false);
const asked = (path: string, search: string, name: string) => at(path, search).find((one) => one.path.endsWith(name));

describe('what an address asks first', () => {
  afterEach(() => localStorage.clear());

  it('goes where the services are', () => {
    const rpc = (method: { parent: { typeName: string }; name: string }) => `/${method.parent.typeName}/${method.name}`;
    const [who, where] = [rpc(SessionService.method.getSession), rpc(RegistryService.method.getRegistry)];
    expect(at('/nhan-su').map(({ path }) => path)).toEqual([who, where, rpc(PersonService.method.listPeople)]);
    expect(at('/tong-quan').map(({ path }) => path)).toEqual([
      who,
      where,
      rpc(StandingService.method.getStandingReport),
      rpc(StaffingService.method.getStaffing),
    ]);
    expect(at('/nhan-su/x').map(({ path }) => path)).toEqual([who, where]);
    expect(at('/dang-nhap', '?den=%2Fnhan-su').map(({ path }) => path)).toEqual([who]);
  });

  it('leaves a list that is searched by words to the app, which waits for the end of typing', () => {
    expect(questionsAt('/nhan-su', '', true)).toHaveLength(2);
  });

  it.each([
    '',
    '?unit=0190b5f0-0000-7000-8000-000000000001&cat=1,2,5&min=106&max=107&field=Lu%E1%BA%ADt+kinh%20t%E1%BA%BF&grade=2',
    '?sex=1&age=28-56&status=4&post=Ph%C3%B3+Tr%C6%B0%E1%BB%9Fng&order=2&cay=2025-07-01',
    '?age=-40&cat=9999,x,0&min=abc&cay=khong',
    '?valid=2024-08-01',
    '?valid=2024-08-01&known=2024-05-15',
    '?known=29418',
    '?known=0',
    '?known=99999999999999999999',
    '?unit=a&unit=b',
    `?field=${'ế'.repeat(150)}`,
  ])('is the list the app asks for, to the byte: %s', (search) => {
    const params = paramsOf(search);
    const request = { ...toRequest(fromParams(params, '')), at: toTimePoint(whenIn(params)), pageSize: 50 };
    const bytes = toBinary(ListPeopleRequestSchema, create(ListPeopleRequestSchema, request));
    expect(asked('/nhan-su', search, 'ListPeople')!.message).toEqual(bytes);
  });

  it('asks for as many rows as were chosen', () => {
    localStorage.setItem('people-size', '200');
    const bytes = toBinary(ListPeopleRequestSchema, create(ListPeopleRequestSchema, { pageSize: 200 }));
    expect(asked('/nhan-su', '', 'ListPeople')!.message).toEqual(bytes);
  });

  it('leaves out no field the app fills in', () => {
    const filled = toRequest(fromParams(paramsOf('?'), 'x'));
    const others = ['at', 'query', 'pageSize', 'pageToken', 'reveal', 'ids'];
    const fields = ListPeopleRequestSchema.fields.map((field) => field.localName);
    expect([...new Set([...Object.keys(filled), ...others])].sort()).toEqual(fields.sort());
  });

  it('asks about the moment of the address everywhere', () => {
    const search = '?valid=2020-01-01&known=2024-05-15';
    const moment = { at: toTimePoint({ valid: '2020-01-01', known: '2024-05-15' }) };
    const registry = toBinary(GetRegistryRequestSchema, create(GetRegistryRequestSchema, moment));
    const report = toBinary(GetStandingReportRequestSchema, create(GetStandingReportRequestSchema, moment));
    expect(asked('/tong-quan', search, 'GetRegistry')!.message).toEqual(registry);
    expect(asked('/tong-quan', search, 'GetStandingReport')!.message).toEqual(report);
    expect(asked('/tong-quan', search, 'GetStaffing')!.message).toEqual(report);
  });
});

describe('a message on the wire', () => {
  it('has its length before it', () => {
    expect([...framed(message({ 2: 'a' }))]).toEqual([0, 0, 0, 0, 3, 18, 1, 97]);
    expect([...framed(new Uint8Array(300)).slice(0, 5)]).toEqual([0, 0, 0, 1, 44]);
  });
});
