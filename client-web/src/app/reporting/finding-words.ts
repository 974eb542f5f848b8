import { Finding, Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import type { TextKey, Translate } from '../ui/text';

/** What counts as below: not met, in training, and exempt from being trained. */
export const BELOW = [Standing.NOT_MET, Standing.IN_TRAINING, Standing.EXEMPT];

export const isBelow = (standing: Standing) => BELOW.includes(standing);

/** A standard about placement speaks of fitting, not of a level; '' for the others. */
export function placedWord(finding: Pick<Finding, 'placement' | 'standing'>, t: Translate): string {
  return finding.placement && finding.standing ? t(`placedIs.${finding.standing}` as TextKey) : '';
}
