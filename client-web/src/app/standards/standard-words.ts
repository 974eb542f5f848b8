import { Scope, Standard, StandardDetails, Way } from '../../gen/hientai/standards/v1/standard_pb';
import { formatDate, readPartial } from '../ui/dates';
import { LanguageCode, Translate } from '../ui/text';
import { categoryKey, levelKey } from '../ui/vocabulary';

/** Whom a standard applies to, in words: categories; codes; posts; those left out. */
export function scopeWords(scope: Scope | undefined, t: Translate): string {
  if (!scope) return t('standard.everybody');
  const parts = [
    scope.categories.map((category) => t(categoryKey(category))).join(', '),
    scope.titles.length ? t('standard.titles', { codes: scope.titles.join(', ') }) : '',
    scope.posts.length ? t('standard.posts', { posts: scope.posts.join(', ') }) : '',
    scope.notPosts.length ? t('standard.notPosts', { posts: scope.notPosts.join(', ') }) : '',
  ].filter(Boolean);
  return parts.length ? parts.join('; ') : t('standard.everybody');
}

/** Each way in words; one of them is enough. */
export function waysWords(ways: Way[], language: LanguageCode, t: Translate): string {
  return ways.map((way) => way.words?.[language] ?? '').join(t('standard.or'));
}

/** What is granted to those it finds wanting, a sentence each; none if nothing is. */
export function transitionWords(details: StandardDetails, t: Translate): string[] {
  const said: string[] = [];
  if (details.deadline && details.inPostOn)
    said.push(t('standard.inPost', { on: formatDate(details.inPostOn), date: formatDate(details.deadline) }));
  else if (details.deadline) said.push(t('standard.byDeadline', { date: formatDate(details.deadline) }));
  if (details.withinMonths) said.push(t('standard.within', { months: details.withinMonths }));
  for (const { holding, on, monthsLeft } of details.exemptions)
    said.push(
      t('standard.exempt', { level: t(levelKey(holding)).toLowerCase(), on: formatDate(on), months: monthsLeft }),
    );
  return said;
}

export const clauseOf = ({ source, clause }: StandardDetails) => (clause ? `${source}, ${clause}` : source);

/** Not in force on a day: not yet, or no longer. */
export function isToCome(standard: Standard, validOn: string): boolean {
  const from = readPartial(standard.period?.from ?? '');
  return !standard.inForce && !!from && from.last > validOn;
}
