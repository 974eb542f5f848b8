import { Component, computed, inject, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params, Router, RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { ExportDesk } from '../ui/exports';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { highlight } from '../ui/names';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { rowTravel } from '../ui/row-travel';
import { Runs } from '../ui/runs';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { CandidateFilters } from './candidate-filters';
import { PoolFigures } from './pool-figures';
import { FILTERS, toRequest } from './query';
import { TalentTabs } from './talent-tabs';
import { kindKey, sectorKey, stageKey } from './words';

const PAGE = 50;
const EXPORT_PAGE = 200;

/** The pool as a list: who, for what, where they stand and since when; those that moved last come first. */
@Component({
  selector: 'ht-candidates-page',
  imports: [
    CandidateFilters,
    DateText,
    Evidence,
    Failure,
    Icon,
    ListHead,
    Pager,
    PoolFigures,
    RouterLink,
    Runs,
    Skeleton,
    TalentTabs,
  ],
  templateUrl: './candidates-page.html',
})
export class CandidatesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(CandidacyService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly desk = inject(ExportDesk);
  protected readonly searched = inject(Searched);
  protected readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly records = computed(() => this.registry.may(Ability.RECORD_TALENT));
  protected readonly narrowed = computed(() => FILTERS.some((name) => this.params()[name]));
  protected readonly filtered = computed(() => !!this.searched.words() || this.narrowed());
  private readonly question = computed(() => ({
    ...toRequest(this.params()),
    query: this.searched.words().trim(),
    at: this.time.at(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: async (request, signal) => {
      if (request.query) await pause(180, signal);
      return this.client.listCandidacies(request, { signal });
    },
  });
  protected readonly rows = computed(() => this.page.value()?.candidacies ?? []);
  protected readonly head = viewChild.required(ListHead);
  protected readonly travel = rowTravel({
    ids: () => this.rows().map(({ id }) => id),
    open: (index, apart) => this.open(this.rows()[index].id, apart),
    search: () => this.head().focus(),
  });
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected readonly stageKey = stageKey;
  protected readonly kindKey = kindKey;
  protected readonly sectorKey = sectorKey;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.list') }]);
  }

  protected ask(queryParams: Params) {
    void this.searched.go(queryParams);
  }

  protected clear() {
    this.ask(Object.fromEntries(FILTERS.map((name) => [name, null])));
  }

  protected export() {
    const { client, t, language } = this;
    const request = { ...this.question(), pageSize: EXPORT_PAGE };
    void this.desk.run({
      file: 'nguon-nhan-tai.csv',
      header: [
        t('people.colName'),
        t('talent.colPost'),
        t('find.programme'),
        t('talent.kind'),
        t('find.sectors'),
        t('talent.stage'),
        t('talent.colSince'),
        t('talent.colHighest'),
      ],
      async *pages(signal) {
        let pageToken = '';
        do {
          const answer = await client.listCandidacies({ ...request, pageToken }, { signal });
          const rows = answer.candidacies.map((one) => [
            one.fullName,
            language.of(one.post),
            one.programmeCode,
            t(kindKey(one.details!.kind)),
            t(sectorKey(one.details!.sector)),
            t(stageKey(one.stage)),
            formatDate(one.since),
            language.of(one.highest),
          ]);
          yield { rows, total: answer.totalSize };
          pageToken = answer.nextPageToken;
        } while (pageToken);
      },
    });
  }

  private open(id: string, apart: boolean) {
    const tree = this.router.createUrlTree(['/nguon', id], { queryParams: this.time.query() });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
