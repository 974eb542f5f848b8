import { MessageInitShape, create } from '@bufbuild/protobuf';
import { FieldMask, FieldMaskSchema } from '@bufbuild/protobuf/wkt';
import type { CallOptions } from '@connectrpc/connect';
import { CodeList } from '../../../gen/hientai/codelists/v1/code_list_pb';
import { FileRef } from '../../../gen/hientai/rpc/v1/file_pb';
import { EnvelopeSchema, LaterEntries, Receipt } from '../../../gen/hientai/rpc/v1/command_pb';
import { FieldViolation } from '../../../gen/hientai/rpc/v1/refusal_pb';
import type { TextKey, Translate } from '../../ui/text';
import type { Cell } from './figures';

export type EnvelopeInit = MessageInitShape<typeof EnvelopeSchema>;
export type Value = string | boolean | FileRef[];
export type Values = Record<string, Value>;

export interface Option {
  value: string;
  label: string;
}

/** One field of a form, described: what it is called, how it is filled in, when it is asked for. */
export interface FieldSpec {
  name: string;
  type:
    | 'text'
    | 'long'
    | 'lines'
    | 'date'
    | 'choice'
    | 'many'
    | 'flag'
    | 'unit'
    | 'grade'
    | 'files'
    | 'paper'
    | 'person'
    | 'ways'
    | 'exemptions'
    | 'figures'
    | 'people'
    | 'yesno';
  label: TextKey;
  /** What the label speaks of. */
  labelAbout?: Record<string, string>;
  /** A part of the form begins here, and what it is called. */
  heading?: TextKey;
  hint?: TextKey;
  /** What the hint speaks of. */
  hintAbout?: Record<string, string>;
  optional?: boolean;
  /** Needed to record, not to try: it is not called optional. */
  last?: boolean;
  /** Where the server says it stands, if its last word is not the name in snake_case. */
  path?: string;
  options?: (values: Values, t: Translate) => Option[];
  when?: (values: Values) => boolean;
  /** What is typed must be readable before it is tried; what to say until then. */
  readable?: { test: (text: string) => boolean; say: TextKey };
  /** Figures: the cells of the report. */
  cells?: Cell[];
  /** Dates: a full day is needed. */
  fullDay?: boolean;
  /** Text: entries of this list are offered while it is typed. */
  suggest?: CodeList;
  numeric?: boolean;
  /** Half as wide, beside its neighbour. */
  half?: boolean;
  /** People: each with a role and a share of the whole. */
  shares?: boolean;
  /** Units: headings that group units are offered too. */
  groups?: boolean;
  /** Units: those outside the registry are offered too. */
  outside?: boolean;
  /** Fields that start over when this one changes; of all values once it has. */
  clears?: string[] | ((values: Values) => string[]);
  /** What is kept from the reader stays as it is recorded while this flag of the values is up; the value, once it has been opened. */
  keep?: { flag: string; value: string };
}

/** A form for one command. */
export interface FormSpec {
  /** Forms with the same key keep what has been typed, e.g. after the record was reloaded. */
  key: string;
  fields: FieldSpec[];
  /** How many fields come before what the page puts between them; all by default. */
  lead?: number;
  /** Its parts, each beginning with a heading, are filled in one after the other; reason and paper belong to the last. */
  steps?: boolean;
  initial: Values;
  /** Whether it must be given: 'unless-paper', where no paper says it. */
  reason: 'optional' | 'required' | 'unless-paper' | 'none';
  /** Whether it can cite a paper; named otherwise for a withdrawal. */
  paper: TextKey | undefined;
  paperRequired?: boolean;
  expectedVersion: bigint;
  /** Anything besides the fields that the command depends on. */
  besides?: unknown;
  send: (values: Values, envelope: EnvelopeInit, options?: CallOptions) => Promise<Receipt>;
  /** What to say where recording would change nothing. */
  nothing?: TextKey;
  /** Sent for somebody else's approval instead, where that is all the caller may do. */
  proposal?: Proposing;
  /** Why it is not recorded yet although it would be. */
  hold?: (values: Values) => TextKey | undefined;
  /** Words of the button and of what follows, where they are not those of recording. */
  words?: { do: TextKey; doing: TextKey; done: TextKey; forever?: TextKey };
}

export interface Proposing {
  /** Why it is proposed: by a rule about this kind of change, or because the caller only proposes; undefined if it is recorded. */
  because: (values: Values) => 'rule' | 'role' | undefined;
  send: FormSpec['send'];
}

export const str = (values: Values, name: string): string =>
  typeof values[name] === 'string' ? values[name].trim() : '';
export const num = (values: Values, name: string): number => Number(str(values, name)) || 0;
export const flag = (values: Values, name: string): boolean => values[name] === true;
export const lines = (values: Values, name: string): string[] =>
  str(values, name)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
/** What was decided about entries of later days that speak of the same. */
export const laterEntries = (values: Values): LaterEntries => num(values, LATER) as LaterEntries;
/** The value that holds it: it is asked beside the preview, when the server has named such entries. */
export const LATER = 'laterEntries';
/**
 * Names what was filled in otherwise than it stood: a form shows what holds today, and a change of another day speaks of
 * nothing else. None where nothing was.
 */
export const maskOf = (
  values: Values,
  initial: Values,
  fields: FieldSpec[],
  parts: Record<string, string> = {},
): FieldMask | undefined => {
  const paths = fields
    .filter(({ name }) => JSON.stringify(values[name] ?? '') !== JSON.stringify(initial[name] ?? ''))
    .map(({ name, path }) => path ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
    .map((path) => path.replace(/^details\./, ''))
    .map((path) => (parts[path] ? `${parts[path]}.${path}` : path));
  return paths.length ? create(FieldMaskSchema, { paths }) : undefined;
};
export const hashes = (values: Values, name: string): string[] =>
  Array.isArray(values[name]) ? values[name].map((file) => file.sha256) : [];

export function isEmpty(value: Value | undefined): boolean {
  return Array.isArray(value) ? value.length === 0 : typeof value === 'string' ? !value.trim() : value === undefined;
}

/** Its parts in order: each begins with a heading. */
export function partsOf(fields: FieldSpec[]): FieldSpec[][] {
  const parts: FieldSpec[][] = [];
  for (const field of fields) {
    if (field.heading || !parts.length) parts.push([]);
    parts.at(-1)!.push(field);
  }
  return parts;
}

/** Filled in, and not in a way that could be tried. */
export const isUnread = (field: FieldSpec, value: Value | undefined): boolean =>
  typeof value === 'string' && !!value.trim() && !!field.readable && !field.readable.test(value.trim());

export function asked(spec: FormSpec, values: Values): FieldSpec[] {
  return spec.fields.filter((field) => !field.when || field.when(values));
}

/** Finds the field a violation is about: "change.details.unit_id" ends in the path of unitId; "details.ways[0].demands" is inside ways. */
export function violationOf<T extends Pick<FieldViolation, 'field'>>(
  field: { name: string; path?: string },
  violations: T[],
): T | undefined {
  const path = field.path ?? snake(field.name);
  return violations.find(({ field: at }) => at === path || at.endsWith(`.${path}`) || `.${at}`.includes(`.${path}[`));
}

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
