import { FactVersion } from '../../gen/hientai/personnel/v1/person_pb';
import { EvidenceGrade, Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { EntryKind } from '../../gen/hientai/rpc/v1/history_pb';
import { dayNumber, dayOf, readPartial } from '../ui/dates';

/** What the drawing of a record in two times consists of, in pixels. Pure, so that it can be tested. */
export interface Drawing {
  width: number;
  height: number;
  lanes: { key: string; ladder: Ladder; lane: string; y: number }[];
  bars: Bar[];
  ticks: { x: number; label: string; old: boolean }[];
  /** Where older years are compressed. */
  breakX?: number;
  dots: Dot[];
  curves: { d: string; superseded: boolean; correction: boolean }[];
  /** Facts entered in one go, too many to draw a curve each. */
  brackets: { d: string; x: number; y: number; count: number; day: string }[];
  axisTop: number;
  lanesEnd: number;
  axisBottom: number;
  left: number;
  validX: number;
  knownX: number;
}

export interface Bar {
  key: string;
  label: string;
  x: number;
  width: number;
  y: number;
  /** Width of the days the beginning may lie in. */
  fuzzy: number;
  current: boolean;
  hatched: boolean;
  corrected: boolean;
  /** A step of a ladder, which the next one replaces. */
  step: boolean;
}

export interface Dot {
  x: number;
  position: bigint;
  day: string;
  label: boolean;
  correction: boolean;
  superseded: boolean;
}

export interface DrawingInput {
  facts: FactVersion[];
  width: number;
  today: string;
  valid: string;
  known: string;
  label: (fact: FactVersion) => string;
  /** Leaves out the recorded axis. */
  validOnly?: boolean;
}

const LEFT = 132;
const TOP = 36;
const LANE = 28;
const BAR = 19;
const RECORD_GAP = 62;
const OLD_SHARE = 0.26;
const BULK = 4;

export function draw(input: DrawingInput): Drawing {
  const facts = input.facts.filter(
    (fact) => fact.lane !== 'contacts' && fact.lane !== 'particulars' && fact.lane !== 'name',
  );
  const believed = facts.filter((fact) => !fact.knownTo);
  const { x, breakX, ticks } = scale(facts, input);
  const lanes = lanesOf(facts);
  const laneY = new Map(lanes.map((lane) => [lane.key, lane.y]));
  const axisBottom = TOP + lanes.length * LANE + (input.validOnly ? 8 : RECORD_GAP);
  const right = input.width - 4;

  const bars = believed.map((fact): Bar => {
    const start = readPartial(fact.period?.from ?? '');
    const from = start ? x(start.first) : LEFT;
    const end = readPartial(fact.period?.to ?? '');
    const to = end ? x(end.first) : Math.min(right, Math.max(x(input.today), x(input.valid)));
    const fuzzy = start ? Math.min(x(start.last) - from, to - from) : 0;
    return {
      key: fact.key,
      label: input.label(fact),
      x: from,
      width: Math.max(3, to - from),
      y: laneY.get(laneKey(fact))! + (LANE - BAR) / 2,
      fuzzy: fuzzy > 2 ? fuzzy : 0,
      current: holds(fact, input.valid),
      step: fact.lane === 'qualification',
      hatched: fact.grade === EvidenceGrade.SELF_DECLARED,
      corrected: facts.some(
        (one) => one.key === fact.key && one.knownFrom?.kind === EntryKind.CORRECTION && stands(one),
      ),
    };
  });

  settle(bars);
  const base: Drawing = {
    width: input.width,
    height: axisBottom + (input.validOnly ? 12 : 40),
    lanes,
    bars,
    ticks,
    breakX,
    dots: [],
    curves: [],
    brackets: [],
    axisTop: TOP,
    lanesEnd: TOP + lanes.length * LANE,
    axisBottom,
    left: LEFT,
    validX: x(input.valid),
    knownX: x(input.known),
  };
  return input.validOnly ? base : { ...base, ...records(facts, base, x) };
}

/** In a lane of one ladder the next step takes over where it begins, and only the last one stands out. */
function settle(bars: Bar[]) {
  for (const bar of bars) {
    const later = bars.filter((other) => other !== bar && other.y === bar.y && other.x > bar.x && other.current);
    if (!later.length || !bar.step) continue;
    bar.current = false;
    bar.width = Math.max(3, Math.min(bar.x + bar.width, later[0].x - 2) - bar.x);
  }
}

/** A version that only had its evidence looked at again still says the same. */
const stands = (fact: FactVersion) => !fact.knownTo || fact.knownTo.kind === EntryKind.EVIDENCE;

/** The lower axis: a dot for every recording, and what joins a fact to it. */
function records(facts: FactVersion[], drawing: Drawing, x: (day: string) => number) {
  const byPosition = new Map<bigint, FactVersion[]>();
  for (const fact of facts) {
    const position = fact.knownFrom?.position ?? 0n;
    byPosition.set(position, [...(byPosition.get(position) ?? []), fact]);
  }
  const byDay = new Map<string, FactVersion[]>();
  for (const group of byPosition.values()) {
    const day = dayOf(group[0].knownFrom?.recordedTime);
    byDay.set(day, [...(byDay.get(day) ?? []), ...group]);
  }
  const dots: Dot[] = [];
  const curves: Drawing['curves'] = [];
  const brackets: Drawing['brackets'] = [];
  const bottom = drawing.lanesEnd;
  const laneY = new Map(drawing.lanes.map((lane) => [lane.key, lane.y]));

  for (const [day, group] of [...byDay].sort(([a], [b]) => a.localeCompare(b))) {
    const dotX = x(day);
    const starts = group.filter((fact) => fact.knownFrom?.kind !== EntryKind.EVIDENCE && fact.period?.from);
    const last = dots.at(-1);
    dots.push({
      x: dotX,
      day,
      position: group.reduce((top, fact) => (fact.knownFrom!.position > top ? fact.knownFrom!.position : top), 0n),
      label: !dots.some((dot) => dot.label && dotX - dot.x < 74) || !last,
      correction: group.some((fact) => fact.knownFrom?.kind === EntryKind.CORRECTION && stands(fact)),
      superseded: group.every((fact) => !stands(fact)),
    });
    if (starts.length >= BULK) {
      const xs = starts.map((fact) => x(readPartial(fact.period!.from)!.first));
      const [from, to, y] = [Math.min(...xs), Math.max(...xs), bottom + 12];
      const stem = `M${to} ${y}C${to + 40} ${y + 2} ${dotX} ${y + 4} ${dotX} ${drawing.axisBottom - 5}`;
      brackets.push({ d: `M${from} ${y - 6}v6H${to}v-6${stem}`, x: from + 2, y: y + 16, count: starts.length, day });
      continue;
    }
    for (const fact of starts) {
      const start = x(readPartial(fact.period!.from)!.first);
      const top = laneY.get(laneKey(fact))! + LANE - 4;
      curves.push({
        d: `M${start} ${top}C${start} ${bottom + 36} ${dotX} ${bottom + 16} ${dotX} ${drawing.axisBottom - 5}`,
        superseded: fact.knownTo?.kind === EntryKind.CORRECTION || fact.knownTo?.kind === EntryKind.WITHDRAWAL,
        correction: fact.knownFrom?.kind === EntryKind.CORRECTION && stands(fact),
      });
    }
  }
  return { dots, curves, brackets };
}

function lanesOf(facts: FactVersion[]): Drawing['lanes'] {
  const keys = [...new Set(facts.map(laneKey))].sort((a, b) => order(a) - order(b));
  return keys.map((key, i) => {
    const [lane, ladder] = key.split(':');
    return { key, lane, ladder: Number(ladder ?? 0), y: TOP + i * LANE };
  });
}

const laneKey = (fact: FactVersion) => (fact.lane === 'qualification' ? `qualification:${fact.ladder}` : fact.lane);
/** Where somebody serves and what was concluded of it, then the ladders, then what they study for. */
const order = (key: string) => ({ assignment: 0, placement: 0.5, training: 1000 })[key] ?? Number(key.split(':')[1]);

function holds(fact: FactVersion, valid: string): boolean {
  const from = readPartial(fact.period?.from ?? '');
  const to = readPartial(fact.period?.to ?? '');
  return (!from || from.last <= valid) && (!to || valid < to.first);
}

/** Years since recording began take most of the width; the years before are compressed, and the break is drawn. */
function scale(facts: FactVersion[], input: DrawingInput) {
  const days = facts.flatMap((fact) => {
    const recorded = dayOf(fact.knownFrom?.recordedTime);
    return [readPartial(fact.period?.from ?? '')?.first, recorded].filter((day): day is string => !!day);
  });
  const first = [...days, input.today].sort()[0];
  const recording =
    facts
      .map((fact) => dayOf(fact.knownFrom?.recordedTime))
      .filter(Boolean)
      .sort()[0] ?? input.today;
  const latest = [input.today, input.valid, ...facts.map((fact) => readPartial(fact.period?.to ?? '')?.first ?? '')]
    .sort()
    .at(-1)!;
  const start = dayNumber(`${first.slice(0, 4)}-01-01`);
  const knee = dayNumber(`${+recording.slice(0, 4) - 1}-01-01`);
  const end = dayNumber(latest) + Math.max(30, (dayNumber(latest) - Math.max(knee, start)) * 0.07);
  const right = input.width - 4;
  const compressed = knee - start > 3 * 365;
  const kneeX = compressed ? LEFT + (right - LEFT) * OLD_SHARE : LEFT;
  const from = compressed ? knee : start;
  const x = (day: string) => {
    const at = dayNumber(day);
    if (compressed && at < knee) return Math.max(LEFT, LEFT + ((at - start) / (knee - start)) * (kneeX - LEFT));
    return Math.min(right, kneeX + ((at - from) / (end - from)) * (right - kneeX));
  };
  const ticks: Drawing['ticks'] = [];
  const lastYear = +latest.slice(0, 4);
  const kneeYear = compressed ? +recording.slice(0, 4) - 1 : +first.slice(0, 4);
  if (compressed) {
    const step =
      [2, 4, 5, 10, 20].find((years) => ((kneeX - LEFT) / (kneeYear - +first.slice(0, 4))) * years > 40) ?? 20;
    for (let year = Math.ceil(+first.slice(0, 4) / step) * step; year < kneeYear; year += step) {
      if (kneeX - x(`${year}-01-01`) > 36) ticks.push({ x: x(`${year}-01-01`), label: String(year), old: true });
    }
  }
  const step = [1, 2, 5, 10].find((years) => ((right - kneeX) / (lastYear - kneeYear + 1)) * years > 40) ?? 10;
  for (let year = kneeYear; year <= lastYear; year += step)
    ticks.push({ x: x(`${year}-01-01`), label: String(year), old: false });
  return { x, ticks, breakX: compressed ? kneeX : undefined };
}
