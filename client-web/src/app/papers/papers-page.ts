import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Paper, PaperKind } from '../../gen/hientai/papers/v1/paper_pb';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { pause, read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Chip } from '../ui/chip';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { ExportDesk } from '../ui/exports';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { highlight } from '../ui/names';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { rowTravel } from '../ui/row-travel';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { paperKindKey, valuesOf } from '../ui/vocabulary';
import { Runs } from '../ui/runs';

const PAGE = 50;
const EXPORT_PAGE = 200;

/** The papers on record, newest signed first, and how many people rest on each. */
@Component({
  selector: 'ht-papers-page',
  imports: [
    Runs,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    Chip,
    DateText,
    Failure,
    Icon,
    ListHead,
    Pager,
    RouterLink,
    Skeleton,
  ],
  templateUrl: './papers-page.html',
})
export class PapersPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PaperService);
  private readonly router = inject(Router);
  protected readonly searched = inject(Searched);
  private readonly desk = inject(ExportDesk);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly kind = computed<PaperKind>(() => Number(this.params()['kind']) || PaperKind.UNSPECIFIED);
  protected readonly withdrawn = computed(() => this.params()['thu-hoi'] === '1');
  protected readonly filtered = computed(() => !!this.searched.words() || !!this.kind() || this.withdrawn());
  private readonly question = computed(() => ({
    query: this.searched.words().trim(),
    kind: this.kind(),
    withdrawnOnly: this.withdrawn(),
    at: this.time.at(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: async (request, signal) => {
      if (request.query) await pause(180, signal);
      return this.client.listPapers(request, { signal });
    },
  });
  protected readonly papers = computed(() => this.page.value()?.papers ?? []);
  protected readonly kinds = valuesOf<PaperKind>(PaperKind);
  protected readonly kindKey = paperKindKey;
  protected readonly count = formatCount;
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected readonly head = viewChild.required(ListHead);
  protected readonly travel = rowTravel({
    ids: () => this.papers().map((paper) => paper.id),
    open: (index, apart) => this.open(this.papers()[index], apart),
    search: () => this.head().focus(),
  });

  constructor() {
    pageTrail(() => [{ text: this.t('paper.title') }]);
  }

  protected ask(queryParams: Record<string, string | number | null>) {
    void this.searched.go(queryParams);
  }

  protected export() {
    const { client, t } = this;
    const request = { ...this.question(), pageSize: EXPORT_PAGE };
    void this.desk.run({
      file: 'van-ban.csv',
      header: [
        t('paper.colNumber'),
        t('paper.colTitle'),
        t('paper.colKind'),
        t('paper.colIssuer'),
        t('paper.colSigned'),
        t('paper.colPeople'),
      ],
      async *pages(signal) {
        let pageToken = '';
        do {
          const answer = await client.listPapers({ ...request, pageToken }, { signal });
          const rows = answer.papers.map((paper) => [
            paper.number,
            paper.title,
            t(paperKindKey(paper.kind)),
            paper.issuer,
            formatDate(paper.signedOn),
            String(paper.people),
          ]);
          yield { rows, total: answer.totalSize };
          pageToken = answer.nextPageToken;
        } while (pageToken);
      },
    });
  }

  private open(paper: Paper, apart: boolean) {
    const tree = this.router.createUrlTree(['/van-ban', paper.id], { queryParams: this.time.query() });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
