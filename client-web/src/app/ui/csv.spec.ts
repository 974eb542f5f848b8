import { describe, expect, it } from 'vitest';
import { csv } from './csv';

describe('csv', () => {
  it('quotes what needs quoting, by the separator in use', () => {
    const rows = [
      ['Họ và tên', 'Đơn vị'],
      ['Lê An; tổ 1', 'TH "A", xã B'],
    ];
    expect(csv(rows)).toBe('Họ và tên,Đơn vị\r\nLê An; tổ 1,"TH ""A"", xã B"\r\n');
    expect(csv(rows, ';')).toBe('Họ và tên;Đơn vị\r\n"Lê An; tổ 1";"TH ""A"", xã B"\r\n');
  });

  it('never lets a cell start a formula and leaves headings as they are', () => {
    expect(
      csv([
        ['− Giảm', '+/-'],
        ['=1+1', '-2', '@x', 'a=b', '\0', -2],
      ]),
    ).toBe("− Giảm,+/-\r\n'=1+1,'-2,'@x,a=b,'\0,-2\r\n");
  });

  it('writes numbers with the decimal sign that goes with the separator', () => {
    expect(csv([['%'], [96.5], [null]], ';', ',')).toBe('%\r\n96,5\r\n\r\n');
  });
});
