import { Component, computed, inject, model, signal } from '@angular/core';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import { ServiceStatus, Sex } from '../../gen/hientai/personnel/v1/person_pb';
import { EvidenceGrade, Ladder, Level } from '../../gen/hientai/personnel/v1/qualification_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { Chip } from '../ui/chip';
import { FilterPop } from '../ui/filter-pop';
import { Icon } from '../ui/icon';
import { bare } from '../ui/names';
import { injectText } from '../ui/text';
import {
  categoryKey,
  gradeKey,
  ladderKey,
  ladderOf,
  levelKey,
  levelsOf,
  sexKey,
  statusKey,
  valuesOf,
} from '../ui/vocabulary';
import { FILTERS, FILTER_NAMES, FilterName, PeopleQuery, activeFilters, isActive, without } from './people-query';

/** Filters as chips, and the menu that adds or changes one. */
@Component({
  selector: 'ht-people-filters',
  imports: [Chip, FilterPop, Icon, UnitPicker],
  templateUrl: './people-filters.html',
})
export class PeopleFilters {
  protected readonly t = injectText();
  private readonly units = injectClient(UnitService);
  private readonly time = inject(TimeTravel);
  readonly query = model.required<PeopleQuery>();

  protected readonly names = FILTER_NAMES;
  protected readonly open = signal(false);
  /** The filter being edited; none shows the list of filters. */
  protected readonly editing = signal<FilterName | undefined>(undefined);
  protected readonly search = signal('');
  protected readonly ladder = signal<Ladder>(Ladder.EDUCATION);

  protected readonly active = computed(() => activeFilters(this.query()));
  protected readonly offered = computed(() =>
    FILTERS.filter((name) => bare(this.t(FILTER_NAMES[name])).includes(bare(this.search().trim()))),
  );
  protected readonly categories = valuesOf<Category>(Category);
  protected readonly grades = valuesOf<EvidenceGrade>(EvidenceGrade);
  protected readonly sexes = valuesOf<Sex>(Sex);
  protected readonly statuses = valuesOf<ServiceStatus>(ServiceStatus);
  protected readonly ladders = valuesOf<Ladder>(Ladder);
  protected readonly levels = computed(() => levelsOf(this.ladder()));
  protected readonly key = {
    category: categoryKey,
    grade: gradeKey,
    ladder: ladderKey,
    level: levelKey,
    sex: sexKey,
    status: statusKey,
  };

  private readonly unit = read({
    params: () => {
      const { unit, tree } = this.query();
      if (!unit) return undefined;
      // A unit of another day's tree is called what it was called then.
      return { id: unit, at: tree ? { ...this.time.at(), validOn: tree } : this.time.at() };
    },
    load: (request, signal) => this.units.getUnit(request, { signal }),
    subject: ({ id }) => id,
  });

  protected words(name: FilterName): string {
    const query = this.query();
    const { t } = this;
    switch (name) {
      case 'unit':
        return t('filter.unitBelow', {
          name: this.unit.value()?.unit?.shortName || this.unit.value()?.unit?.name || '…',
        });
      case 'cat':
        return query.cat.map((value) => t(categoryKey(value))).join(', ');
      case 'min':
        return t('filter.atLeast', { level: this.levelName(query.min) });
      case 'max':
        return t('filter.atMost', { level: this.levelName(query.max) });
      case 'grade':
        return t(gradeKey(query.grade));
      case 'sex':
        return t(sexKey(query.sex));
      case 'status':
        return t(statusKey(query.status));
      case 'age':
        if (query.from && query.to) return `${query.from}–${query.to}`;
        return query.from ? t('filter.ageFromOnly', { from: query.from }) : t('filter.ageToOnly', { to: query.to });
      default:
        return query[name];
    }
  }

  private levelName(level: Level): string {
    const ladder = ladderOf(level);
    const name = this.t(levelKey(level));
    return ladder === Ladder.EDUCATION ? name : `${this.t(ladderKey(ladder))}: ${name}`;
  }

  protected isOn = (name: FilterName) => isActive(this.query(), name);

  protected edit(name: FilterName | undefined) {
    this.search.set('');
    const level = name === 'min' || name === 'max' ? this.query()[name] : 0;
    if (level) this.ladder.set(ladderOf(level));
    this.editing.set(name);
    this.open.set(true);
  }

  protected set(patch: Partial<PeopleQuery>, close = true) {
    this.query.set({ ...this.query(), ...patch });
    if (close) this.open.set(false);
  }

  protected toggleCategory(value: Category) {
    const chosen = this.query().cat;
    this.set({ cat: chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value] }, false);
  }

  protected remove(name: FilterName) {
    this.query.set(without(this.query(), name));
  }
}
