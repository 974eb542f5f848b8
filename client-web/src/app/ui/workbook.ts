import { strToU8, zipSync } from 'fflate';

export type Cell = string | number | null;

/** One table: a row of headings, then its rows. */
export interface Sheet {
  name: string;
  header: string[];
  rows: Cell[][];
}

/** Excel takes so many characters in a cell and calls a file with more damaged. */
const MOST = 32_767;
const PIECE = 32_000;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/**
 * A workbook (ECMA-376) of these tables. Texts are kept texts whatever they begin with; what is too long for a cell goes on in a sheet of
 * its own.
 */
export function workbook(sheets: Sheet[], longTexts: { name: string; where: string; goesOn: (row: number) => string }) {
  const names: string[] = [];
  const long: Cell[][] = [];
  const texts = new Map<string, number>();
  const parts = sheets.map((sheet) => {
    names.push(sheetName(sheet.name, names));
    const rows = [sheet.header, ...sheet.rows].map((row, r) =>
      row.map((cell, c) => {
        if (typeof cell !== 'string' || cell.length <= MOST) return cell;
        const goesOn = longTexts.goesOn(long.length + 2);
        long.push([`${names.at(-1)}!${address(c, r)}`, ...pieces(cell)]);
        return cut(cell, MOST - goesOn.length) + goesOn;
      }),
    );
    return sheetXml(rows, texts);
  });
  if (long.length) {
    names.push(sheetName(longTexts.name, names));
    parts.push(sheetXml([[longTexts.where], ...long], texts));
  }
  const files: Record<string, string> = {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` +
      `<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>` +
      parts
        .map(
          (_, i) =>
            `<Override PartName="/xl/worksheets/sheet${i + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
        )
        .join('') +
      '</Types>',
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml':
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('') +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations([
      ...parts.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': STYLES,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${[...texts.keys()].map(textXml).join('')}</sst>`,
    ...Object.fromEntries(parts.map((part, i) => [`xl/worksheets/sheet${i + 1}.xml`, part])),
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(XML + text)])));
}

const [PLAIN, BOLD, COUNT] = [0, 1, 2];
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/>' +
  '<xf fontId="1" applyFont="1" xfId="0"/><xf numFmtId="3" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>';

function relations(parts: [type: string, target: string][]): string {
  const one = ([type, target]: [string, string], i: number) =>
    `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  return `<Relationships xmlns="${PACKAGE}/relationships">${parts.map(one).join('')}</Relationships>`;
}

function sheetXml(rows: Cell[][], texts: Map<string, number>): string {
  const columns = Math.max(...rows.map((row) => row.length), 1);
  const widths = Array.from({ length: columns }, (_, c) => {
    const longest = Math.max(...rows.slice(0, 100).map((row) => String(row[c] ?? '').length));
    return `<col min="${c + 1}" max="${c + 1}" width="${Math.min(60, Math.max(8, longest + 2))}" customWidth="1"/>`;
  });
  const row = (cells: Cell[], r: number) =>
    `<row r="${r + 1}">${cells.map((cell, c) => cellXml(cell, address(c, r), r === 0, texts)).join('')}</row>`;
  return `<worksheet xmlns="${MAIN}"><cols>${widths.join('')}</cols><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`;
}

/** Texts stand once, in a table of their own: only there does every reader undo what is written _xHHHH_. */
function cellXml(cell: Cell, at: string, heading: boolean, texts: Map<string, number>): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'number') return `<c r="${at}" s="${COUNT}"><v>${cell}</v></c>`;
  if (!texts.has(cell)) texts.set(cell, texts.size);
  return `<c r="${at}" s="${heading ? BOLD : PLAIN}" t="s"><v>${texts.get(cell)}</v></c>`;
}

const textXml = (text: string) => `<si><t xml:space="preserve">${escaped(cellText(text))}</t></si>`;

/** "AB12" of a column and a row counted from 0. */
function address(column: number, row: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/**
 * What XML cannot hold (control characters, half a surrogate pair, U+FFFE and U+FFFF) is written _xHHHH_, as Excel writes it (ECMA-376,
 * ST_Xstring); so is the sign of a text that looks like it already. Every reader of the format reads back the very same text.
 */
export function cellText(text: string): string {
  return text.replace(SIGN, code).replace(UNHELD, code);
}

const NOT_XML =
  '[\\0-\\x08\\x0b-\\x1f\\ufffe\\uffff]|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const UNHELD = new RegExp(NOT_XML, 'g');
const SIGN = new RegExp(`_(?=x[0-9A-Fa-f]{4}(?:_|${NOT_XML}))`, 'g');
const code = (unit: string) => `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** At most 31 characters, none that a sheet may not be called by, and called by it alone. */
function sheetName(wanted: string, taken: string[]): string {
  const clean =
    wanted
      .replace(UNHELD, ' ')
      .replace(/[[\]:*?/\\\t\n]/g, ' ')
      .trim()
      .replace(/^'+|'+$/g, '') || 'Sheet';
  const known = taken.map((name) => name.toLowerCase());
  for (let n = 1; ; n++) {
    const mark = n > 1 ? ` (${n})` : '';
    const name = cut(clean, 31 - mark.length) + mark;
    if (!known.includes(name.toLowerCase())) return name;
  }
}

/** Not in the middle of a character. */
function cut(text: string, length: number): string {
  const end = /[\ud800-\udbff]/.test(text[length - 1] ?? '') && text.length > length ? length - 1 : length;
  return text.slice(0, end);
}

function pieces(text: string): string[] {
  const all: string[] = [];
  for (let rest = text; rest; rest = rest.slice(all.at(-1)!.length)) all.push(cut(rest, PIECE));
  return all;
}
