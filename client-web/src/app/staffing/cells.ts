import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { StaffingCell, StaffingLine } from '../../gen/hientai/reporting/v1/staffing_pb';
import type { TextKey } from '../ui/text';

/** A figure as its address names it. */
export const CELLS: Record<string, StaffingCell> = {
  'hien-co': StaffingCell.PRESENT,
  'dau-ky': StaffingCell.OPENING,
  vao: StaffingCell.ARRIVALS,
  ra: StaffingCell.DEPARTURES,
};
export type CellName = keyof typeof CELLS;

export const cellKey = (name: CellName) => `staffing.cell.${CELLS[name]}` as TextKey;
export const quotaTypeKey = (type: QuotaType) => `quotaType.${type}` as TextKey;

export interface Bar {
  present: number;
  /** Where the granted number stands; nothing is drawn if none is known. */
  tick?: number;
  over: number;
}

/** The bar of a line on a width of 300: what is granted is full, and what goes beyond it stretches the scale. */
export function barOf(line: Pick<StaffingLine, 'granted' | 'present'>): Bar {
  const most = Math.max(line.granted ?? 0, line.present, 1);
  const at = (count: number) => Math.round((count * 3000) / most) / 10;
  const granted = line.granted;
  return {
    present: at(granted === undefined ? line.present : Math.min(line.present, granted)),
    tick: granted === undefined ? undefined : at(granted),
    over: granted === undefined ? 0 : Math.max(0, at(line.present) - at(granted)),
  };
}
