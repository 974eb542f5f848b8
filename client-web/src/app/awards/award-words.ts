import {
  AwardLevel,
  Cycle,
  Item,
  NominationStep,
  ProgrammeDetails,
  ProgrammeKind,
  RestKind,
  Verdict,
} from '../../gen/hientai/awards/v1/award_pb';
import { Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import { formatDate } from '../ui/dates';
import { formatCount } from '../ui/numbers';
import type { TextKey, Translate } from '../ui/text';

export const awardKindKey = (kind: ProgrammeKind) => `awardKind.${kind}` as TextKey;
export const awardLevelKey = (level: AwardLevel) => `awardLevel.${level}` as TextKey;
export const awardStepKey = (step: NominationStep) => `awardStep.${step}` as TextKey;
export const awardVerdictKey = (verdict: Verdict) => `awardVerdict.${verdict}` as TextKey;
export const awardMetKey = (verdict: Verdict) => `awardMet.${verdict}` as TextKey;
export const restKindKey = (kind: RestKind) => `restKind.${kind}` as TextKey;

/** The shape a verdict is drawn with. */
export const STANDING: Record<Verdict, Standing> = {
  [Verdict.UNSPECIFIED]: Standing.UNSPECIFIED,
  [Verdict.MET]: Standing.MET,
  [Verdict.NOT_MET]: Standing.NOT_MET,
  [Verdict.NOT_ENOUGH_DATA]: Standing.NOT_ENOUGH_DATA,
};

/** The next deadline of a cycle on a day; undefined once files can no longer be submitted and results are out. */
export function dueOf(cycle: Cycle, day: string): { say: TextKey; date: string } | undefined {
  const { screening = '', submission = '', results = '' } = cycle.details ?? {};
  if (day <= screening) return { say: 'award.dueScreening', date: screening };
  if (day <= submission) return { say: 'award.dueSubmission', date: submission };
  if (results && day <= results) return { say: 'award.dueResults', date: results };
  return undefined;
}

export const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** How many nominations of a cycle stand at some steps. */
export const countAt = (cycle: Cycle, ...steps: NominationStep[]) =>
  cycle.counts.filter(({ step }) => !steps.length || steps.includes(step)).reduce((sum, { count }) => sum + count, 0);

export const placesOf = (fields: Item[]) => fields.reduce((sum, { number }) => sum + number, 0);

export const clauseOf = (details: ProgrammeDetails) => [details.source, details.clause].filter(Boolean).join(', ');

export function everyWords(details: ProgrammeDetails, t: Translate): string {
  if (!details.everyYears) return '';
  return details.everyYears === 1 ? t('award.yearly') : t('award.every', { years: details.everyYears });
}

export const left = (date: string, day: string, t: Translate) =>
  date === day ? t('award.today') : t('award.daysLeft', { days: formatCount(daysBetween(day, date)) });

export const said = (due: { say: TextKey; date: string }, t: Translate) => t(due.say, { date: formatDate(due.date) });
