import { create } from '@bufbuild/protobuf';
import { Unit } from '../../gen/hientai/organization/v1/unit_pb';
import { StandingCounts, StandingCountsSchema, StandingLine } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Line } from './standing-lines';

type Node = Pick<Unit, 'id' | 'name' | 'parentId'> & { depth: number };

/** Units with somebody below, each counting those beneath it as the list behind the figure does; in the order of the tree. */
export function unitLines(tree: Node[], counted: StandingLine[]): Line[] {
  const own = new Map(counted.map((line) => [line.key, line]));
  const parents = new Map(tree.map((unit) => [unit.id, unit.parentId]));
  const sums = new Map(tree.map((unit) => [unit.id, { people: 0, law: nothing(), plan: nothing() }]));
  for (const unit of tree) {
    const line = own.get(unit.id);
    if (!line) continue;
    for (let at: string | undefined = unit.id; at && sums.has(at); at = parents.get(at)) {
      const sum = sums.get(at)!;
      sum.people += line.people;
      sum.law = plus(sum.law, line.law);
      sum.plan = plus(sum.plan, line.plan);
    }
  }
  return tree.flatMap((unit) => {
    const sum = sums.get(unit.id)!;
    if (!sum.law.below && !sum.plan.below) return [];
    const name = { vi: unit.name, en: unit.name };
    return [{ key: unit.id, name, depth: unit.depth, total: false, ...sum, ask: { unit: unit.id } }];
  });
}

const nothing = () => create(StandingCountsSchema);

function plus(a: StandingCounts, b: StandingCounts | undefined): StandingCounts {
  return create(StandingCountsSchema, {
    below: a.below + (b?.below ?? 0),
    notMet: a.notMet + (b?.notMet ?? 0),
    inTraining: a.inTraining + (b?.inTraining ?? 0),
    exempt: a.exempt + (b?.exempt ?? 0),
    metForNow: a.metForNow + (b?.metForNow ?? 0),
    notEnoughData: a.notEnoughData + (b?.notEnoughData ?? 0),
  });
}
