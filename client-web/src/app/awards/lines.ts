import { Criterion, Item } from '../../gen/hientai/awards/v1/award_pb';

// Fields, prizes and criteria as they are typed: one a line, the two languages parted by a bar.

const ITEM = /^([a-z0-9-]+)\s+(\d{1,5})\s+([^|]+?)\s*\|\s*([^|]+?)$/;
const CRITERION = /^([a-z0-9-]+)\s*=\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|\s*([^|]+?)$/;

const typed = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const readsItems = (text: string) => typed(text).every((line) => ITEM.test(line));
export const readsCriteria = (text: string) => typed(text).every((line) => CRITERION.test(line));

export const itemsOf = (text: string) =>
  typed(text).map((line) => {
    const [, code, number, vi, en] = ITEM.exec(line) ?? [];
    return { code, number: Number(number), name: { vi, en } };
  });

export const criteriaOf = (text: string) =>
  typed(text).map((line) => {
    const [, code, rule, vi, en] = CRITERION.exec(line) ?? [];
    return { code, rule, words: { vi, en } };
  });

export const itemLines = (items: Item[]) =>
  items.map(({ code, number, name }) => `${code} ${number} ${name?.vi} | ${name?.en}`).join('\n');

export const criterionLines = (criteria: Criterion[]) =>
  criteria.map(({ code, rule, words }) => `${code} = ${rule} | ${words?.vi} | ${words?.en}`).join('\n');
