import type { Text } from '../../../gen/hientai/rpc/v1/text_pb';

/** A cell of a report that a paper may print. */
export interface Cell {
  key: string;
  name?: Text;
  partOf: string;
}

/** What stands in each cell that was filled in, as typed, in the order of filling. */
export function figuresIn(value: string): Map<string, string> {
  return new Map(
    value
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

export function withFigure(value: string, key: string, text: string): string {
  const figures = figuresIn(value);
  if (text.trim()) figures.set(key, text.trim());
  else figures.delete(key);
  return [...figures].map(([cell, figure]) => `${cell}=${figure}`).join('\n');
}

/** "4.772" and "4 772" as papers write them; undefined for what is no whole number. A minus is read, so that it can be refused. */
export function readFigure(text: string): bigint | undefined {
  const digits = text.replaceAll('−', '-').replace(/(?<=\d)[.\s](?=\d{3}(?!\d))/g, '');
  return /^-?\d{1,12}$/.test(digits) ? BigInt(digits) : undefined;
}

/** The figures as they are sent; undefined while one of them cannot be read. */
export function figureMessages(value: string): { cell: string; value: bigint }[] | undefined {
  const figures = [...figuresIn(value)].map(([cell, text]) => ({ cell, value: readFigure(text) }));
  return figures.every((one): one is { cell: string; value: bigint } => one.value !== undefined) ? figures : undefined;
}
