import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cellText, workbook } from './workbook';

const LONG = { name: 'Phần dài', where: 'Ô', goesOn: (row: number) => ` [dòng ${row}]` };
const parts = (...sheets: Parameters<typeof workbook>[0]) =>
  Object.fromEntries(
    Object.entries(unzipSync(workbook(sheets, LONG))).map(([name, bytes]) => [name, strFromU8(bytes)]),
  );

describe('workbook', () => {
  it('writes what XML cannot hold as Excel does, and so what looks like it', () => {
    expect(cellText('a\uffff\0\ud800b')).toBe('a_xFFFF__x0000__xD800_b');
    expect(cellText('_x0041_ _x00')).toBe('_x005F_x0041_ _x00');
    expect(cellText('_x005F\0')).toBe('_x005F_x005F_x0000_');
    expect(cellText('Đỗ 😀\n\t"<&"')).toBe('Đỗ 😀\n\t"<&"');
  });

  it('keeps texts texts and numbers numbers', () => {
    const { 'xl/worksheets/sheet1.xml': sheet, 'xl/sharedStrings.xml': texts } = parts({
      name: 'A',
      header: ['=x', 'n'],
      rows: [['=1+1', 4132]],
    });
    expect(sheet).toContain('<c r="B2" s="2"><v>4132</v></c>');
    expect(sheet).not.toContain('<f>');
    expect(texts).toContain('<t xml:space="preserve">=1+1</t>');
  });

  it('calls each sheet by a name of its own that a sheet may have', () => {
    const long = 'Danh sách [1]/2: dài hơn ba mươi mốt ký tự';
    const { 'xl/workbook.xml': book } = parts(
      ...[long, long.toUpperCase(), '', "'"].map((name) => ({ name, header: [], rows: [] })),
    );
    const names = [...book.matchAll(/ name="([^"]*)"/g)].map(([, name]) => name);
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4);
    expect(names.every((name) => name.length <= 31 && !/[[\]:*?/\\]/.test(name))).toBe(true);
  });

  it('goes on in a sheet of its own where a text is too long for a cell', () => {
    const long = 'Ư'.repeat(40_000);
    const { 'xl/sharedStrings.xml': texts, 'xl/workbook.xml': book } = parts({
      name: 'A',
      header: ['x'],
      rows: [[long]],
    });
    const written = [...texts.matchAll(/<t [^>]*>([^<]*)<\/t>/g)].map(([, text]) => text);
    expect(written.find((text) => text.endsWith(' [dòng 2]'))).toHaveLength(32_767);
    expect(written.slice(-2).join('')).toBe(long);
    expect(book).toContain('Phần dài');
  });
});
