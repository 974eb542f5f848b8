import type { Params } from '@angular/router';
import { PriorityGroup, Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import { Sector, SourceKind } from '../../gen/hientai/talent/v1/programme_pb';

/** The filters of board and list, by the parameter of the address that holds each; several values are written "1,2". */
export const FILTERS = ['chuong-trinh', 'dien', 'linh-vuc', 'nhom', 'buoc'] as const;
export type FilterName = (typeof FILTERS)[number];

export const toRequest = (params: Params) => ({
  programmeId: typeof params['chuong-trinh'] === 'string' ? params['chuong-trinh'] : '',
  kinds: some<SourceKind>(params['dien']),
  sectors: some<Sector>(params['linh-vuc']),
  group: (Number(params['nhom']) || PriorityGroup.UNSPECIFIED) as PriorityGroup,
  stages: some<Stage>(params['buoc']),
});

export const some = <T extends number>(value: unknown): T[] =>
  String(value ?? '')
    .split(',')
    .map(Number)
    .filter((one) => one > 0) as T[];
