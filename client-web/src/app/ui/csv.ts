import type { Cell } from './workbook';

/** RFC 4180. A cell cannot start a formula; a heading is ours and comes out as it is. */
export function csv(rows: Cell[][], separator: string = ',', decimal: '.' | ',' = '.'): string {
  const quoted = (text: string) =>
    text.includes(separator) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const cell = (value: Cell, heading: boolean) => {
    if (typeof value === 'number') return String(value).replace('.', decimal);
    const text = value ?? '';
    return quoted(!heading && /^[=+\-@\t\r\0]/.test(text) ? `'${text}` : text);
  };
  return rows.map((row, r) => row.map((value) => cell(value, r === 0)).join(separator)).join('\r\n') + '\r\n';
}
