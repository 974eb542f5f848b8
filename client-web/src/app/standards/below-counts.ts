import { Signal, computed, inject } from '@angular/core';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Standard } from '../../gen/hientai/standards/v1/standard_pb';
import { Read, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimePointInit } from '../rpc/when';
import { injectClient } from '../rpc/transport';

/** How many of the reader's people are below each standard in force: the report of each ladder, and one by one for what is about placement. */
export function belowCounts(
  standards: () => Standard[],
  at: () => TimePointInit | undefined,
): { of: Signal<Map<string, number>>; read: Read<Map<string, number>> } {
  const client = injectClient(StandingService);
  const registry = inject(Registry);
  const counted = computed(() => standards().filter((one) => one.inForce && one.details));
  const answer = read({
    params: () =>
      counted().length && registry.may(Ability.READ_PEOPLE) && !registry.onlySelf()
        ? { standards: counted(), at: at() }
        : undefined,
    load: async ({ standards: asked, at: when }, signal) => {
      const ladders = new Set<Ladder>(asked.filter((one) => !one.details!.placement).map((one) => one.details!.ladder));
      const found = new Map<string, number>();
      const reports = [...ladders].map(async (ladder) => {
        const report = await client.getStandingReport({ ladder, at: when }, { signal });
        for (const { key, law, plan } of report.standards) found.set(key, (law?.below ?? 0) + (plan?.below ?? 0));
      });
      const placements = asked
        .filter((one) => one.details!.placement)
        .map(async ({ id, details }) => {
          const request = { standardId: id, kind: details!.kind, ladder: details!.ladder, at: when, pageSize: 1 };
          found.set(id, (await client.listStandings(request, { signal })).totalSize);
        });
      await Promise.all([...reports, ...placements]);
      for (const { id } of asked) found.set(id, found.get(id) ?? 0);
      return found;
    },
  });
  return { of: computed(() => answer.value() ?? new Map<string, number>()), read: answer };
}
