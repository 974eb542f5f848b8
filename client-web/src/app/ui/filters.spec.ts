import { choicesOf, counted, number, numbers, word } from './filters';

describe('filters in the address', () => {
  it('reads one value, several, and none of what is no number', () => {
    expect(numbers('1,5')).toEqual([1, 5]);
    expect(numbers('3')).toEqual([3]);
    expect(numbers('0,x,,-2,7')).toEqual([7]);
    expect(numbers(undefined)).toEqual([]);
    expect(number('12')).toBe(12);
    expect(number('all')).toBe(0);
    expect(word(['a', 'b'])).toBe('');
  });

  it('says how many each value would list, and nothing where that is not known', () => {
    const choices = choicesOf([1, 2], (value) => `no. ${value}`);
    expect(counted(choices, [[2, 40]])).toEqual([
      { value: '1', text: 'no. 1', count: 0 },
      { value: '2', text: 'no. 2', count: 40 },
    ]);
    expect(counted(choices, undefined).map(({ count }) => count)).toEqual([undefined, undefined]);
  });
});
