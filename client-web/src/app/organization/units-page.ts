import { Component, ElementRef, computed, inject, input, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { filter, map, startWith } from 'rxjs';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { pause, read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { unitKindKey } from '../ui/vocabulary';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { DateText } from '../ui/date';
import { DayField } from '../ui/day-field';
import { addDays, formatDate, isDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { UnitTree } from './unit-tree';

/** The tree of units with their people; the chosen unit stands beside it. */
@Component({
  selector: 'ht-units-page',
  imports: [ExportButton, DateText, DayField, Failure, Icon, RouterLink, RouterOutlet, Skeleton, UnitTree],
  templateUrl: './units-page.html',
})
export class UnitsPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(UnitService);
  private readonly router = inject(Router);
  private readonly desk = inject(ExportDesk);

  private readonly registry = inject(Registry);
  /** The day of the tree, where it is not that of the people. */
  readonly cay = input<string>();
  protected readonly otherDay = computed(() => (this.cay() && isDay(this.cay()!) ? this.cay()! : ''));

  protected readonly query = signal('');
  protected readonly tree = read({
    params: () => ({ at: this.time.at(), query: this.query().trim(), treeOn: this.otherDay() }),
    load: async (request, signal) => {
      if (request.query) await pause(180, signal);
      return this.client.listUnits(request, { signal });
    },
  });
  /** The days around which the tree changed as a whole. */
  private readonly reorganisations = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.listReorganisations(request, { signal }),
  });
  protected readonly days = computed(() =>
    (this.reorganisations.value()?.reorganisations ?? [])
      .filter((one) => one.applied)
      .flatMap((one) => [addDays(one.on, -1), one.on]),
  );
  protected readonly choosing = signal(false);
  protected readonly shown = formatDate;
  protected readonly pending = computed(
    () =>
      !this.time.past() &&
      this.registry.may(Ability.RECORD_UNITS) &&
      (this.tree.value()?.units.length ?? 0) > 0 &&
      (this.reorganisations.value()?.reorganisations ?? []).some((one) => !one.applied),
  );
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));
  /** There is no tree to choose from: what is said of that has the page to itself. */
  protected readonly bare = computed(
    () =>
      !this.chosen() &&
      !this.query() &&
      !this.otherDay() &&
      (!!this.tree.problem() || this.tree.value()?.units.length === 0),
  );
  protected readonly unplaced = computed(() => this.tree.value()?.unplaced ?? 0);
  protected readonly waiting = computed(() => ({ ...this.time.query(), cay: this.otherDay() || null }));
  protected readonly count = formatCount;
  protected readonly chosen = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(undefined),
      map(() => /\/don-vi\/([^/?]+)/.exec(this.router.url)?.[1] ?? ''),
    ),
    { requireSync: true },
  );
  protected readonly validOn = computed(() => this.tree.value()?.at?.validOn ?? '');
  private readonly searchBox = viewChild.required<ElementRef<HTMLInputElement>>('search');

  constructor() {
    pageTrail(() => (this.chosen() ? [] : [{ text: this.t('unit.title') }]));
    inject(Keys).bind({ '/': () => this.searchBox().nativeElement.focus() });
  }

  protected write(format: Format) {
    const [{ t }, answer] = [this, this.tree.value()];
    if (!answer) return;
    const words = this.query().trim();
    void this.desk.write(
      'cay-don-vi',
      [
        {
          name: t('unit.title'),
          header: [
            t('fileColumn.depth'),
            t('field.unit'),
            t('fileColumn.code'),
            t('fileColumn.kind'),
            t('fileColumn.here'),
            t('fileColumn.below'),
          ],
          rows: answer.units.map((unit) => [
            unit.depth,
            unit.name,
            unit.code,
            t(unitKindKey(unit.kind)),
            unit.people,
            unit.peopleBelow,
          ]),
        },
      ],
      {
        title: t('unit.title'),
        at: answer.at,
        treeOn: answer.treeOn,
        asked: words ? [[t('file.words'), words]] : [],
      },
      format,
    );
  }

  protected open(id: string) {
    void this.router.navigate(['/don-vi', id], { queryParams: this.waiting() });
  }

  protected draw(day: string) {
    this.choosing.set(false);
    void this.router.navigate([], { queryParams: { cay: day || null }, queryParamsHandling: 'merge' });
  }
}
