import { Component, computed, inject } from '@angular/core';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { awardKindKey, awardLevelKey } from './award-words';
import { formatDate } from '../ui/dates';
import { Format } from '../ui/exports';
import { listing } from '../rpc/listing';
import { personRow } from '../rpc/person-row';
import { PersonPicker } from '../rpc/person-picker';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { unitFilter } from '../rpc/unit-filter';
import { UnitPicker } from '../rpc/unit-picker';
import { FilterField, FilterPanel } from '../ui/filter-panel';
import { Filter, number, word } from '../ui/filters';
import { Icon } from '../ui/icon';
import { ListFrame, ListTexts } from '../ui/list-frame';
import { pageTrail } from '../ui/page';
import { Language, injectText } from '../ui/text';
import { AwardParts } from './award-parts';
import { AwardsTable } from './awards-table';

const TEXTS: ListTexts = {
  title: 'award.held',
  all: 'award.countedAwards',
  matching: 'award.countedAwards',
  none: 'award.awardsNone',
  noneSay: 'award.awardsNoneSay',
  nothing: 'award.awardsNone',
  nothingSay: 'award.awardsNoneAtAll',
};

/** The awards that were given, one by one: whose, for which year, on what decision. */
@Component({
  selector: 'ht-held-page',
  imports: [AwardParts, AwardsTable, FilterField, FilterPanel, Icon, ListFrame, PersonPicker, UnitPicker],
  template: `
    <ht-list-frame [list]="list" [texts]="texts" [add]="records() ? add : undefined" exports (export)="export($event)">
      <ht-award-parts over />
      <div class="by">
        <span class="inp"
          ><select
            [attr.aria-label]="t('award.programme')"
            (change)="list.asked.ask({ muc: $any($event.target).value || null })"
          >
            <option value="">{{ t('awardKind.0') }}</option>
            @for (one of programmes.value()?.programmes ?? []; track one.id) {
              <option [value]="one.id" [selected]="one.id === asks('muc')">
                {{ language.of(one.details?.name) }}
              </option>
            }</select
          ><ht-icon name="chd" small
        /></span>
        <span class="inp"
          ><select
            [attr.aria-label]="t('fileColumn.year')"
            (change)="list.asked.ask({ nam: $any($event.target).value || null })"
          >
            <option value="">{{ t('award.year0') }}</option>
            @for (one of years(); track one) {
              <option [value]="one" [selected]="one === year()">{{ one }}</option>
            }</select
          ><ht-icon name="chd" small
        /></span>
      </div>
      <ht-filter-panel [filters]="filters()" [params]="list.asked.params()" (ask)="list.asked.ask($event)">
        <ng-template htFilterField="don-vi">
          <ht-unit-picker [value]="asks('don-vi')" (valueChange)="list.asked.ask({ 'don-vi': $event || null })" />
        </ng-template>
        <ng-template htFilterField="nguoi">
          <ht-person-picker
            inputId="filter-person"
            [value]="asks('nguoi')"
            (valueChange)="list.asked.ask({ nguoi: $event || null })"
          />
        </ng-template>
      </ht-filter-panel>
      <ht-awards-table rows [awards]="list.rows()" [title]="t('award.held')" people />
    </ht-list-frame>
  `,
})
export class HeldPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);

  protected readonly texts = TEXTS;
  protected readonly add = {
    to: '/giai-thuong/ghi',
    query: { viec: 'recordAward' },
    text: 'award.recordAward',
  } as const;
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  protected readonly list = listing({
    filters: ['muc', 'nam', 'don-vi', 'nguoi'],
    question: (params) => ({
      programmeId: word(params['muc']),
      year: number(params['nam']),
      unitId: word(params['don-vi']),
      personId: word(params['nguoi']),
    }),
    load: ({ query: _, ...request }, options) => this.client.listAwards(request, options),
    rows: ({ awards }) => awards,
    id: ({ nominationId, personId }) => nominationId + personId,
  });
  protected readonly year = computed(() => number(this.list.asked.params()['nam']));
  protected readonly programmes = read({
    params: () => ({ at: this.time.at(), allTimes: true }),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  private readonly counts = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.countAwards(request, { signal }),
  });
  protected readonly years = computed(() =>
    [...new Set([...(this.counts.value()?.counts ?? []).map(({ year }) => year), this.year()])]
      .filter(Boolean)
      .sort((a, b) => b - a),
  );
  private readonly unit = unitFilter(this.list.asked);
  private readonly person = personRow(() => this.asks('nguoi'));
  protected readonly filters = computed<Filter[]>(() => [
    this.unit(),
    { name: 'nguoi', label: 'award.who', words: this.person.value()?.fullName },
  ]);
  protected asks = (name: string) => word(this.list.asked.params()[name]);

  protected export(format: Format) {
    const { t, language } = this;
    this.list.export(format, {
      file: 'giai-thuong',
      title: t('award.held'),
      header: (
        [
          'award.who',
          'award.colUnit',
          'award.colAward',
          'fileColumn.year',
          'fileColumn.kind',
          'fileColumn.level',
          'award.colPeriod',
          'award.colPaper',
        ] as const
      ).map((text) => t(text)),
      line: (one) => [
        one.fullName,
        one.unitName,
        [language.of(one.programmeName), language.of(one.prizeName), one.workTitle].filter(Boolean).join(' · '),
        one.year,
        t(awardKindKey(one.kind)),
        t(awardLevelKey(one.level)),
        `${formatDate(one.period?.from ?? '')} – ${one.period?.to ? formatDate(one.period.to) : t('person.now')}`,
        one.source?.paper?.number ?? '',
      ],
    });
  }

  constructor() {
    pageTrail(() => [{ text: this.t('award.title'), link: ['/giai-thuong'] }, { text: this.t('award.held') }]);
  }
}
