import { describe, expect, it } from 'vitest';
import { readTable } from './page-tables';

const table = (html: string) => {
  const host = document.body.appendChild(document.createElement('div'));
  host.append(document.createRange().createContextualFragment(`<table>${html}</table>`));
  return readTable(host.querySelector('table')!);
};

describe('readTable', () => {
  it('reads a figure as a number, a dash as nothing, and no word meant for screen readers alone', () => {
    expect(
      table(
        '<thead><tr><th>Đơn vị<span class="sr"> (bấm)</span></th><th>Có</th></tr></thead>' +
          '<tbody><tr><td>TH A<small>xã B</small></td><td class="num">4.132</td></tr><tr><td>012</td><td class="num">—</td></tr></tbody>',
      ),
    ).toMatchObject({
      header: ['Đơn vị', 'Có'],
      rows: [
        [expect.stringMatching(/^TH A.*xã B$/), 4132],
        ['012', null],
      ],
    });
  });

  it('lays rows of several headings and spanned cells out as columns', () => {
    expect(
      table(
        '<thead><tr><th rowspan="2">Loại</th><th colspan="2">Năm</th></tr><tr><th>Tăng</th><th>Giảm</th></tr></thead>' +
          '<tbody><tr><td rowspan="2">Nhóm</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></tbody>',
      ),
    ).toEqual({
      header: ['Loại', 'Năm – Tăng', 'Năm – Giảm'],
      rows: [
        ['Nhóm', 'a', 'b'],
        ['Nhóm', 'c', 'd'],
      ],
    });
  });
});
