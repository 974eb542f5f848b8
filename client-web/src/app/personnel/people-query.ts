import type { Params } from '@angular/router';
import { Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import { ServiceStatus, Sex } from '../../gen/hientai/personnel/v1/person_pb';
import { PeopleOrder } from '../../gen/hientai/personnel/v1/person_service_pb';
import { EvidenceGrade, Level } from '../../gen/hientai/personnel/v1/qualification_pb';
import { isDay } from '../ui/dates';
import type { TextKey } from '../ui/text';

/** What a list of people is asked for: filters, as they stand in the URL, and words, which never do. Empty means no restriction. */
export interface PeopleQuery {
  q: string;
  unit: string;
  cat: Category[];
  min: Level;
  max: Level;
  field: string;
  grade: EvidenceGrade;
  sex: Sex;
  from: number;
  to: number;
  status: ServiceStatus;
  post: string;
  order: PeopleOrder;
  /** The day of the tree people are placed on; ISO, '' is that of the page. */
  tree: string;
}

export type FilterName = 'unit' | 'cat' | 'min' | 'max' | 'field' | 'grade' | 'sex' | 'age' | 'status' | 'post';
export const FILTERS: FilterName[] = ['unit', 'cat', 'min', 'max', 'field', 'grade', 'post', 'sex', 'age', 'status'];

/** What each filter is called. */
export const FILTER_NAMES: Record<FilterName, TextKey> = {
  unit: 'filter.unit',
  cat: 'filter.category',
  min: 'filter.minLevel',
  max: 'filter.maxLevel',
  field: 'filter.field',
  grade: 'filter.grade',
  sex: 'filter.sex',
  age: 'filter.age',
  status: 'filter.status',
  post: 'filter.post',
};

const number = (value: unknown) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? +value : 0);
const text = (value: unknown) => (typeof value === 'string' ? value : '');

export function fromParams(params: Params, q: string): PeopleQuery {
  const [from, to] = text(params['age']).split('-');
  return {
    q,
    unit: text(params['unit']),
    cat: text(params['cat']).split(',').map(number).filter(Boolean),
    min: number(params['min']),
    max: number(params['max']),
    field: text(params['field']),
    grade: number(params['grade']),
    sex: number(params['sex']),
    from: number(from),
    to: number(to),
    status: number(params['status']),
    post: text(params['post']),
    order: number(params['order']),
    tree: isDay(text(params['cay'])) ? text(params['cay']) : '',
  };
}

/** Parameters that say the same of the filters; null takes a parameter out of the URL. */
export function toParams(query: PeopleQuery): Params {
  return {
    unit: query.unit || null,
    cat: query.cat.join(',') || null,
    min: query.min || null,
    max: query.max || null,
    field: query.field || null,
    grade: query.grade || null,
    sex: query.sex || null,
    age: query.from || query.to ? `${query.from || ''}-${query.to || ''}` : null,
    status: query.status || null,
    post: query.post || null,
    order: query.order || null,
    cay: query.tree || null,
  };
}

export function toRequest(query: PeopleQuery) {
  return {
    query: query.q.trim(),
    unitId: query.unit,
    categories: query.cat,
    minLevel: query.min,
    maxLevel: query.max,
    fieldOfStudy: query.field,
    grade: query.grade,
    sex: query.sex,
    minAge: query.from,
    maxAge: query.to,
    status: query.status,
    post: query.post,
    order: query.order,
    treeOn: query.tree,
  };
}

/** How many of them a page shows, as chosen last. */
export const savedSize = () => Number(localStorage.getItem('people-size')) || 50;

export function isActive(query: PeopleQuery, filter: FilterName): boolean {
  if (filter === 'age') return !!(query.from || query.to);
  return filter === 'cat' ? query.cat.length > 0 : !!query[filter];
}

export function without(query: PeopleQuery, filter: FilterName): PeopleQuery {
  if (filter === 'age') return { ...query, from: 0, to: 0 };
  return { ...query, [filter]: typeof query[filter] === 'string' ? '' : filter === 'cat' ? [] : 0 };
}

export const activeFilters = (query: PeopleQuery) => FILTERS.filter((filter) => isActive(query, filter));
