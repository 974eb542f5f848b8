import { Ability } from '../../../gen/hientai/rpc/v1/access_pb';
import type { TextKey } from '../../ui/text';
import type { Problem } from '../problem';

/** What has to be recorded first, and where: the way out of a refusal. */
export interface Remedy {
  text: TextKey;
  link: string[];
}

/** By the reason of the refusal; its place is told by the record the refusal is about. */
const REMEDIES: Record<string, { text: TextKey; needs: Ability; link: (id: string) => string[] }> = {
  NO_LEGAL_GROUND: {
    text: 'talent.recordConsent',
    needs: Ability.KEEP_PRIVACY,
    link: (id) => ['/quyen-rieng-tu/nguoi', id, 'dong-y'],
  },
};

/** The way out, for whoever may go it. */
export function remedyOf(problem: Problem | undefined, may: (ability: Ability) => boolean): Remedy | undefined {
  const remedy = problem && REMEDIES[problem.reason];
  const id = problem?.relatedIds[0];
  return remedy && id && may(remedy.needs) ? { text: remedy.text, link: remedy.link(id) } : undefined;
}
