import { describe, expect, it } from 'vitest';
import { csv } from './exports';

describe('csv', () => {
  it('quotes what needs quoting and starts with the mark of UTF-8', () => {
    expect(
      csv([
        ['Họ và tên', 'Đơn vị'],
        ['Lê An', 'TH "A", xã B'],
      ]),
    ).toBe('\ufeffHọ và tên,Đơn vị\r\nLê An,"TH ""A"", xã B"\r\n');
  });

  it('never lets a cell start a formula', () => {
    expect(csv([['=1+1', '-2', '@x', 'a=b']])).toBe("\ufeff'=1+1,'-2,'@x,a=b\r\n");
  });
});
