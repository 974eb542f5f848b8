import { formatShareInTable } from '../ui/numbers';
import { barOf } from './cells';

describe('a bar of staffing', () => {
  it('is full where everything granted is filled', () =>
    expect(barOf({ granted: 180, present: 180 })).toEqual({ present: 300, tick: 300, over: 0 }));

  it('leaves the vacancy open', () =>
    expect(barOf({ granted: 200, present: 50 })).toEqual({ present: 75, tick: 300, over: 0 }));

  it('goes beyond its tick where more are present', () => {
    const bar = barOf({ granted: 30, present: 40 });
    expect(bar.tick).toBe(225);
    expect(bar.present).toBe(225);
    expect(bar.over).toBe(75);
  });

  it('has no tick where nothing is granted', () =>
    expect(barOf({ granted: undefined, present: 7 })).toEqual({ present: 300, tick: undefined, over: 0 }));

  it('writes thousandths as the papers do', () => {
    expect(formatShareInTable(960)).toBe('96,0 %');
  });
});
