import { describe, expect, it } from 'vitest';
import { evenShares, namedPeople, readPeople, writePeople } from './people';

describe('people of a form', () => {
  it('come back as they were written, a bar in a role included', () => {
    const all = [
      { id: 'a', share: '60', role: 'chủ trì | biên soạn' },
      { id: '', share: '', role: '' },
      { id: 'b', share: '', role: '' },
    ];
    expect(readPeople(writePeople(all))).toEqual(all);
    expect(namedPeople(writePeople(all)).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('share evenly to exactly 100', () => {
    expect(evenShares(3)).toEqual([34, 33, 33]);
    for (let count = 1; count <= 12; count++)
      expect(evenShares(count).reduce((sum, share) => sum + share, 0)).toBe(100);
  });
});
