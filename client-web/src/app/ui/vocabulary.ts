import { CodeList } from '../../gen/hientai/codelists/v1/code_list_pb';
import { AssignmentKind, Category, EndCause } from '../../gen/hientai/personnel/v1/assignment_pb';
import { IdentityDocumentKind } from '../../gen/hientai/personnel/v1/identity_document_pb';
import { ServiceStatus, Sex } from '../../gen/hientai/personnel/v1/person_pb';
import { LegalGround, OutsideKind } from '../../gen/hientai/personnel/v1/outside_pb';
import { PlacementVerdict } from '../../gen/hientai/personnel/v1/placement_pb';
import { TrainingOutcome } from '../../gen/hientai/personnel/v1/training_pb';
import {
  EvidenceGrade,
  Ladder,
  Level,
  StudyMode,
  WithdrawalCause,
} from '../../gen/hientai/personnel/v1/qualification_pb';
import { EntryKind } from '../../gen/hientai/rpc/v1/history_pb';
import { PaperKind } from '../../gen/hientai/papers/v1/paper_pb';
import { Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import { SourceCheck, StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { Displacement, PartKind, UnitKind } from '../../gen/hientai/organization/v1/unit_pb';
import type { TextKey } from './text';

/** Code lists of the contract as keys of texts: `category.1`, `level.106`. Their words live with the other texts. */
export const gradeKey = (value: EvidenceGrade) => `grade.${value}` as TextKey;
export const gradeSeenKey = (value: EvidenceGrade) => `gradeSeen.${value}` as TextKey;
export const ladderKey = (value: Ladder) => `ladder.${value}` as TextKey;
export const levelKey = (value: Level) => `level.${value}` as TextKey;
export const categoryKey = (value: Category) => `category.${value}` as TextKey;
export const sexKey = (value: Sex) => `sex.${value}` as TextKey;
export const statusKey = (value: ServiceStatus) => `status.${value}` as TextKey;
export const assignmentKindKey = (value: AssignmentKind) => `assignmentKind.${value}` as TextKey;
export const endCauseKey = (value: EndCause) => `endCause.${value}` as TextKey;
export const studyModeKey = (value: StudyMode) => `studyMode.${value}` as TextKey;
export const withdrawalCauseKey = (value: WithdrawalCause) => `withdrawalCause.${value}` as TextKey;
export const codeListKey = (value: CodeList) => `codeListIs.${value}` as TextKey;
export const outcomeKey = (value: TrainingOutcome) => `trainingOutcome.${value}` as TextKey;
export const verdictKey = (value: PlacementVerdict) => `placementVerdict.${value}` as TextKey;
export const paperKindKey = (value: PaperKind) => `paperKind.${value}` as TextKey;
export const unitKindKey = (value: UnitKind) => `unitKind.${value}` as TextKey;
export const standingKey = (value: Standing) => `standingIs.${value}` as TextKey;
export const standardKindKey = (value: StandardKind) => `standardKind.${value}` as TextKey;
export const sourceCheckKey = (value: SourceCheck) => `sourceCheck.${value}` as TextKey;
export const partKindKey = (value: PartKind) => `partKind.${value}` as TextKey;
export const displacementKey = (value: Displacement) => `displacement.${value}` as TextKey;
export const entryKindKey = (value: EntryKind) => `entryKind.${value}` as TextKey;

export const identityDocumentKindKey = (value: IdentityDocumentKind) => `identityDocumentKind.${value}` as TextKey;
export const outsideKindKey = (value: OutsideKind) => `outsideKind.${value}` as TextKey;
export const legalGroundKey = (value: LegalGround) => `legalGround.${value}` as TextKey;

/** The numbers of an enum, in order, without the unspecified one. */
export function valuesOf<T extends number>(type: Record<string, string | number>): T[] {
  return Object.values(type).filter((value): value is T => typeof value === 'number' && value > 0);
}

/** Levels of a ladder, lowest first. */
export function levelsOf(ladder: Ladder): Level[] {
  return valuesOf<Level>(Level).filter((level) => ladderOf(level) === ladder);
}

export function ladderOf(level: Level): Ladder {
  return Math.floor(level / 100);
}

/** Steps of a ladder above its zero: how many rungs are drawn, and how many of them a level fills. */
export function rungsOf(ladder: Ladder): number {
  return levelsOf(ladder).filter((level) => level % 100 > 0).length;
}

export function rankOf(level: Level): number {
  return level % 100;
}
