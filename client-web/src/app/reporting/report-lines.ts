import { StandingLine } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Line } from './standing-lines';

/** The plan's groups with whoever is in them: parts under their whole, the total last as in its table. */
export function groupLines(lines: StandingLine[]): Line[] {
  const named = lines.map((line) => ({
    key: line.key,
    name: line.name ?? { vi: '', en: '' },
    depth: !line.partOf ? 0 : line.partOf === lines[0].key ? 1 : 2,
    total: !line.partOf,
    people: line.people,
    law: line.law,
    plan: line.plan,
    ask: line.partOf ? { nhom: line.key } : {},
  }));
  const peopled = named.filter((line) => line.people || line.total);
  return [...peopled.filter((line) => !line.total), ...peopled.filter((line) => line.total)];
}
