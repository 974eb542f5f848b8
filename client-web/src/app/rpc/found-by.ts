import type { PersonRow } from '../../gen/hientai/personnel/v1/person_pb';
import type { Translate } from '../ui/text';
import { identityDocumentKindKey } from '../ui/vocabulary';

/** By what a query found somebody, if it was not by what they are called or numbered that day. */
export function foundBy(row: PersonRow, t: Translate): string {
  const document =
    row.foundByDocument && t('people.byDocument', { kind: t(identityDocumentKindKey(row.foundByDocument)) });
  return [
    row.formerName && t('people.formerly', { name: row.formerName }),
    row.foundByDiploma && t('people.byDiploma'),
    document || (row.foundByFormerNumber && t('people.byFormerNumber')),
  ]
    .filter(Boolean)
    .join(', ');
}
