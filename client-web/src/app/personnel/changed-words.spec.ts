import { describe, expect, it } from 'vitest';
import { changedWords } from './changed-words';

const show = (text: string, other: string) =>
  changedWords(text, other)
    .map((run) => (run.mark ? `[${run.text}]` : run.text))
    .join('');

describe('changed words', () => {
  it('marks only what differs', () => {
    expect(show('Đại học, từ 6/2008', 'Đại học, từ 9/2023')).toBe('Đại học, từ [6/2008]');
    expect(show('Thạc sĩ Quản lý giáo dục', 'Thạc sĩ')).toBe('Thạc sĩ [Quản lý giáo dục]');
    expect(show('như nhau', 'như nhau')).toBe('như nhau');
    expect(show('', 'có')).toBe('');
  });
});
