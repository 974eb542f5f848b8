import { describe, expect, it } from 'vitest';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { fake, open } from '../../testing/open';
import routes from './routes';

const units = [
  { id: 'h', name: 'Huyện', depth: 0, peopleBelow: 138 },
  { id: 'p', name: 'Phòng Giáo dục', depth: 1, parentId: 'h', peopleBelow: 66 },
  { id: 't', name: 'Trường Hoa Mai', depth: 2, parentId: 'p', peopleBelow: 5 },
  { id: 'x', name: 'Xã Tân Kiên', depth: 1, parentId: 'h', peopleBelow: 4 },
];
const service = fake(UnitService, {
  listUnits: ({ rootId }) => ({ units: rootId ? units.filter((unit) => unit.id === rootId) : units, people: 138 }),
  getUnit: ({ id }) => ({ unit: { ...units.find((unit) => unit.id === id)!, version: 1n, founded: '2003-12' } }),
  getUnitHistory: () => ({}),
});
const at = [{ path: 'don-vi', children: routes }];
const names = (page: { all: (selector: string) => HTMLElement[] }) =>
  page.all('[role=treeitem] .nm').map((one) => one.textContent!.trim());

describe('the tree of units', () => {
  it('starts folded below the first level and unfolds by keyboard', async () => {
    const page = await open(at, '/don-vi', service);
    expect(names(page)).toEqual(['Huyện', 'Phòng Giáo dục', 'Xã Tân Kiên']);
    page.all('[role=treeitem]')[0].focus();
    await page.press('ArrowDown');
    await page.press('ArrowRight');
    expect(names(page)).toEqual(['Huyện', 'Phòng Giáo dục', 'Trường Hoa Mai', 'Xã Tân Kiên']);
    expect(document.activeElement!.getAttribute('aria-expanded')).toBe('true');
    await page.press('ArrowRight');
    expect(document.activeElement!.id).toBe('unit-t');
    await page.press('ArrowLeft');
    await page.press('ArrowLeft');
    expect(names(page)).toHaveLength(3);
  });

  it('opens the way to the chosen unit and counts the people there', async () => {
    const page = await open(at, '/don-vi/t', service);
    await page.settle(90);
    expect(names(page)).toContain('Trường Hoa Mai');
    expect(page.all('[role=treeitem][aria-selected=true]')[0].id).toBe('unit-t');
    expect(page.text()).toContain('5 người ở đây và cấp dưới');
    expect(page.text()).toContain('lập 12/2003');
  });
});
