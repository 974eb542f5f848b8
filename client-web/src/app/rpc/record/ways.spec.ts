import { describe, expect, it } from 'vitest';
import { Level } from '../../../gen/hientai/personnel/v1/qualification_pb';
import { exemptionMessages, readExemptions, readWays, wayMessages, writeExemptions, writeWays } from './ways';

describe('ways to meet a standard', () => {
  const text = `${Level.EDUCATION_BACHELOR}:teaching\n${Level.EDUCATION_BACHELOR} + ${Level.PEDAGOGY_CERTIFICATE}\nposition`;

  it('are kept as lines and read again as they were', () => {
    expect(writeWays(readWays(text))).toBe(text);
    expect(readWays(text).map((way) => way.length)).toEqual([1, 2, 0]);
    expect(readWays('')).toEqual([]);
  });

  it('go out as the contract has them, one not chosen yet as no level', () => {
    expect(wayMessages(`0:law`)).toEqual([{ demands: [{ atLeast: 0, fieldGroup: 'law' }] }]);
    expect(wayMessages(text)[2]).toEqual({ demands: [] });
  });
});

describe('exemptions', () => {
  it('are kept as lines, half filled in or whole', () => {
    const text = `2020-07-01|${Level.EDUCATION_COLLEGE}|84\n||`;
    expect(writeExemptions(readExemptions(text))).toBe(text);
    expect(exemptionMessages(text)[0]).toEqual({ on: '2020-07-01', holding: Level.EDUCATION_COLLEGE, monthsLeft: 84 });
    expect(exemptionMessages(text)[1]).toEqual({ on: '', holding: 0, monthsLeft: 0 });
  });
});
