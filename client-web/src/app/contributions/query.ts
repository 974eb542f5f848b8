import type { Params } from '@angular/router';
import { ContributionKind, Outcome, RecognitionLevel, Stage } from '../../gen/hientai/contributions/v1/contribution_pb';

/** The filters of the list, by the parameter of the address that holds each. */
export const FILTERS = ['loai', 'buoc', 'cap', 'ket-qua', 'nam', 'don-vi', 'nguoi'] as const;
export type FilterName = (typeof FILTERS)[number];

export const toRequest = (params: Params) => ({
  kinds: some<ContributionKind>(params['loai']),
  stages: some<Stage>(params['buoc']),
  levels: some<RecognitionLevel>(params['cap']),
  outcomes: some<Outcome>(params['ket-qua']),
  year: Number(params['nam']) || 0,
  unitId: text(params['don-vi']),
  personId: text(params['nguoi']),
});

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const some = <T extends number>(value: unknown): T[] => (Number(value) ? [Number(value) as T] : []);
