import { create } from '@bufbuild/protobuf';
import { CriterionSchema, ItemSchema } from '../../gen/hientai/awards/v1/award_pb';
import { criteriaOf, criterionLines, itemLines, itemsOf, readsCriteria, readsItems } from './lines';

describe('fields, prizes and criteria as lines', () => {
  it('reads back what it writes', () => {
    const items = [{ code: 'van-hoc', number: 10, name: { vi: 'Văn học', en: 'Literature' } }];
    expect(itemLines(items.map((one) => create(ItemSchema, one)))).toBe('van-hoc 10 Văn học | Literature');
    expect(itemsOf('\n van-hoc 10 Văn học | Literature ')).toEqual(items);
    const criteria = [{ code: 'x', rule: 'title LDTT in the year or stated', words: { vi: 'Của năm', en: 'Of it' } }];
    expect(criteriaOf(criterionLines(criteria.map((one) => create(CriterionSchema, one))))).toEqual(criteria);
  });

  it('tells a line it cannot read', () => {
    expect(readsItems('van-hoc Văn học | Literature')).toBe(false);
    expect(readsItems('')).toBe(true);
    expect(readsCriteria('x = stated | Nhận xét')).toBe(false);
  });
});
