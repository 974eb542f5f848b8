import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UnitKind } from '../../gen/hientai/organization/v1/unit_pb';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { ContributionList } from '../contributions/contribution-list';
import { AwardsOf } from '../awards/awards-of';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { addDays, isDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { unitKindKey } from '../ui/vocabulary';
import { UnitStaffing } from '../staffing/unit-staffing';
import { changesOf } from './changes';
import { Lineage } from './lineage';
import { Unplaced } from './unplaced';
import { Asking } from '../ui/asking';

/** One unit at a moment: what it was called, where it belonged, who serves there, and everything recorded about it. */
@Component({
  selector: 'ht-unit-page',
  imports: [
    Asking,
    AwardsOf,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    ContributionList,
    DateText,
    Failure,
    History,
    Icon,
    Lineage,
    PaperRef,
    PeriodText,
    RouterLink,
    Skeleton,
    UnitStaffing,
    Unplaced,
  ],
  templateUrl: './unit-page.html',
})
export class UnitPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(UnitService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();

  private readonly question = computed(() => ({ id: this.id(), at: this.time.at() }));
  protected readonly page = read({
    params: () => this.question(),
    load: (request, signal) => this.client.getUnit(request, { signal }),
    subject: ({ id }) => id,
  });
  /** Of a unit that is no more, the tree of its last day. */
  private readonly treeOn = computed(() => {
    const answer = this.page.value();
    const ended = answer?.unit?.ended ?? '';
    return isDay(ended) && ended <= (answer?.at?.validOn ?? '') ? addDays(ended, -1) : '';
  });
  protected readonly below = read({
    params: () => ({ rootId: this.id(), at: this.time.at(), treeOn: this.treeOn() }),
    load: (request, signal) => this.client.listUnits(request, { signal }),
    subject: ({ rootId }) => rootId,
  });
  protected readonly tree = read({
    params: () => ({ at: this.time.at(), treeOn: this.treeOn() }),
    load: (request, signal) => this.client.listUnits(request, { signal }),
  });
  protected readonly history = read({
    params: () => this.question(),
    load: (request, signal) => this.client.getUnitHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly unit = computed(() => this.page.value()?.unit);
  protected readonly here = computed(() => this.below.value()?.units.find((unit) => unit.id === this.id()));
  protected readonly children = computed(() =>
    (this.below.value()?.units ?? []).filter((unit) => unit.parentId === this.id()),
  );
  protected readonly path = computed(() => {
    const names = new Map((this.tree.value()?.units ?? []).map((unit) => [unit.id, unit.shortName || unit.name]));
    return (this.unit()?.ancestorIds ?? []).map((id) => ({ id, name: names.get(id) ?? '…' }));
  });
  protected readonly spans = computed(() => [...(this.unit()?.spans ?? [])].reverse());
  protected readonly changes = computed(() => (this.unit() ? changesOf(this.unit()!) : []));
  protected readonly sameKey = computed<TextKey>(() => {
    const all = this.unit()?.namesakes ?? [];
    const [name, code] = [all.some((one) => one.sameName), all.some((one) => one.sameCode)];
    return name && code ? 'unit.sameBoth' : name ? 'unit.sameName' : 'unit.sameCode';
  });
  /** Whoever reads people reads what they made. */
  protected readonly people = computed(() => this.registry.may(Ability.READ_PEOPLE) && !this.registry.onlySelf());
  protected readonly group = UnitKind.GROUP;
  protected readonly kindKey = unitKindKey;
  protected readonly count = formatCount;

  constructor() {
    pageTrail(() => [
      { text: this.t('unit.title'), link: ['/don-vi'] },
      ...this.path().map((unit) => ({ text: unit.name, link: ['/don-vi', unit.id] })),
      { text: this.unit()?.name ?? '…' },
    ]);
  }
}
