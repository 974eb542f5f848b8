import { describe, expect, it } from 'vitest';
import { Ability } from '../../../gen/hientai/rpc/v1/access_pb';
import type { Problem } from '../problem';
import { remedyOf } from './remedies';

const refused = (reason: string, ...relatedIds: string[]): Problem => ({
  reason,
  message: { vi: '', en: '' },
  fields: [],
  stale: false,
  missing: false,
  unreachable: false,
  relatedIds,
  code: '',
});

describe('the way out of a refusal', () => {
  it('leads to what has to be recorded first, about whom the refusal is', () => {
    const remedy = remedyOf(refused('NO_LEGAL_GROUND', 'p1'), (ability) => ability === Ability.KEEP_PRIVACY);
    expect(remedy?.link).toEqual(['/quyen-rieng-tu/nguoi', 'p1', 'dong-y']);
  });

  it('is not shown to whoever may not go it, nor where there is none', () => {
    expect(remedyOf(refused('NO_LEGAL_GROUND', 'p1'), () => false)).toBeUndefined();
    expect(remedyOf(refused('NO_LEGAL_GROUND'), () => true)).toBeUndefined();
    expect(remedyOf(refused('NO_PLACE_LEFT', 'p1'), () => true)).toBeUndefined();
    expect(remedyOf(undefined, () => true)).toBeUndefined();
  });
});
