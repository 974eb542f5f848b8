import { CdkMenu, CdkMenuItemCheckbox, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, linkedSignal, signal, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PeopleOrder, PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Ability, DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { purposeKey } from '../account/words';
import { everyPage } from '../rpc/listing';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { TreeChoice } from '../rpc/tree-choice';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { NotPlaced } from '../ui/not-placed';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { Eye } from './eye';
import { COLUMNS, TREE_UNIT, exportRow } from './people-columns';
import { PeopleEmpty } from './people-empty';
import { PeopleFilters } from './people-filters';
import { PeopleQuery, activeFilters, fromParams, savedSize, toParams, toRequest } from './people-query';
import { PeopleTable } from './people-table';
import { opening } from './reveal';
import { Asking } from '../ui/asking';

const SIZES = [25, 50, 100, 200];
const TYPING_MS = 180;
const EXPORT_PAGE = 200;
const ORDER_WORDS: Record<PeopleOrder, TextKey> = {
  [PeopleOrder.UNSPECIFIED]: 'people.sortName',
  [PeopleOrder.NAME_DESC]: 'people.sortNameDesc',
  [PeopleOrder.BIRTH]: 'people.sortBirth',
  [PeopleOrder.BIRTH_DESC]: 'people.sortBirthDesc',
  [PeopleOrder.RECORDED_DESC]: 'people.sortRecorded',
};

/** The list of people: its filters are in the URL, the words searched for beside it; what it shows is a page of the answer. */
@Component({
  selector: 'ht-people-page',
  imports: [
    Asking,
    CdkMenu,
    CdkMenuItemCheckbox,
    CdkMenuTrigger,
    Eye,
    Failure,
    Icon,
    ListHead,
    NotPlaced,
    Pager,
    PeopleEmpty,
    PeopleFilters,
    PeopleTable,
    RouterLink,
    Skeleton,
    TreeChoice,
    ExportButton,
  ],
  templateUrl: './people-page.html',
})
export class PeoplePage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PersonService);
  private readonly desk = inject(ExportDesk);
  private readonly registry = inject(Registry);
  private readonly searched = inject(Searched);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly query = computed(() => fromParams(this.params(), this.searched.words()), { equal: same });
  protected readonly size = signal(savedSize());
  protected readonly sizes = SIZES;
  protected readonly columns = signal(savedColumns());
  protected readonly allColumns = COLUMNS;
  private readonly kept = computed(() => COLUMNS.filter((column) => this.columns().includes(column.key)));
  /** On another tree it is said beside the unit where in it everybody stands. */
  protected readonly shown = computed(() => {
    const columns = this.kept();
    const after = columns.findIndex(({ key }) => key === 'unit') + 1;
    return this.query().tree ? [...columns.slice(0, after), TREE_UNIT, ...columns.slice(after)] : columns;
  });

  /** Full dates of birth, shown for a stated purpose until something else is asked. */
  protected readonly births = opening(() => [this.query(), this.time.at()]);
  protected readonly basic = [DataClass.BASIC];
  /** Tokens of the pages turned so far; another question starts again at the first. */
  protected readonly pages = pagesOf(() => [this.query(), this.time.at(), this.size(), this.births()]);
  protected readonly page = read({
    params: () => ({
      query: this.query(),
      at: this.time.at(),
      pageSize: this.size(),
      pageToken: this.pages.token(),
      reveal: this.births(),
    }),
    load: async ({ query, at, pageSize, pageToken, reveal }, signal) => {
      if (query.q) await pause(TYPING_MS, signal);
      return this.client.listPeople({ ...toRequest(query), at, pageSize, pageToken, reveal }, { signal });
    },
  });
  protected readonly selected = linkedSignal<unknown, Set<string>>({
    source: () => [this.query(), this.time.at()],
    computation: () => new Set(),
  });
  protected readonly picked = computed(() => [...this.selected()].join(','));
  protected readonly filtered = computed(() => !!this.query().q || activeFilters(this.query()).length > 0);
  protected readonly orderWords = computed(() => this.t(ORDER_WORDS[this.query().order] ?? 'people.sortName'));
  /** Why nobody can be added or many recorded here; undefined if it can be done. */
  protected readonly closed = computed<TextKey | undefined>(() => this.closedUnless(Ability.RECORD_PEOPLE));
  protected readonly closedToAdd = computed(() => this.closedUnless(Ability.RECORD_PEOPLE, Ability.PROPOSE));
  protected readonly purposeKey = purposeKey;
  protected readonly head = viewChild.required(ListHead);

  constructor() {
    pageTrail(() => [{ text: this.t('people.title') }]);
  }

  private closedUnless(...any: Ability[]): TextKey | undefined {
    if (this.time.past()) return 'time.closed';
    return this.registry.me() && !this.registry.may(...any) ? 'kept.closedRoleMany' : undefined;
  }

  protected ask(query: PeopleQuery) {
    return this.searched.go(toParams(query), { words: query.q });
  }

  /** A unit of one tree may be none of another, and only those in service stand in one. */
  protected draw(tree: string) {
    return this.ask({ ...this.query(), tree, unit: '', status: ServiceStatus.UNSPECIFIED });
  }

  protected resize(size: number) {
    localStorage.setItem('people-size', String(size));
    this.size.set(size);
  }

  protected toggle(key: string) {
    this.columns.update((keys) => (keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]));
    localStorage.setItem('people-columns', this.columns().join(','));
  }

  /** Every page of the question on screen, pinned to the same ledger position, with the columns on screen. */
  protected export(format: Format, only?: Set<string>) {
    const columns = this.shown();
    const request = { ...toRequest(this.query()), at: this.time.at(), pageSize: EXPORT_PAGE, reveal: this.births() };
    const { client, t } = this;
    void this.desk.run(
      {
        file: `nhan-su-${this.page.value()?.at?.validOn ?? ''}`,
        title: t('people.title'),
        header: [t('people.colName'), ...columns.map((column) => t(column.label))],
        asked: only ? [[t('list.selected', { count: only.size }), '']] : [],
        pages: everyPage(
          async (pageToken, signal) => {
            const answer = await client.listPeople({ ...request, pageToken }, { signal });
            return only
              ? { ...answer, totalSize: only.size, people: answer.people.filter(({ id }) => only.has(id)) }
              : answer;
          },
          ({ people }) => people.map((row) => exportRow(row, columns, t)),
        ),
      },
      format,
    );
  }

  protected readonly none = new Set<string>();
}

function savedColumns(): string[] {
  const saved = localStorage.getItem('people-columns');
  return saved ? saved.split(',') : COLUMNS.filter((column) => column.shown).map((column) => column.key);
}

function same(a: PeopleQuery, b: PeopleQuery): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
