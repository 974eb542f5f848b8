import { Component, inject, input } from '@angular/core';
import type { Moment } from '../../gen/hientai/rpc/v1/time_pb';
import { ExportButton } from './export-button';
import { ExportDesk, Format } from './exports';
import type { Cell, Sheet } from './workbook';

/** The tables of a page that shows them whole, as files: what stands there is what is taken along. */
@Component({
  selector: 'ht-page-tables',
  imports: [ExportButton],
  template: `<ht-export-button (chosen)="write($event)" />`,
})
export class PageTables {
  private readonly desk = inject(ExportDesk);
  /** Without its ending. */
  readonly file = input.required<string>();
  readonly called = input.required<string>();
  readonly at = input<Moment | undefined>();
  readonly treeOn = input('');
  readonly asked = input<[name: string, value: string][]>([]);

  protected write(format: Format) {
    const tables = [...document.querySelectorAll<HTMLTableElement>('main table')].filter((one) =>
      one.checkVisibility(),
    );
    const sheets = tables.map((table) => ({ name: nameOf(table) || this.called(), ...readTable(table) }));
    const about = { title: this.called(), at: this.at(), treeOn: this.treeOn(), asked: this.asked() };
    void this.desk.write(this.file(), sheets, about, format);
  }
}

/** By its caption, its label, or the heading it stands under. */
function nameOf(table: HTMLTableElement): string {
  const heading = table.closest('section')?.querySelector('h2, h3');
  return (table.caption && words(table.caption)) || table.getAttribute('aria-label') || (heading ? words(heading) : '');
}

/** Rows of several headings become one; a cell that spans several rows stands in each of them. */
export function readTable(table: HTMLTableElement): Omit<Sheet, 'name'> {
  const grid: Cell[][] = [];
  const rows = [...table.rows].filter((row) => row.checkVisibility?.() ?? true);
  rows.forEach((row, r) => {
    const line = (grid[r] ??= []);
    for (const cell of row.cells) {
      let column = 0;
      while (line[column] !== undefined) column++;
      const value = valueOf(cell);
      for (let down = 0; down < Math.min(cell.rowSpan, rows.length - r); down++)
        for (let across = 0; across < cell.colSpan; across++)
          (grid[r + down] ??= [])[column + across] = across && cell.tagName === 'TD' ? null : value;
    }
  });
  const headings = rows.filter((row) => row.parentElement?.tagName === 'THEAD').length;
  const columns = Math.max(0, ...grid.map((line) => line.length));
  const header = Array.from({ length: columns }, (_, c) =>
    [...new Set(grid.slice(0, headings).map((line) => String(line[c] ?? '')))].filter(Boolean).join(' – '),
  );
  return {
    header,
    rows: grid.slice(headings).map((line) => Array.from({ length: columns }, (_, c) => line[c] ?? null)),
  };
}

/** A figure as a number, whatever separates its thousands; a dash is nothing. */
function valueOf(cell: HTMLTableCellElement): Cell {
  const text = words(cell);
  if (/^[–—-]?$/.test(text)) return null;
  const figure =
    /^[-−+]?\d{1,3}(?:[.,]\d{3})*$/.test(text) && (cell.classList.contains('num') || !!cell.querySelector('.num'));
  return figure ? Number(text.replace('−', '-').replace(/[.,+]/g, '')) : text;
}

/** What is read there: nothing that is hidden or said to screen readers alone, a comma where a line ends. */
function words(element: Element): string {
  const said = (node: Node): string => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent!.replace(/\s+/g, ' ');
    if (!(node instanceof HTMLElement) || node.matches('.sr, button, [hidden]')) return '';
    const { display } = getComputedStyle(node);
    if (display === 'none') return '';
    const inner = [...node.childNodes].map(said).join('');
    return display.startsWith('inline') || display === 'contents' ? inner : `\n${inner}\n`;
  };
  return [...element.childNodes]
    .map(said)
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join(', ');
}
