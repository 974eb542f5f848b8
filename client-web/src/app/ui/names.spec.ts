import { describe, expect, it } from 'vitest';
import folding from '../../../../tests/folding.json';
import { bare, highlight, indexLetter, splitName } from './names';

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((run) => (run.mark ? `[${run.text}]` : run.text))
    .join('');

describe('Vietnamese names', () => {
  it('takes the last word as the tên', () => {
    expect(splitName('Nguyễn Thị Ngọc Hương')).toEqual({ rest: 'Nguyễn Thị Ngọc ', ten: 'Hương' });
    expect(splitName('Hương')).toEqual({ rest: '', ten: 'Hương' });
  });

  it.each([
    ['Trần Văn Ánh', 'A'],
    ['Lê Ân', 'Â'],
    ['Nguyễn Thành Đạt', 'Đ'],
    ['Võ Thanh Ơn', 'Ơ'],
    ['Lý Ứng', 'Ư'],
    ['Phạm Thị ỷ', 'Y'],
  ])('puts %s under %s', (name, letter) => expect(indexLetter(name)).toBe(letter));

  it('reads decomposed text like composed text', () => {
    expect(bare('Đỗ Thành'.normalize('NFD'))).toBe('do thanh');
    expect(indexLetter('Lê Ân'.normalize('NFD'))).toBe('Â');
  });

  it.each(folding)('folds %s by the rule of the server', (text, folded) => {
    expect(bare(text)).toBe(folded);
    expect(bare(text.normalize('NFD'))).toBe(folded);
  });

  it.each([
    ['Jürgen Ünal', 'U'],
    ['Trần Ðạt', 'Đ'],
    ['Anna Łódź', 'L'],
  ])('puts %s under %s too', (name, letter) => expect(indexLetter(name)).toBe(letter));

  it('marks letters that fold to two', () => expect(marked('Jan Weißberg', 'weissb')).toBe('Jan [Weißb]erg'));

  it('marks what matches, tones aside, from the beginning of words', () => {
    expect(marked('Lê Thành An', 'thanh')).toBe('Lê [Thành] An');
    expect(marked('Đỗ Thanh Hà', 'do ha')).toBe('[Đỗ] Thanh [Hà]');
    expect(marked('Nguyễn Thanh', 'anh')).toBe('Nguyễn Thanh');
    expect(marked('655/QĐ-UBND', 'ubnd')).toBe('655/QĐ-[UBND]');
    expect(marked('Lê An', '')).toBe('Lê An');
  });
});
