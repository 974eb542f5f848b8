import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { listing } from '../rpc/listing';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Format } from '../ui/exports';
import { DateText } from '../ui/date';
import { Evidence } from '../ui/evidence';
import { FilterPanel } from '../ui/filter-panel';
import { Column, ListFrame, ListRow, ListTexts } from '../ui/list-frame';
import { highlight } from '../ui/names';
import { pageTrail } from '../ui/page';
import { Runs } from '../ui/runs';
import { Searched } from '../ui/searched';
import { Language, injectText } from '../ui/text';
import { candidateRows } from './candidate-rows';
import { PoolFigures } from './pool-figures';
import { FILTERS, candidateFilters, toRequest } from './query';
import { TalentTabs } from './talent-tabs';
import { kindKey, sectorKey, stageKey } from './words';

const TEXTS: ListTexts = {
  title: 'nav.talent',
  all: 'talent.notLeft',
  matching: 'talent.matching',
  search: 'talent.search',
  order: 'talent.sort',
  none: 'talent.none',
  noneSay: 'talent.noneSay',
  nothing: 'talent.noneAll',
  nothingSay: 'talent.noneAllSay',
};
const COLUMNS: Column[] = [
  { text: 'people.colName' },
  { text: 'talent.colPost' },
  { text: 'find.programme' },
  { text: 'talent.kind', class: 'spare' },
  { text: 'find.sectors', class: 'spare' },
  { text: 'talent.stage' },
  { text: 'talent.colHighest' },
];

/** The pool as a list: who, for what, where they stand and since when; those that moved last come first. */
@Component({
  selector: 'ht-candidates-page',
  imports: [DateText, Evidence, FilterPanel, ListFrame, ListRow, PoolFigures, RouterLink, Runs, TalentTabs],
  templateUrl: './candidates-page.html',
})
export class CandidatesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(CandidacyService);
  private readonly registry = inject(Registry);
  private readonly searched = inject(Searched);

  protected readonly texts = TEXTS;
  protected readonly columns = COLUMNS;
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_TALENT));
  protected readonly list = listing({
    filters: FILTERS,
    question: toRequest,
    load: this.client.listCandidacies,
    rows: ({ candidacies }) => candidacies,
    id: ({ id }) => id,
    path: '/nguon',
  });
  protected readonly filters = computed(candidateFilters());
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected readonly stageKey = stageKey;
  protected readonly kindKey = kindKey;
  protected readonly sectorKey = sectorKey;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.list') }]);
  }

  protected export(format: Format) {
    this.list.export(format, candidateRows(this.t, this.language));
  }
}
