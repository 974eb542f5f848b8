import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Contribution } from '../../gen/hientai/contributions/v1/contribution_pb';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { listing } from '../rpc/listing';
import { PersonPicker } from '../rpc/person-picker';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { Format } from '../ui/exports';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { FilterField, FilterPanel } from '../ui/filter-panel';
import { number, word } from '../ui/filters';
import { Column, ListFrame, ListRow, ListTexts } from '../ui/list-frame';
import { highlight } from '../ui/names';
import { pageTrail } from '../ui/page';
import { Runs } from '../ui/runs';
import { Searched } from '../ui/searched';
import { injectText } from '../ui/text';
import { ContributionFigures } from './figures';
import { FILTERS, FilterName, contributionFilters, toRequest } from './query';
import { StageMark } from './stage-mark';
import { authorsWords, highest, kindKey, standsAt } from './words';

const TEXTS: ListTexts = {
  title: 'contribution.title',
  all: 'contribution.all',
  matching: 'contribution.matching',
  search: 'contribution.search',
  order: 'contribution.sortMoved',
  none: 'contribution.none',
  noneSay: 'contribution.noneSay',
  nothing: 'contribution.noneAtAll',
  nothingSay: 'contribution.noneAllSay',
};
const COLUMNS: Column[] = [
  { text: 'contribution.colTitle' },
  { text: 'contribution.colAuthors' },
  { text: 'contribution.colUnit' },
  { text: 'contribution.colKind', class: 'spare' },
  { text: 'contribution.colOn', class: 'spare' },
  { text: 'contribution.colStage' },
];

/** The contributions on record, those that moved last first, and how many there are of each kind. */
@Component({
  selector: 'ht-contributions-page',
  imports: [
    ContributionFigures,
    DateText,
    Failure,
    FilterField,
    FilterPanel,
    ListFrame,
    ListRow,
    PersonPicker,
    RouterLink,
    Runs,
    StageMark,
    UnitPicker,
  ],
  templateUrl: './contributions-page.html',
})
export class ContributionsPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ContributionService);
  private readonly registry = inject(Registry);
  private readonly searched = inject(Searched);

  protected readonly texts = TEXTS;
  protected readonly columns = COLUMNS;
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  protected readonly list = listing({
    filters: FILTERS,
    question: toRequest,
    load: this.client.listContributions,
    rows: ({ contributions }) => contributions,
    id: ({ id }) => id,
    path: '/dong-gop',
  });
  protected readonly figures = read({
    params: () => ({ unitId: this.asks('don-vi'), year: number(this.asks('nam')), at: this.time.at() }),
    load: (request, signal) => this.client.getContributionFigures(request, { signal }),
  });
  protected readonly filters = computed(contributionFilters(this.list.asked, this.figures.value));
  protected readonly kindKey = kindKey;
  protected readonly highest = highest;
  protected readonly authors = (one: Contribution) => authorsWords(one.authors, this.t);
  protected readonly everybody = (one: Contribution) =>
    one.authors.map(({ fullName }) => fullName || this.t('contribution.outOfReach')).join(', ');
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected asks = (name: FilterName) => word(this.list.asked.params()[name]);

  constructor() {
    pageTrail(() => [{ text: this.t('contribution.title') }]);
  }

  protected export(format: Format) {
    const { t } = this;
    const header = [COLUMNS[0], COLUMNS[3], COLUMNS[1], COLUMNS[2], COLUMNS[4], COLUMNS[5]];
    this.list.export(format, {
      file: 'dong-gop',
      title: t('contribution.title'),
      header: header.map(({ text }) => t(text)),
      line: (one) => [
        one.details?.title ?? '',
        t(kindKey(one.details?.kind ?? 0)),
        one.authors.map((a) => `${a.fullName || t('contribution.outOfReach')} ${a.share} %`).join(', '),
        one.unitName,
        formatDate(one.on),
        standsAt(one.stage, highest(one), one.outcome, t),
      ],
    });
  }
}
