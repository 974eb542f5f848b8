import { timestampDate, type Timestamp } from '@bufbuild/protobuf/wkt';

/**
 * Dates as administrative documents write them: 01/8/2024, 10/02/2024, 9/2023, 2017.
 * A partial date is never filled in; it is an interval, and is said to be one.
 */
export type Precision = 'day' | 'month' | 'year';

export interface PartialDate {
  iso: string;
  precision: Precision;
  /** First and last possible day, ISO. */
  first: string;
  last: string;
}

const VIETNAM = 'Asia/Ho_Chi_Minh';
const two = (value: number) => String(value).padStart(2, '0');

export function readPartial(iso: string): PartialDate | undefined {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(iso);
  if (!match) return undefined;
  const [, year, month, day] = match;
  if (month && (+month < 1 || +month > 12)) return undefined;
  if (day) {
    if (+day < 1 || +day > daysIn(+year, +month)) return undefined;
    return { iso, precision: 'day', first: iso, last: iso };
  }
  if (month) {
    return { iso, precision: 'month', first: `${iso}-01`, last: `${iso}-${two(daysIn(+year, +month))}` };
  }
  return { iso, precision: 'year', first: `${year}-01-01`, last: `${year}-12-31` };
}

/** Reads what people type: 5/12/24, 05-12-2024, 12/2024, 2024, 2024-12-05. */
export function parsePartial(text: string): PartialDate | undefined {
  const words = text.trim();
  const iso = readPartial(words);
  if (iso) return iso;
  const parts = words.split(/[\s./-]+/);
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return undefined;
  if (parts.length === 1) return parts[0].length === 4 ? readPartial(parts[0]) : undefined;
  const year = fullYear(parts.at(-1)!);
  if (!year || parts.slice(0, -1).some((part) => part.length > 2)) return undefined;
  // 5/12 may be a day without its year; 9/98 cannot.
  if (parts.length === 2 && parts[1].length === 2 && +parts[1] <= 12) return undefined;
  if (parts.length === 2) return readPartial(`${year}-${two(+parts[0])}`);
  if (parts.length === 3) return readPartial(`${year}-${two(+parts[1])}-${two(+parts[0])}`);
  return undefined;
}

/** Two digits stand for the century that is nearest: 24 is 2024, 86 is 1986. */
function fullYear(text: string): string | undefined {
  if (text.length === 4) return text;
  if (text.length !== 2) return undefined;
  const limit = (new Date().getFullYear() % 100) + 20;
  return +text <= limit ? `20${text}` : `19${text}`;
}

export function formatDate(iso: string): string {
  const date = readPartial(iso);
  if (!date) return iso;
  const [year, month, day] = iso.split('-').map(Number);
  if (date.precision === 'year') return String(year);
  const shown = month < 3 ? two(month) : month;
  return date.precision === 'month' ? `${shown}/${year}` : `${two(day)}/${shown}/${year}`;
}

/** 01/8 when the year goes without saying. */
export function formatDayMonth(iso: string): string {
  return formatDate(iso).slice(0, -5);
}

/** "từ 01 đến 30/9/2023": the days a partial date may mean; empty for a full one. */
export function formatInterval(iso: string): { from: string; to: string } | undefined {
  const date = readPartial(iso);
  if (!date || date.precision === 'day') return undefined;
  const from = date.precision === 'month' ? '01' : formatDayMonth(date.first);
  return { from, to: formatDate(date.last) };
}

export function isDay(iso: string): boolean {
  return readPartial(iso)?.precision === 'day';
}

export function dayInVietnam(instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: VIETNAM, dateStyle: 'short' }).format(instant);
}

/** "As known on a day" takes in everything recorded that day. */
export function endOfDayInVietnam(day: string): Date {
  return new Date(`${day}T23:59:59.999+07:00`);
}

export function dayOf(time: Timestamp | undefined): string {
  return time ? dayInVietnam(timestampDate(time)) : '';
}

export function formatDay(time: Timestamp | undefined): string {
  return time ? formatDate(dayOf(time)) : '';
}

/** 20/6/2024, 09:14:07 */
export function formatTime(time: Timestamp | undefined): string {
  if (!time) return '';
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: VIETNAM, timeStyle: 'medium' }).format(
    timestampDate(time),
  );
  return `${formatDay(time)}, ${clock}`;
}

export function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The same day of another month, or that month's last day if it is shorter. */
export function addMonths(day: string, months: number): string {
  const [year, month, date] = day.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  return `${y}-${two(m)}-${two(Math.min(date, daysIn(y, m)))}`;
}

/** Days since 1970, for drawing on an axis. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

export function dayFromNumber(number: number): string {
  return new Date(Math.round(number) * 86_400_000).toISOString().slice(0, 10);
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The last day before a date as precise as its paper; a year or month stays what it is, for nobody knows its day. */
export function dayBefore(iso: string): string {
  return isDay(iso) ? addDays(iso, -1) : iso;
}
