import { PersonRow } from '../../gen/hientai/personnel/v1/person_pb';
import { PeopleOrder } from '../../gen/hientai/personnel/v1/person_service_pb';
import { QualificationSummary } from '../../gen/hientai/personnel/v1/person_pb';
import { formatDate, formatDay } from '../ui/dates';
import { TextKey, Translate } from '../ui/text';
import { categoryKey, gradeKey, levelKey, sexKey, statusKey } from '../ui/vocabulary';

export interface Column {
  key: string;
  label: TextKey;
  /** The cell as text, as it is exported. */
  text: (row: PersonRow, t: Translate) => string;
  /** The summary whose evidence is shown beside the text. */
  qualification?: (row: PersonRow) => QualificationSummary | undefined;
  /** Orders a click on the header goes through. */
  orders?: PeopleOrder[];
  number?: boolean;
  shown?: boolean;
}

const level = (pick: (row: PersonRow) => QualificationSummary | undefined): Column['text'] => {
  return (row, t) => {
    const summary = pick(row);
    return summary?.level ? t(levelKey(summary.level)) : '';
  };
};
const ladder = (
  key: string,
  label: TextKey,
  pick: (row: PersonRow) => QualificationSummary | undefined,
  shown = false,
) => ({
  key,
  label,
  text: level(pick),
  qualification: pick,
  shown,
});

/** Where people stand on the tree of another day. */
export const TREE_UNIT: Column = { key: 'tree', label: 'otherTree.stands', text: (row) => row.treeUnitName };

export const COLUMNS: Column[] = [
  {
    key: 'birth',
    label: 'people.colBirth',
    text: (row) => formatDate(row.birth),
    orders: [PeopleOrder.BIRTH, PeopleOrder.BIRTH_DESC],
    number: true,
    shown: true,
  },
  { key: 'sex', label: 'people.colSex', text: (row, t) => (row.sex ? t(sexKey(row.sex)) : '') },
  { key: 'unit', label: 'people.colUnit', text: (row) => row.assignment?.unitName ?? '', shown: true },
  {
    key: 'post',
    label: 'people.colPost',
    text: (row) => postOf(row),
    shown: true,
  },
  {
    key: 'category',
    label: 'people.colCategory',
    text: (row, t) => (row.assignment?.category ? t(categoryKey(row.assignment.category)) : ''),
  },
  { key: 'since', label: 'people.colSince', text: (row) => formatDate(row.assignment?.from ?? ''), number: true },
  ladder('education', 'people.colEducation', (row) => row.education, true),
  { key: 'field', label: 'people.colField', text: (row) => row.education?.field ?? '' },
  ladder('theory', 'people.colTheory', (row) => row.politicalTheory, true),
  ladder('state', 'people.colState', (row) => row.stateManagement),
  ladder('language', 'people.colLanguage', (row) => row.foreignLanguage),
  ladder('it', 'people.colIt', (row) => row.informationTechnology),
  { key: 'file', label: 'people.colFile', text: (row) => row.fileNumber, number: true },
  { key: 'number', label: 'people.colNumber', text: (row) => row.personalNumberMasked, number: true },
  { key: 'status', label: 'people.colStatus', text: (row, t) => (row.status ? t(statusKey(row.status)) : '') },
  {
    key: 'recorded',
    label: 'people.colRecorded',
    text: (row) => formatDay(row.lastRecordedTime),
    orders: [PeopleOrder.RECORDED_DESC],
    number: true,
    shown: true,
  },
];

/** The title says more than the post it begins with: "Giáo viên tiểu học hạng III" for "Giáo viên". */
export function postOf(row: PersonRow): string {
  const { post = '', titleName = '' } = row.assignment ?? {};
  return titleName.toLowerCase().startsWith(post.toLowerCase()) ? titleName || post : post;
}

/** One row as it is exported: the name, then what is shown; a qualification also says how it is known. */
export function exportRow(row: PersonRow, columns: Column[], t: Translate): string[] {
  const cells = columns.map((column) => {
    const grade = column.qualification?.(row)?.grade;
    return column.text(row, t) + (grade ? ` (${t(gradeKey(grade))})` : '');
  });
  return [row.fullName, ...cells];
}
