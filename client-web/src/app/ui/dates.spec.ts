import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayInVietnam,
  endOfDayInVietnam,
  formatDate,
  formatInterval,
  parsePartial,
  readPartial,
} from './dates';

describe('administrative dates', () => {
  it.each([
    ['2024-08-01', '01/8/2024'],
    ['2024-02-10', '10/02/2024'],
    ['2024-12-25', '25/12/2024'],
    ['2023-09', '9/2023'],
    ['2023-01', '01/2023'],
    ['2017', '2017'],
    ['', ''],
  ])('writes %s as %s', (iso, text) => expect(formatDate(iso)).toBe(text));

  it.each([
    ['5/12/24', '2024-12-05'],
    ['05-12-2024', '2024-12-05'],
    ['5.12.2024', '2024-12-05'],
    ['12/2024', '2024-12'],
    ['9/98', '1998-09'],
    ['2024', '2024'],
    [' 2024-12-05 ', '2024-12-05'],
    ['14/9/86', '1986-09-14'],
  ])('reads %s as %s', (text, iso) => expect(parsePartial(text)?.iso).toBe(iso));

  it.each(['', '31/2/2024', '13/2024', '5/12', '24', 'tháng 9', '5/12/024', '2024-13-01', '32/1/2024'])(
    'does not guess at "%s"',
    (text) => expect(parsePartial(text)).toBeUndefined(),
  );

  it('keeps a partial date an interval', () => {
    expect(readPartial('2024-02')).toMatchObject({ precision: 'month', first: '2024-02-01', last: '2024-02-29' });
    expect(readPartial('1998')).toMatchObject({ precision: 'year', first: '1998-01-01', last: '1998-12-31' });
    expect(formatInterval('2023-09')).toEqual({ from: '01', to: '30/9/2023' });
    expect(formatInterval('2017')).toEqual({ from: '01/01', to: '31/12/2017' });
    expect(formatInterval('2023-09-18')).toBeUndefined();
  });

  it('knows a day to its end in Vietnam', () => {
    expect(endOfDayInVietnam('2024-05-15').toISOString()).toBe('2024-05-15T16:59:59.999Z');
    expect(dayInVietnam(new Date('2024-05-15T17:00:00Z'))).toBe('2024-05-16');
  });

  it('steps by days and months without falling off a month', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-01-15', -1)).toBe('2023-12-15');
    expect(addMonths('2024-02-29', 12)).toBe('2025-02-28');
  });
});
