import { CodeList } from '../../../gen/hientai/codelists/v1/code_list_pb';
import { PaperKind } from '../../../gen/hientai/papers/v1/paper_pb';
import { paperKindKey, valuesOf } from '../../ui/vocabulary';
import { FieldSpec, Values, num, str } from './form-spec';

/** What a paper says of itself: asked for when one is registered, amended, or named while something else is recorded. */
export const PAPER_FIELDS: FieldSpec[] = [
  {
    name: 'kind',
    type: 'choice',
    label: 'field.paperKind',
    half: true,
    options: (_, t) =>
      valuesOf<PaperKind>(PaperKind).map((kind) => ({ value: String(kind), label: t(paperKindKey(kind)) })),
  },
  { name: 'number', type: 'text', label: 'field.paperNumber', half: true },
  { name: 'title', type: 'text', label: 'field.paperTitle' },
  { name: 'issuer', type: 'text', label: 'field.issuer', suggest: CodeList.ISSUER },
  { name: 'signer', type: 'text', label: 'field.signer', hint: 'field.signerHint', optional: true },
  { name: 'signedOn', type: 'date', label: 'field.signedOn', fullDay: true },
  { name: 'effectiveOn', type: 'date', label: 'field.effectiveOn', hint: 'field.effectiveHint', optional: true },
  { name: 'excerpt', type: 'long', label: 'field.excerpt', optional: true },
];

export const NO_PAPER: Values = {
  kind: '',
  number: '',
  title: '',
  issuer: '',
  signer: '',
  signedOn: '',
  effectiveOn: '',
  excerpt: '',
};

export function paperDetails(values: Values) {
  return {
    kind: num(values, 'kind') as PaperKind,
    number: str(values, 'number'),
    title: str(values, 'title'),
    issuer: str(values, 'issuer'),
    signer: str(values, 'signer'),
    signedOn: str(values, 'signedOn'),
    effectiveOn: str(values, 'effectiveOn'),
    excerpt: str(values, 'excerpt'),
  };
}
