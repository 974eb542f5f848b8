import {
  Author,
  Condition,
  Contribution,
  ContributionKind,
  InitiativeNature,
  Outcome,
  RecognitionLevel,
  Stage,
} from '../../gen/hientai/contributions/v1/contribution_pb';
import type { TextKey, Translate } from '../ui/text';

export const kindKey = (value: ContributionKind) => `contributionKind.${value}` as TextKey;
export const natureKey = (value: InitiativeNature) => `initiativeNature.${value}` as TextKey;
export const stageKey = (value: Stage) => `stage.${value}` as TextKey;
export const outcomeKey = (value: Outcome) => `contributionOutcome.${value}` as TextKey;
export const recognitionKey = (value: RecognitionLevel) => `recognitionLevel.${value}` as TextKey;
export const conditionKey = (value: Condition) => `condition.${value}` as TextKey;

/** What goes before a council. */
export const isInitiative = (kind: ContributionKind | undefined) =>
  kind === ContributionKind.INITIATIVE || kind === ContributionKind.BOTTLENECK_SOLUTION;

/** Where it stands, with the highest level or the answer: "Công nhận cấp huyện", "Tiếp thu một phần". */
export function standsAt(stage: Stage, level: RecognitionLevel, outcome: Outcome, t: Translate): string {
  if (stage === Stage.RECOGNISED && level) return t('contribution.recognisedAt', { level: t(recognitionKey(level)) });
  return outcome ? t(outcomeKey(outcome)) : t(stageKey(stage));
}

/** The highest level it is or was recognised at. */
export const highest = (one: Contribution): RecognitionLevel =>
  one.recognitions.reduce<RecognitionLevel>((most, { level }) => Math.max(most, level), RecognitionLevel.UNSPECIFIED);

/** "Lê Thị Lan và 2 người": who leads, and how many more. */
export function authorsWords(authors: Author[], t: Translate): string {
  const name = authors[0]?.fullName || t('contribution.outOfReach');
  return authors.length > 1 ? t('contribution.othersToo', { name, count: authors.length - 1 }) : name;
}
