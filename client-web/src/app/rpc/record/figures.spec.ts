import { describe, expect, it } from 'vitest';
import { figureMessages, readFigure, withFigure } from './figures';

describe('printed figures', () => {
  it('are read as papers write them', () => {
    expect(readFigure('4.772')).toBe(4772n);
    expect(readFigure('1.234.567')).toBe(1234567n);
    expect(readFigure('12 345')).toBe(12345n);
    expect(readFigure('123')).toBe(123n);
    expect(readFigure('−3')).toBe(-3n);
    for (const wrong of ['12,5', '4.77', 'mười', '', '1.2.3']) expect(readFigure(wrong), wrong).toBeUndefined();
  });

  it('are sent in the order they were filled in, without the cells left empty', () => {
    let value = withFigure('', 'a', '1');
    value = withFigure(value, 'b', '2');
    expect(figureMessages(withFigure(value, 'a', ' '))).toEqual([{ cell: 'b', value: 2n }]);
    expect(figureMessages(withFigure(value, 'a', 'x'))).toBeUndefined();
    expect(figureMessages(withFigure(value, 'a', '3'))).toEqual([
      { cell: 'a', value: 3n },
      { cell: 'b', value: 2n },
    ]);
  });
});
