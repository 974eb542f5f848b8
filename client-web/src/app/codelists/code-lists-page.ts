import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CodeList } from '../../gen/hientai/codelists/v1/code_list_pb';
import { CodeListService } from '../../gen/hientai/codelists/v1/code_list_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Asking } from '../ui/asking';
import type { Export } from '../ui/exports';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { codeListKey, valuesOf } from '../ui/vocabulary';

const PAGE = 100;
const EXPORT_PAGE = 200;

/** The lists that grow by decision: what is typed and means no entry yet, and the entries. */
@Component({
  selector: 'ht-code-lists-page',
  imports: [Asking, Failure, Icon, Pager, RouterLink, Skeleton],
  templateUrl: './code-lists-page.html',
})
export class CodeListsPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(CodeListService);
  readonly loai = input<string>();

  protected readonly lists = valuesOf<CodeList>(CodeList);
  protected readonly key = codeListKey;
  protected readonly list = computed(() => (Number(this.loai()) || CodeList.ISSUER) as CodeList);
  protected readonly keeps = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly count = formatCount;
  protected readonly size = PAGE;

  private readonly question = computed(() => ({ list: this.list(), at: this.time.at() }));
  protected readonly waitingPages = pagesOf(this.question);
  protected readonly waiting = read({
    params: () =>
      this.keeps() ? { ...this.question(), pageSize: PAGE, pageToken: this.waitingPages.token() } : undefined,
    load: (request, signal) => this.client.listUnmatched(request, { signal }),
    subject: ({ list }) => list,
  });
  private readonly listed = computed(() => ({ ...this.question(), entries: true }));
  protected readonly entryPages = pagesOf(this.listed);
  protected readonly entries = read({
    params: () => ({ ...this.question(), pageSize: PAGE, pageToken: this.entryPages.token() }),
    load: (request, signal) => this.client.listEntries(request, { signal }),
    subject: ({ list }) => list,
  });
  /** The text whose records are shown. */
  protected readonly opened = signal('');
  protected readonly uses = read({
    params: () => (this.opened() ? { ...this.question(), text: this.opened() } : undefined),
    load: (request, signal) => this.client.listUses(request, { signal }),
    subject: ({ list, text }) => `${list}/${text}`,
  });
  protected readonly places: Record<string, string> = { person: '/nhan-su', paper: '/van-ban' };

  protected readonly waitingWritten = (): Export => ({
    ...this.written('codeList.unmatched', 'danh-muc-chua-khop'),
    header: [this.t('codeList.typed'), this.t('codeList.records')],
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listUnmatched({ ...this.question(), pageSize: EXPORT_PAGE, pageToken }, { signal }),
      ({ texts }) => texts.map(({ text, records }) => [text, records]),
    ),
  });
  protected readonly entriesWritten = (): Export => ({
    ...this.written('codeList.entries', 'danh-muc'),
    header: (['name', 'nameEn', 'code', 'spellings', 'ground'] as const).map((one) => this.t(`codeList.${one}`)),
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listEntries({ ...this.question(), pageSize: EXPORT_PAGE, pageToken }, { signal }),
      ({ entries }) =>
        entries.map(({ details }) => [
          details!.name,
          details!.nameEn,
          details!.code,
          details!.spellings.join('; '),
          details!.ground,
        ]),
    ),
  });

  private written(title: TextKey, file: string): Pick<Export, 'title' | 'file' | 'asked'> {
    return { title: this.t(title), file, asked: [[this.t('codeList.which'), this.t(codeListKey(this.list()))]] };
  }

  constructor() {
    pageTrail(() => [{ text: this.t('codeList.title') }]);
  }
}
