import { Component, computed, inject, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params, Router, RouterLink } from '@angular/router';
import { Contribution } from '../../gen/hientai/contributions/v1/contribution_pb';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
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
import { injectText } from '../ui/text';
import { ContributionFigures } from './figures';
import { ContributionFilters } from './filters';
import { FILTERS, toRequest } from './query';
import { StageMark } from './stage-mark';
import { authorsWords, highest, kindKey, standsAt } from './words';

const PAGE = 50;
const EXPORT_PAGE = 200;

/** The contributions on record, those that moved last first, and how many there are of each kind. */
@Component({
  selector: 'ht-contributions-page',
  imports: [
    ContributionFigures,
    ContributionFilters,
    DateText,
    Failure,
    Icon,
    ListHead,
    Pager,
    RouterLink,
    Runs,
    Skeleton,
    StageMark,
  ],
  templateUrl: './contributions-page.html',
})
export class ContributionsPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ContributionService);
  private readonly router = inject(Router);
  private readonly registry = inject(Registry);
  protected readonly searched = inject(Searched);
  private readonly desk = inject(ExportDesk);
  protected readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  protected readonly filters = computed(() => FILTERS.filter((name) => this.params()[name]));
  protected readonly filtered = computed(() => !!this.searched.words() || this.filters().length > 0);
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
      return this.client.listContributions(request, { signal });
    },
  });
  protected readonly figures = read({
    params: () => ({ unitId: toRequest(this.params()).unitId, at: this.time.at() }),
    load: (request, signal) => this.client.getContributionFigures(request, { signal }),
  });
  protected readonly rows = computed(() => this.page.value()?.contributions ?? []);
  protected readonly years = computed(() => (this.figures.value()?.years ?? []).map(({ year }) => year));
  protected readonly kindKey = kindKey;
  protected readonly highest = highest;
  protected readonly authors = (one: Contribution) => authorsWords(one.authors, this.t);
  protected readonly everybody = (one: Contribution) =>
    one.authors.map(({ fullName }) => fullName || this.t('contribution.outOfReach')).join(', ');
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected readonly head = viewChild.required(ListHead);
  protected readonly travel = rowTravel({
    ids: () => this.rows().map(({ id }) => id),
    open: (index, apart) => this.open(this.rows()[index], apart),
    search: () => this.head().focus(),
  });

  constructor() {
    pageTrail(() => [{ text: this.t('contribution.title') }]);
  }

  protected ask(queryParams: Params) {
    void this.searched.go(queryParams);
  }

  protected clear() {
    this.ask(Object.fromEntries(FILTERS.map((name) => [name, null])));
  }

  protected export() {
    const { client, t } = this;
    const request = { ...this.question(), pageSize: EXPORT_PAGE };
    void this.desk.run({
      file: 'dong-gop.csv',
      header: [
        t('contribution.colTitle'),
        t('contribution.colKind'),
        t('contribution.colAuthors'),
        t('contribution.colUnit'),
        t('contribution.colOn'),
        t('contribution.colStage'),
      ],
      async *pages(signal) {
        let pageToken = '';
        do {
          const answer = await client.listContributions({ ...request, pageToken }, { signal });
          const rows = answer.contributions.map((one) => [
            one.details?.title ?? '',
            t(kindKey(one.details?.kind ?? 0)),
            one.authors.map((a) => `${a.fullName || t('contribution.outOfReach')} ${a.share} %`).join(', '),
            one.unitName,
            formatDate(one.on),
            standsAt(one.stage, highest(one), one.outcome, t),
          ]);
          yield { rows, total: answer.totalSize };
          pageToken = answer.nextPageToken;
        } while (pageToken);
      },
    });
  }

  private open(one: Contribution, apart: boolean) {
    const tree = this.router.createUrlTree(['/dong-gop', one.id], { queryParams: this.time.query() });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
