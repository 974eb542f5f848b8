import { inject } from '@angular/core';
import type { Params } from '@angular/router';
import { PriorityGroup, Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import { Sector, SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Filter, choicesOf, number, numbers, word } from '../ui/filters';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { ASKABLE_GROUPS, groupKey, kindKey, sectorKey, stageKey } from './words';

/** The filters of board and list, by the parameter of the address that holds each; several values are written "1,2". */
export const FILTERS = ['chuong-trinh', 'dien', 'linh-vuc', 'nhom', 'buoc'] as const;
export type FilterName = (typeof FILTERS)[number];

export const toRequest = (params: Params) => ({
  programmeId: word(params['chuong-trinh']),
  kinds: numbers<SourceKind>(params['dien']),
  sectors: numbers<Sector>(params['linh-vuc']),
  group: number<PriorityGroup>(params['nhom']),
  stages: numbers<Stage>(params['buoc']),
});

/** What can be asked of the pool: one programme and one group, as many of the others as one likes. */
export function candidateFilters() {
  const [t, language, time, client] = [injectText(), inject(Language), inject(TimeTravel), injectClient(TalentService)];
  const programmes = read({
    params: () => ({ at: time.at() }),
    load: (request, signal) => client.listProgrammes(request, { signal }),
  });
  return (): (Filter & { name: FilterName })[] => [
    {
      name: 'chuong-trinh',
      label: 'find.programme',
      choices: (programmes.value()?.programmes ?? []).map(({ id, details }) => ({
        value: id,
        text: details?.code || language.of(details?.name),
      })),
    },
    {
      name: 'dien',
      label: 'talent.kind',
      many: true,
      choices: choicesOf(valuesOf<SourceKind>(SourceKind), (kind) => t(kindKey(kind))),
    },
    {
      name: 'linh-vuc',
      label: 'find.sectors',
      many: true,
      choices: choicesOf(valuesOf<Sector>(Sector), (sector) => t(sectorKey(sector))),
    },
    { name: 'nhom', label: 'talent.group', choices: choicesOf(ASKABLE_GROUPS, (group) => t(groupKey(group))) },
    {
      name: 'buoc',
      label: 'talent.stage',
      many: true,
      choices: choicesOf(valuesOf<Stage>(Stage), (stage) => t(stageKey(stage))),
    },
  ];
}
