import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import { FactVersionSchema } from '../../gen/hientai/personnel/v1/person_pb';
import { EntryKind } from '../../gen/hientai/rpc/v1/history_pb';
import { draw } from './timeline-geometry';

const source = (position: number, day: string, kind = EntryKind.CHANGE) => ({
  position: BigInt(position),
  recordedTime: timestampFromDate(new Date(`${day}T03:00:00Z`)),
  kind,
});
const fact = (key: string, from: string, known: ReturnType<typeof source>, more: object = {}) =>
  create(FactVersionSchema, {
    key,
    lane: key.startsWith('a') ? 'assignment' : 'qualification',
    ladder: key.startsWith('a') ? 0 : 1,
    labelVi: key,
    period: { from, to: '' },
    knownFrom: known,
    ...more,
  });
const drawn = (...facts: ReturnType<typeof fact>[]) =>
  draw({
    facts,
    width: 900,
    today: '2024-08-01',
    valid: '2024-08-01',
    known: '2024-08-01',
    label: (one) => one.labelVi,
  });

describe('the drawing of a record in two times', () => {
  it('keeps time running to the right and everything inside', () => {
    const art = drawn(fact('a1', '2008-09', source(1, '2023-03-15')), fact('q1', '2023-09', source(2, '2024-05-10')));
    const [post, degree] = art.bars;
    expect(post.x).toBeLessThan(degree.x);
    for (const bar of art.bars) expect(bar.x + bar.width).toBeLessThanOrEqual(art.width);
    expect(art.dots.map((dot) => dot.day)).toEqual(['2023-03-15', '2024-05-10']);
    expect(art.validX).toBe(art.knownX);
  });

  it('has a lane for what somebody studies below the ladders, and one for what was concluded of the post beside it', () => {
    const art = drawn(
      fact('t1', '2023', source(3, '2024-01-16'), { lane: 'training' }),
      fact('q1', '2012', source(2, '2023-03-15')),
      fact('p1', '2024-06', source(4, '2024-06-11'), { lane: 'placement', ladder: 0 }),
      fact('a1', '2010', source(1, '2023-03-15')),
    );
    expect(art.lanes.map((lane) => lane.lane)).toEqual(['assignment', 'placement', 'qualification', 'training']);
  });

  it('tells what other records say in lanes of their own after the rest, each record once, and none over another', () => {
    const said = (lane: string, recordId: string, from: string, more: object = {}) =>
      fact(`${lane}:${recordId}`, from, source(9, '2024-07-01'), { lane, ladder: 0, recordId, ...more });
    const crowd = Array.from({ length: 12 }, (_, i) =>
      said('contribution', `c${i}`, `${2022 + (i % 3)}-0${1 + (i % 7)}`, {
        labelVi: `Sáng kiến ${i} dạy học sinh đọc sách`,
      }),
    );
    const art = drawn(
      said('candidacy', 'n1', '2023-05', { period: { from: '2023-05', to: '2023-11' } }),
      said('candidacy', 'n1', '2023-11'),
      said('candidacy', 'n2', '2023-08'),
      said('award', 'd1', '2023-07-20'),
      ...crowd,
      said('contribution', 'c0', '2022-09', { period: { from: '2022-09', to: '2023-04' } }),
      fact('t1', '2023', source(3, '2024-01-16'), { lane: 'training' }),
      fact('a1', '2010', source(1, '2023-03-15')),
    );
    expect(art.lanes.map((lane) => lane.lane)).toEqual([
      'assignment',
      'training',
      'contribution',
      'award',
      'candidacy',
    ]);
    art.lanes.forEach((lane, i) => expect(lane.y).toBe(i ? art.lanes[i - 1].y + art.lanes[i - 1].height : lane.y));
    expect(art.lanesEnd).toBe(art.lanes[4].y + art.lanes[4].height);
    expect(art.threads).toHaveLength(13);
    const own = art.threads.find((one) => one.recordId === 'c0')!;
    expect(own.marks.map(({ solid, end }) => [solid, !!end])).toEqual([
      [false, false],
      [true, true],
    ]);
    expect(own.current).toBe(false);
    // Nobody's name runs into what follows, or out of the drawing.
    for (const one of art.threads) {
      const until = one.anchor === 'start' ? one.labelX + one.room : one.to;
      expect(until).toBeLessThanOrEqual(art.width);
      for (const other of art.threads)
        if (other !== one && other.y === one.y && other.from > one.from) expect(until).toBeLessThanOrEqual(other.from);
    }
    const [found, , elsewhere] = art.bars.filter((bar) => bar.lane === 'candidacy');
    expect(art.bars.filter((bar) => bar.recordId === 'n1').every((bar) => bar.y === found.y)).toBe(true);
    expect(elsewhere.y).toBeGreaterThan(found.y);
  });

  it('compresses the years before recording began, and says where', () => {
    expect(drawn(fact('a1', '1998', source(1, '2023-03-15'))).breakX).toBeGreaterThan(0);
    expect(drawn(fact('a1', '2022-06', source(1, '2023-03-15'))).breakX).toBeUndefined();
  });

  it('shows how uncertain a partial beginning is', () => {
    const art = drawn(fact('a1', '2023', source(1, '2023-03-15')), fact('q1', '2023-09-01', source(2, '2024-05-10')));
    expect(art.bars[0].fuzzy).toBeGreaterThan(20);
    expect(art.bars[1].fuzzy).toBe(0);
  });

  it('draws what was corrected as superseded and what corrected it as standing', () => {
    const correction = source(3, '2024-06-20', EntryKind.CORRECTION);
    const art = drawn(
      fact('q1', '2024-03', source(2, '2024-05-10'), { knownTo: correction }),
      fact('q1', '2023-09', correction, { knownTo: source(4, '2024-07-02', EntryKind.EVIDENCE) }),
      fact('q1', '2023-09', source(4, '2024-07-02', EntryKind.EVIDENCE)),
    );
    expect(art.curves.map(({ superseded, correction }) => [superseded, correction])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(art.bars).toHaveLength(1);
    expect(art.bars[0].corrected).toBe(true);
  });

  it('gathers what was entered in one go', () => {
    const art = drawn(
      ...[2010, 2012, 2014, 2016, 2018].map((year, i) => fact(`q${i}`, String(year), source(i + 1, '2023-03-15'))),
    );
    expect(art.brackets).toHaveLength(1);
    expect(art.brackets[0].count).toBe(5);
    expect(art.curves).toHaveLength(0);
  });

  it('lets the next step of a ladder take over where it begins', () => {
    const art = drawn(fact('q1', '2008-06', source(1, '2023-03-15')), fact('q2', '2023-09', source(2, '2024-05-10')));
    expect(art.bars[0].x + art.bars[0].width).toBeLessThan(art.bars[1].x);
    expect(art.bars.map((bar) => bar.current)).toEqual([false, true]);
  });
});
