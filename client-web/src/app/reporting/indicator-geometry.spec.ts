import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { IndicatorPointSchema, TargetSchema } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { draw, permilleOf } from './indicator-geometry';

const point = (on: string, count: number) => create(IndicatorPointSchema, { on, people: 1000, count });
const points = [point('2023-08-01', 880), point('2024-02-01', 900), point('2024-08-01', 918)];
const target = create(TargetSchema, { due: '2030-12-31', permille: 1000 });

describe('an indicator drawn', () => {
  const drawing = draw(points, target, 38)!;

  it('keeps to its frame, its axis between round shares', () => {
    for (const { x, y } of [drawing.now, drawing.path!]) {
      expect(x).toBeGreaterThanOrEqual(8);
      expect(x).toBeLessThanOrEqual(212);
      expect(y).toBeGreaterThanOrEqual(12);
      expect(y).toBeLessThanOrEqual(96);
    }
    expect(drawing.grid.map(({ permille }) => permille)).toEqual([800, 900, 1000]);
    expect(drawing.years.map(({ year }) => year)).toEqual([2023, 2027, 2030]);
  });

  it('rises as the share rises', () => {
    const ys = drawing.counted.split(' ').map((pair) => +pair.split(',')[1]);
    expect(ys).toEqual([...ys].sort((a, b) => b - a));
    expect(permilleOf(points[2])).toBe(918);
  });

  it('shows no path without a target, and nothing of nobody', () => {
    expect(draw(points, undefined, 38)!.path).toBeUndefined();
    expect(draw([create(IndicatorPointSchema, { on: '2024-08-01' })], target, 0)).toBeUndefined();
  });
});
