import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import type { TextKey } from '../ui/text';

/** Why nothing can be recorded or proposed on this file; undefined if it can. */
export function closedFor(person: Person): TextKey | undefined {
  if (person.erased) return 'kept.closedErased';
  if (person.mayChange) return undefined;
  return person.partial ? 'kept.closedPartial' : 'kept.closedRole';
}
