import { Candidacy, PriorityGroup, Readiness, Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import { Sector, SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import type { TextKey } from '../ui/text';

export const stageKey = (stage: Stage) => `poolStage.${stage}` as TextKey;
export const kindKey = (kind: SourceKind) => `sourceKind.${kind}` as TextKey;
export const sectorKey = (sector: Sector) => (sector ? (`sector.${sector}` as TextKey) : 'talent.anySector');
export const groupKey = (group: PriorityGroup) => `talent.groupIs.${group}` as TextKey;
export const readinessKey = (readiness: Readiness) =>
  readiness === Readiness.READY ? ('find.ready' as const) : ('find.later' as const);

/** The groups that can be asked for; the ethnic one is told in figures only. */
export const ASKABLE_GROUPS = [
  PriorityGroup.YOUNG,
  PriorityGroup.WOMEN,
  PriorityGroup.COMMUNE,
  PriorityGroup.ARMED_FORCES,
];

/** To which stages one can go on from a stage by a step of its own; an assessment is recorded otherwise. */
export function nextStages({ stage, details, withoutGround }: Candidacy): Stage[] {
  if (stage === Stage.LEFT) return [];
  if (withoutGround) return [Stage.LEFT];
  // Whoever serves already need not be invited.
  const within = details?.kind === SourceKind.SUCCESSOR || details?.kind === SourceKind.INTERNAL;
  const onward: Partial<Record<Stage, Stage[]>> = {
    [Stage.FOUND]: [Stage.PROPOSED],
    [Stage.PROPOSED]: [Stage.VERIFIED],
    [Stage.VERIFIED]: [Stage.IN_POOL],
    [Stage.IN_POOL]: within ? [Stage.IN_USE, Stage.INVITED] : [Stage.INVITED],
    [Stage.INVITED]: [Stage.JOINED, Stage.DECLINED],
    [Stage.JOINED]: [Stage.IN_USE],
    [Stage.DECLINED]: [Stage.INVITED],
    [Stage.ASSESSED]: [Stage.IN_USE],
  };
  return [...(onward[stage] ?? []), Stage.LEFT];
}

export const canBeAssessed = ({ stage, withoutGround }: Candidacy) =>
  !withoutGround && (stage === Stage.IN_USE || stage === Stage.ASSESSED);
