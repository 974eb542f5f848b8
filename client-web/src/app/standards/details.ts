import type { MessageInitShape } from '@bufbuild/protobuf';
import { Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import {
  SourceCheck,
  StandardDetails,
  StandardDetailsSchema,
  StandardKind,
} from '../../gen/hientai/standards/v1/standard_pb';
import { FieldSpec, Values, flag, lines, num, str } from '../rpc/record/form-spec';
import { exemptionMessages, wayMessages, writeExemptions, writeWays } from '../rpc/record/ways';
import { categoryKey, ladderKey, sourceCheckKey, standardKindKey, valuesOf } from '../ui/vocabulary';

/** What a standard says, as fields of a form. */
export const DETAILS_FIELDS: FieldSpec[] = [
  { name: 'code', type: 'text', label: 'standard.field.code', hint: 'standard.field.codeHint', half: true },
  {
    name: 'kind',
    type: 'choice',
    label: 'standard.field.kind',
    half: true,
    options: (_, t) =>
      valuesOf<StandardKind>(StandardKind).map((kind) => ({ value: String(kind), label: t(standardKindKey(kind)) })),
  },
  { name: 'nameVi', path: 'name.vi', type: 'text', label: 'standard.field.nameVi' },
  { name: 'nameEn', path: 'name.en', type: 'text', label: 'standard.field.nameEn' },
  {
    name: 'categories',
    type: 'many',
    label: 'standard.field.categories',
    hint: 'standard.field.categoriesHint',
    optional: true,
    options: (_, t) =>
      valuesOf<Category>(Category).map((category) => ({ value: String(category), label: t(categoryKey(category)) })),
  },
  {
    name: 'titles',
    type: 'lines',
    label: 'standard.field.titles',
    hint: 'standard.field.titlesHint',
    optional: true,
  },
  { name: 'posts', type: 'lines', label: 'standard.field.posts', hint: 'standard.field.postsHint', optional: true },
  { name: 'notPosts', type: 'lines', label: 'standard.field.notPosts', optional: true },
  {
    name: 'ladder',
    type: 'choice',
    label: 'standard.field.ladder',
    options: (_, t) =>
      valuesOf<Ladder>(Ladder).map((ladder) => ({ value: String(ladder), label: t(ladderKey(ladder)) })),
  },
  { name: 'ways', type: 'ways', label: 'standard.field.ways', hint: 'standard.field.waysHint' },
  { name: 'forNow', type: 'ways', label: 'standard.field.forNow', optional: true },
  { name: 'placement', type: 'flag', label: 'standard.field.placement', optional: true },
  {
    name: 'deadline',
    type: 'date',
    fullDay: true,
    label: 'standard.field.deadline',
    hint: 'standard.field.deadlineHint',
    optional: true,
  },
  {
    name: 'inPostOn',
    type: 'date',
    fullDay: true,
    label: 'standard.field.inPostOn',
    hint: 'standard.field.inPostOnHint',
    optional: true,
  },
  {
    name: 'withinMonths',
    type: 'text',
    numeric: true,
    label: 'standard.field.withinMonths',
    hint: 'standard.field.withinMonthsHint',
    optional: true,
  },
  {
    name: 'exemptions',
    type: 'exemptions',
    label: 'standard.field.exemptions',
    hint: 'standard.field.exemptionsHint',
    optional: true,
  },
  {
    name: 'prevailsOver',
    type: 'lines',
    label: 'standard.field.prevailsOver',
    hint: 'standard.field.prevailsOverHint',
    optional: true,
  },
  { name: 'source', type: 'text', label: 'standard.field.source', hint: 'standard.field.sourceHint' },
  { name: 'clause', type: 'text', label: 'standard.field.clause', optional: true },
  {
    name: 'checked',
    type: 'choice',
    label: 'standard.field.checked',
    options: (_, t) =>
      valuesOf<SourceCheck>(SourceCheck).map((check) => ({ value: String(check), label: t(sourceCheckKey(check)) })),
  },
  { name: 'note', type: 'long', label: 'standard.field.note', optional: true },
];

export function detailsValues(details: StandardDetails | undefined): Values {
  const ways = (all: StandardDetails['ways'] | undefined) =>
    writeWays((all ?? []).map((way) => way.demands.map((one) => ({ level: one.atLeast, group: one.fieldGroup }))));
  return {
    code: details?.code ?? '',
    kind: details ? String(details.kind) : '',
    nameVi: details?.name?.vi ?? '',
    nameEn: details?.name?.en ?? '',
    categories: details?.scope?.categories.join('\n') ?? '',
    titles: details?.scope?.titles.join('\n') ?? '',
    posts: details?.scope?.posts.join('\n') ?? '',
    notPosts: details?.scope?.notPosts.join('\n') ?? '',
    ladder: details ? String(details.ladder) : '',
    ways: ways(details?.ways),
    forNow: ways(details?.forNow),
    placement: details?.placement ?? false,
    deadline: details?.deadline ?? '',
    inPostOn: details?.inPostOn ?? '',
    withinMonths: details?.withinMonths ? String(details.withinMonths) : '',
    exemptions: writeExemptions(
      (details?.exemptions ?? []).map(({ on, holding, monthsLeft }) => ({ on, holding, months: String(monthsLeft) })),
    ),
    prevailsOver: details?.prevailsOver.join('\n') ?? '',
    source: details?.source ?? '',
    clause: details?.clause ?? '',
    checked: details ? String(details.checked) : '',
    note: details?.note ?? '',
  };
}

export function detailsOf(values: Values): MessageInitShape<typeof StandardDetailsSchema> {
  return {
    code: str(values, 'code'),
    name: { vi: str(values, 'nameVi'), en: str(values, 'nameEn') },
    kind: num(values, 'kind') as StandardKind,
    scope: {
      categories: lines(values, 'categories').map(Number) as Category[],
      titles: lines(values, 'titles'),
      posts: lines(values, 'posts'),
      notPosts: lines(values, 'notPosts'),
    },
    ladder: num(values, 'ladder') as Ladder,
    ways: wayMessages(str(values, 'ways')),
    forNow: wayMessages(str(values, 'forNow')),
    placement: flag(values, 'placement'),
    deadline: str(values, 'deadline'),
    inPostOn: str(values, 'inPostOn'),
    withinMonths: num(values, 'withinMonths'),
    exemptions: exemptionMessages(str(values, 'exemptions')),
    prevailsOver: lines(values, 'prevailsOver'),
    source: str(values, 'source'),
    clause: str(values, 'clause'),
    checked: num(values, 'checked') as SourceCheck,
    note: str(values, 'note'),
  };
}
