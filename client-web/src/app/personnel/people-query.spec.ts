import { describe, expect, it } from 'vitest';
import { activeFilters, fromParams, isActive, toParams, toRequest, without } from './people-query';

const params = { unit: 'u1', cat: '2,5', min: '106', age: '28-56', status: '4', order: '2' };

describe('the question of a list of people', () => {
  it('is the same in the address and in the page', () => {
    const query = fromParams(params, 'thanh');
    expect(Object.fromEntries(Object.entries(toParams(query)).filter(([, value]) => value))).toEqual({
      ...params,
      min: 106,
      status: 4,
      order: 2,
    });
    expect(toRequest(query)).toMatchObject({
      query: 'thanh',
      unitId: 'u1',
      categories: [2, 5],
      minLevel: 106,
      minAge: 28,
      maxAge: 56,
    });
  });

  it('ignores what nobody could have meant', () => {
    expect(fromParams({ min: 'abc', cat: 'x,5', age: '-40' }, '')).toMatchObject({ min: 0, cat: [5], from: 0, to: 40 });
    expect(activeFilters(fromParams({}, ''))).toEqual([]);
  });

  it('takes one filter away and leaves the others', () => {
    const query = fromParams(params, 'thanh');
    expect(activeFilters(query)).toEqual(['unit', 'cat', 'min', 'age', 'status']);
    expect(isActive(without(query, 'age'), 'age')).toBe(false);
    expect(activeFilters(without(without(query, 'cat'), 'unit'))).toEqual(['min', 'age', 'status']);
  });
});
