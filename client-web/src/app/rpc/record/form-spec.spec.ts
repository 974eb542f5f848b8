import { create } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { ConsequenceSchema } from '../../../gen/hientai/rpc/v1/command_pb';
import { FieldViolationSchema } from '../../../gen/hientai/rpc/v1/refusal_pb';
import type { TextKey } from '../../ui/text';
import { FieldSpec, partsOf, violationOf } from './form-spec';
import { linesOf } from './preview';

describe('a field and its violation', () => {
  const violation = (field: string) => create(FieldViolationSchema, { field });

  it('meet by the end of the path', () => {
    const found = [violation('change.details.unit_id'), violation('envelope.reason')];
    expect(violationOf({ name: 'unitId' }, found)).toBe(found[0]);
    expect(violationOf({ name: 'reason' }, found)).toBe(found[1]);
    expect(
      violationOf({ name: 'by', path: 'by_qualification_id' }, [violation('change.by_qualification_id')]),
    ).toBeDefined();
    expect(violationOf({ name: 'id' }, found)).toBeUndefined();
  });
});

describe('a form in steps', () => {
  const field = (name: string, heading?: TextKey): FieldSpec => ({
    name,
    type: 'text',
    label: 'record.reason',
    heading,
  });

  it('begins a part with each heading, and one before the first', () => {
    const parts = partsOf([field('a'), field('b', 'record.steps'), field('c'), field('d', 'record.title')]);
    expect(parts.map((part) => part.map(({ name }) => name))).toEqual([['a'], ['b', 'c'], ['d']]);
    expect(partsOf([])).toEqual([]);
  });
});

describe('what follows from a change', () => {
  const line = (key: string, vi: string) => ({ key, label: { vi: 'x', en: 'x' }, value: { vi, en: vi } });

  it('sets a fact before beside the same fact after', () => {
    const lines = linesOf(
      create(ConsequenceSchema, {
        ceases: [line('q:1', 'Sơ cấp'), line('q:2', 'Cơ bản')],
        begins: [line('q:1', 'Trung cấp'), line('a:1', 'Chuyên viên')],
      }),
    );
    expect(lines.map(({ before, after }) => [before?.value?.vi, after?.value?.vi])).toEqual([
      ['Sơ cấp', 'Trung cấp'],
      ['Cơ bản', undefined],
      [undefined, 'Chuyên viên'],
    ]);
  });
});
