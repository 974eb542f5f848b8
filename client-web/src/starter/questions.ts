import { fromParams, savedSize, toRequest } from '../app/personnel/people-query';
import { When, toTimePoint, whenIn } from '../app/rpc/when';
import { message } from './wire';

export interface Question {
  /** "/package.Service/Method". */
  path: string;
  message: Uint8Array<ArrayBuffer>;
}

type Params = Record<string, string | string[]>;
type Asking = (params: Params, at: Uint8Array | undefined) => Question[];

/** Where the app asks who is there and nothing else: before its door. */
export const BARE = ['/dang-nhap', '/kich-hoat'];

/** What the first page at an address asks for, beside who asks and where the registry stands. */
const FIRST: Record<string, Asking> = {
  '/nhan-su': (params, at) => [people(params, at)],
  '/tong-quan': (_, at) => [
    { path: '/hientai.reporting.v1.StandingService/GetStandingReport', message: message({ 1: at }) },
    { path: '/hientai.reporting.v1.StaffingService/GetStaffing', message: message({ 1: at }) },
  ],
};

/** What the app will ask first at an address, to the byte. Words that are searched for stand beside it: then the list is left to the app. */
export function questionsAt(path: string, search: string, words: boolean): Question[] {
  const who = { path: '/hientai.access.v1.SessionService/GetSession', message: message({}) };
  if (BARE.includes(path)) return [who];
  const params = paramsOf(search);
  const at = moment(whenIn(params));
  const registry = { path: '/hientai.registry.v1.RegistryService/GetRegistry', message: message({ 1: at }) };
  return [who, registry, ...(words ? [] : (FIRST[path]?.(params, at) ?? []))];
}

/** As the app's router reads them: what is given twice is a list. */
export function paramsOf(search: string): Params {
  const params: Params = {};
  for (const [name, value] of new URLSearchParams(search))
    params[name] = name in params ? [params[name], value].flat() : value;
  return params;
}

function people(params: Params, at: Uint8Array | undefined): Question {
  const asked = toRequest(fromParams(params, ''));
  return {
    path: '/hientai.personnel.v1.PersonService/ListPeople',
    message: message({
      1: at,
      2: asked.query,
      3: asked.unitId,
      4: asked.categories,
      5: asked.minLevel,
      6: asked.maxLevel,
      7: asked.fieldOfStudy,
      8: asked.grade,
      9: asked.sex,
      10: asked.minAge,
      11: asked.maxAge,
      12: asked.status,
      13: asked.post,
      14: asked.order,
      15: savedSize(),
      19: asked.treeOn,
    }),
  };
}

function moment(when: When): Uint8Array | undefined {
  const at = toTimePoint(when);
  if (!at) return undefined;
  const known = at.known;
  return message({
    1: at.validOn,
    2: known?.case === 'knownAt' ? message({ 1: known.value.seconds, 2: known.value.nanos }) : undefined,
    3: known?.case === 'knownPosition' ? known.value : undefined,
  });
}
