import { DuplicateVerdict, Likeness } from '../../gen/hientai/personnel/v1/duplicate_service_pb';
import type { TextKey } from '../ui/text';

export const likenessKey = (why: Likeness) => `duplicates.why.${why}` as TextKey;
export const verdictKey = (verdict: DuplicateVerdict) => `duplicates.verdict.${verdict}` as TextKey;
