import { Level } from '../../../gen/hientai/personnel/v1/qualification_pb';

/** One thing asked for: a level, in a group of fields or any. A level not chosen yet is 0, which the server refuses. */
export interface DemandValue {
  level: Level;
  group: string;
}
/** One way to meet a standard: all its demands together; none stands for what the position's description asks. */
export type WayValue = DemandValue[];

const BY_POSITION = 'position';

/** A field's value keeps ways as lines: "106:teaching + 701". */
export function readWays(text: string): WayValue[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) =>
      line === BY_POSITION
        ? []
        : line.split(' + ').map((demand) => {
            const [level, group = ''] = demand.split(':');
            return { level: Number(level) as Level, group };
          }),
    );
}

export function writeWays(ways: WayValue[]): string {
  return ways
    .map((way) =>
      way.length ? way.map(({ level, group }) => (group ? `${level}:${group}` : `${level}`)).join(' + ') : BY_POSITION,
    )
    .join('\n');
}

export const wayMessages = (text: string) =>
  readWays(text).map((way) => ({ demands: way.map(({ level, group }) => ({ atLeast: level, fieldGroup: group })) }));

/** Who need not be trained: "2020-07-01|105|84", the day, the level held and the months of service left. */
export interface ExemptionValue {
  on: string;
  holding: Level;
  months: string;
}

export function readExemptions(text: string): ExemptionValue[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [on, holding = '', months = ''] = line.split('|');
      return { on, holding: Number(holding) as Level, months };
    });
}

export const writeExemptions = (all: ExemptionValue[]) =>
  all.map(({ on, holding, months }) => [on, holding || '', months].join('|')).join('\n');

export const exemptionMessages = (text: string) =>
  readExemptions(text).map(({ on, holding, months }) => ({ on, holding, monthsLeft: Number(months) || 0 }));
