import { IndicatorPoint, Target } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { dayNumber } from '../ui/dates';

/** The drawing's own measure; labels stand to the right of the last grid line. */
const [LEFT, RIGHT, TOP, BOTTOM] = [8, 212, 12, 96];
/** A label's own width and a little air. */
const APART = 44;

export interface Drawing {
  /** Shares at the bottom, the middle and the top of the axis, in thousandths: round ones, so that the axis says where it begins. */
  grid: { y: number; permille: number }[];
  years: { x: number; year: number; anchor: 'start' | 'middle' }[];
  counted: string;
  now: { x: number; y: number };
  path?: { line: string; x: number; y: number };
  pace?: string;
}

export const permilleOf = ({ people, count }: Pick<IndicatorPoint, 'people' | 'count'>): number =>
  people ? (count * 1000) / people : 0;

/** An indicator in the course of time: what was counted, the path to its target, and where this pace leads. */
export function draw(points: IndicatorPoint[], target: Target | undefined, gained: number): Drawing | undefined {
  const told = points.filter(({ people }) => people);
  const last = told.at(-1);
  if (!last) return undefined;
  const [first, today] = [dayNumber(told[0].on), dayNumber(last.on)];
  const end = target ? Math.max(dayNumber(target.due), today) : today;
  const days = Math.max(1, end - first);
  const shares = [...told.map(permilleOf), ...(target ? [target.permille] : [])];
  const { low, high } = roundAround(Math.min(...shares), Math.max(...shares));
  const x = (day: number) => round(LEFT + ((day - first) / days) * (RIGHT - LEFT));
  const y = (permille: number) => round(BOTTOM - ((permille - low) / (high - low)) * (BOTTOM - TOP));
  const now = { x: x(today), y: y(permilleOf(last)) };
  const reached = Math.min(
    1000,
    Math.max(0, permilleOf(last) + ((gained * 1000) / last.people) * ((end - today) / 365.25)),
  );
  const [from, to] = [+told[0].on.slice(0, 4), +(target?.due ?? last.on).slice(0, 4)];
  return {
    grid: [low, (low + high) / 2, high].map((permille) => ({ permille, y: y(permille) })),
    years: labels([...new Set([from, Math.round((from + to) / 2), to])], (year) =>
      x(Math.max(first, dayNumber(`${year}-01-01`))),
    ),
    counted: told.map((point) => `${x(dayNumber(point.on))},${y(permilleOf(point))}`).join(' '),
    now,
    ...(target && {
      path: { line: `M${now.x} ${now.y}L${x(end)} ${y(target.permille)}`, x: x(end), y: y(target.permille) },
      pace: `M${now.x} ${now.y}L${x(end)} ${Math.min(BOTTOM, Math.max(TOP, y(reached)))}`,
    }),
  };
}

/** Years along the axis, those left out that would run into the one before. */
function labels(years: number[], at: (year: number) => number): Drawing['years'] {
  const shown: Drawing['years'] = [];
  for (const [i, year] of years.entries()) {
    const x = i ? Math.min(RIGHT - 8, at(year)) : LEFT;
    if (!i || x - shown.at(-1)!.x > APART) shown.push({ year, x, anchor: i ? 'middle' : 'start' });
  }
  return shown;
}

/** A stretch of the axis between round shares that holds both, never beyond nothing and all. */
function roundAround(low: number, high: number) {
  const step = [20, 50, 100, 200, 500].find((one) => high - low <= one * 2) ?? 500;
  const bottom = Math.max(0, Math.floor(low / step) * step);
  const top = Math.min(1000, Math.max(bottom + step, Math.ceil(high / step) * step));
  return { low: bottom === top ? bottom - step : bottom, high: top };
}

const round = (value: number) => Math.round(value * 10) / 10;
