import { describe, expect, it } from 'vitest';
import en from './texts/en';
import vi from './texts/vi';
import { Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import { Ladder, Level } from '../../gen/hientai/personnel/v1/qualification_pb';
import { CHANGES } from '../personnel/changes';
import { categoryKey, ladderKey, levelKey, levelsOf, rungsOf, valuesOf } from './vocabulary';

function flat(texts: object, path = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[path + key, value] as const] : [...flat(value, `${path + key}.`)],
    ),
  );
}
const params = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('texts', () => {
  const [inVi, inEn] = [flat(vi), flat(en)];

  it('say everything in both languages, about the same things', () => {
    expect([...inEn.keys()].sort()).toEqual([...inVi.keys()].sort());
    for (const [key, text] of inVi) expect([key, params(inEn.get(key)!)]).toEqual([key, params(text)]);
    for (const [key, text] of [...inVi, ...inEn]) expect(text.trim(), key).not.toBe('');
  });

  it('name every level, ladder and category of the contract', () => {
    for (const level of [...valuesOf<Level>(Level)]) expect(inVi.has(levelKey(level)), levelKey(level)).toBe(true);
    for (const ladder of valuesOf<Ladder>(Ladder)) expect(inVi.has(ladderKey(ladder))).toBe(true);
    for (const category of valuesOf<Category>(Category)) expect(inVi.has(categoryKey(category))).toBe(true);
  });

  it('name every change that can be recorded', () => {
    for (const { name } of CHANGES) {
      expect(inVi.has(`change.${name}`), name).toBe(true);
      expect(inVi.has(`change.say${name[0].toUpperCase()}${name.slice(1)}`), name).toBe(true);
    }
  });

  it('draws as many rungs as a ladder has above its zero', () => {
    expect(levelsOf(Ladder.EDUCATION)).toHaveLength(9);
    expect(rungsOf(Ladder.EDUCATION)).toBe(8);
    expect(rungsOf(Ladder.POLITICAL_THEORY)).toBe(4);
  });
});
