import { FactVersion } from '../../gen/hientai/personnel/v1/person_pb';
import { EvidenceGrade, Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { EntryKind } from '../../gen/hientai/rpc/v1/history_pb';
import { dayNumber, dayOf, readPartial } from '../ui/dates';

/** What the drawing of a record in two times consists of, in pixels. Pure, so that it can be tested. */
export interface Drawing {
  width: number;
  height: number;
  lanes: { key: string; ladder: Ladder; lane: string; y: number; height: number }[];
  bars: Bar[];
  threads: Thread[];
  ticks: { x: number; label: string; old: boolean }[];
  /** Where older years are compressed. */
  breakX?: number;
  dots: Dot[];
  /** Those of other records are faint: they are many, and told by those records. */
  curves: { d: string; superseded: boolean; correction: boolean; faint: boolean }[];
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
  lane: string;
  /** The record that keeps it, if that is not the person's file. */
  recordId: string;
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

/** One record of something that happened, a contribution or an award: a mark for each day of it, and its name beside them. */
export interface Thread {
  recordId: string;
  lane: string;
  y: number;
  marks: { x: number; label: string; solid: boolean; current: boolean; end?: number }[];
  from: number;
  to: number;
  label: string;
  labelX: number;
  anchor: 'start' | 'end';
  /** How much of the label there is room for. */
  room: number;
  current: boolean;
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
/** Lanes of what happened once; it is not drawn as lasting, as nothing but its withdrawal ends it. */
const HAPPENED = ['contribution', 'award'];
const ROW = 20;
const MOST_ROWS = 4;
const LABEL = 150;
const LETTER = 6.4;

export function draw(input: DrawingInput): Drawing {
  const facts = input.facts.filter(
    (fact) => fact.lane !== 'contacts' && fact.lane !== 'particulars' && fact.lane !== 'name',
  );
  const believed = facts.filter((fact) => !fact.knownTo);
  const { x, breakX, ticks } = scale(facts, input);
  const right = input.width - 4;
  const open = Math.min(right, Math.max(x(input.today), x(input.valid)));
  const span = (fact: FactVersion) => {
    const start = readPartial(fact.period?.from ?? '');
    const end = readPartial(fact.period?.to ?? '');
    return { start, from: start ? x(start.first) : LEFT, end: end && x(end.first), to: end ? x(end.first) : open };
  };
  const threads = HAPPENED.flatMap((lane) =>
    threadsOf(
      believed.filter((fact) => fact.lane === lane),
      span,
      open - 6,
      input,
    ),
  );
  const stages = rowsOf(
    believed.filter((fact) => fact.lane === 'candidacy'),
    span,
  );
  const row = (fact: FactVersion) =>
    stages.get(fact.recordId) ?? threads.find((one) => one.recordId === fact.recordId)?.row ?? 0;
  const lanes = lanesOf(facts, row);
  const laneY = new Map(lanes.map((lane) => [lane.key, lane.y]));
  const lanesEnd = lanes.reduce((end, lane) => end + lane.height, TOP);
  const axisBottom = lanesEnd + (input.validOnly ? 8 : RECORD_GAP);
  /** Below the fact, where what joins it to its recording begins. */
  const foot = (fact: FactVersion) =>
    laneY.get(laneKey(fact))! +
    (HAPPENED.includes(fact.lane) ? row(fact) * ROW + LANE / 2 + 5 : row(fact) * LANE + LANE - 4);
  for (const thread of threads) thread.y = laneY.get(thread.lane)! + thread.row * ROW + LANE / 2;

  const lasting = believed.filter((fact) => !HAPPENED.includes(fact.lane));
  const bars = lasting.map((fact): Bar => {
    const { start, from, to } = span(fact);
    const fuzzy = start ? Math.min(x(start.last) - from, to - from) : 0;
    return {
      key: fact.key,
      lane: fact.lane,
      recordId: fact.recordId,
      label: input.label(fact),
      x: from,
      width: Math.max(3, to - from),
      y: laneY.get(laneKey(fact))! + row(fact) * LANE + (LANE - BAR) / 2,
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
    threads,
    ticks,
    breakX,
    dots: [],
    curves: [],
    brackets: [],
    axisTop: TOP,
    lanesEnd,
    axisBottom,
    left: LEFT,
    validX: x(input.valid),
    knownX: x(input.known),
  };
  return input.validOnly ? base : { ...base, ...records(facts, base, x, foot) };
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

interface Span {
  start: ReturnType<typeof readPartial>;
  from: number;
  end: number | undefined;
  to: number;
}

const byRecord = (facts: FactVersion[]) => {
  const records = new Map<string, FactVersion[]>();
  for (const fact of facts) records.set(fact.recordId, [...(records.get(fact.recordId) ?? []), fact]);
  return [...records];
};

/** The row of each record whose stages last, so that none covers another. */
function rowsOf(facts: FactVersion[], span: (fact: FactVersion) => Span): Map<string, number> {
  const rows = new Map<string, number>();
  const ends: number[] = [];
  const records = byRecord(facts).map(([id, own]) => {
    const spans = own.map(span);
    return { id, from: Math.min(...spans.map((one) => one.from)), to: Math.max(...spans.map((one) => one.to)) };
  });
  for (const { id, from, to } of records.sort((a, b) => a.from - b.from)) {
    const free = ends.findIndex((end) => end < from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    rows.set(id, row);
  }
  return rows;
}

/** What happened, in as few rows as leave each its name; where it is crowded, names are cut and the marks stay. */
function threadsOf(
  facts: FactVersion[],
  span: (fact: FactVersion) => Span,
  right: number,
  input: DrawingInput,
): (Thread & { row: number })[] {
  const threads = byRecord(facts).map(([recordId, own]) => {
    const spans = own.map((fact) => ({ fact, ...span(fact) })).sort((a, b) => a.from - b.from);
    const from = spans[0].from;
    const to = Math.max(...spans.map((one) => one.end ?? one.from));
    const label = input.label(spans.at(-1)!.fact);
    const want = Math.min(LABEL, label.length * LETTER);
    const anchor = right - to - 9 < want ? ('end' as const) : ('start' as const);
    return {
      recordId,
      lane: own[0].lane,
      y: 0,
      row: 0,
      marks: spans.map((one) => ({
        x: one.from,
        label: input.label(one.fact),
        solid: spans.length === 1 ? one.fact.lane === 'award' : one !== spans[0],
        current: holds(one.fact, input.valid),
        end: one.end,
      })),
      from,
      to,
      label,
      labelX: anchor === 'end' ? from - 9 : to + 9,
      anchor,
      room: anchor === 'end' ? want : right - to - 9,
      current: holds(spans.at(-1)!.fact, input.valid),
      begins: anchor === 'end' ? from - 9 - want : from - 5,
      ends: anchor === 'end' ? to + 5 : to + 9 + want,
    };
  });
  const rows: (typeof threads)[] = [];
  for (const thread of threads.sort((a, b) => a.begins - b.begins)) {
    const last = rows.map((row) => row.at(-1)!);
    const free = last.findIndex((one) => one.ends + 8 <= thread.begins);
    if (free >= 0) thread.row = free;
    else if (rows.length < MOST_ROWS) thread.row = rows.length;
    else thread.row = last.indexOf(last.reduce((a, b) => (b.to < a.to ? b : a)));
    const before = last[thread.row];
    if (before) {
      if (before.anchor === 'start') before.room = Math.min(before.room, thread.from - 9 - before.labelX);
      if (thread.anchor === 'end') {
        const taken = before.anchor === 'end' ? before.to : Math.min(before.ends, before.labelX + before.room);
        thread.room = Math.min(thread.room, thread.labelX - taken - 8);
      }
    }
    (rows[thread.row] ??= []).push(thread);
  }
  return threads;
}

/** A version that only had its evidence looked at again still says the same. */
const stands = (fact: FactVersion) => !fact.knownTo || fact.knownTo.kind === EntryKind.EVIDENCE;

/** The lower axis: a dot for every recording, and what joins a fact to it. */
function records(
  facts: FactVersion[],
  drawing: Drawing,
  x: (day: string) => number,
  foot: (fact: FactVersion) => number,
) {
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
      // Its words go a line lower where those of the one before have not ended.
      const low = brackets.some((other) => other.y === y + 16 && from < other.x + 200) ? 13 : 0;
      brackets.push({
        d: `M${from} ${y - 6}v6H${to}v-6${stem}`,
        x: from + 2,
        y: y + 16 + low,
        count: starts.length,
        day,
      });
      continue;
    }
    for (const fact of starts) {
      const start = x(readPartial(fact.period!.from)!.first);
      const top = foot(fact);
      curves.push({
        d: `M${start} ${top}C${start} ${bottom + 36} ${dotX} ${bottom + 16} ${dotX} ${drawing.axisBottom - 5}`,
        superseded: fact.knownTo?.kind === EntryKind.CORRECTION || fact.knownTo?.kind === EntryKind.WITHDRAWAL,
        correction: fact.knownFrom?.kind === EntryKind.CORRECTION && stands(fact),
        faint: !!fact.recordId,
      });
    }
  }
  return { dots, curves, brackets };
}

function lanesOf(facts: FactVersion[], row: (fact: FactVersion) => number): Drawing['lanes'] {
  const keys = [...new Set(facts.map(laneKey))].sort((a, b) => order(a) - order(b));
  let y = TOP;
  return keys.map((key) => {
    const [lane, ladder] = key.split(':');
    const last = Math.max(...facts.filter((fact) => laneKey(fact) === key).map(row));
    const height = LANE + last * (HAPPENED.includes(lane) ? ROW : LANE);
    y += height;
    return { key, lane, ladder: Number(ladder ?? 0), y: y - height, height };
  });
}

const laneKey = (fact: FactVersion) => (fact.lane === 'qualification' ? `qualification:${fact.ladder}` : fact.lane);
/** Where somebody serves and what was concluded of it, then the ladders, then what they study for, then what other records say. */
const ORDER: Record<string, number> = {
  assignment: 0,
  placement: 0.5,
  outside: 0.7,
  document: 0.8,
  training: 1000,
  contribution: 1001,
  award: 1002,
  candidacy: 1003,
};
const order = (key: string) => ORDER[key] ?? Number(key.split(':')[1]);

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
