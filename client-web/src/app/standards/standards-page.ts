import { Component, computed, inject, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Standard, StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { PageTables } from '../ui/page-tables';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { KindTag } from '../ui/kind-tag';
import { ListHead } from '../ui/list-head';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PeriodText } from '../ui/period';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { SourceLine } from '../ui/source-line';
import { Language, TextKey, injectText } from '../ui/text';
import { belowCounts } from './below-counts';
import { clauseOf, isToCome, scopeWords, waysWords } from './standard-words';
import { StandardsParts } from './standards-parts';
import { Asking } from '../ui/asking';

interface Section {
  title: TextKey;
  note: TextKey;
  kind: StandardKind;
  placement: boolean;
}

/** Law and plan are never one list. */
const SECTIONS: Section[] = [
  { title: 'standardKind.1', note: 'standard.lawNote', kind: StandardKind.LAW, placement: false },
  { title: 'standardKind.2', note: 'standard.planNote', kind: StandardKind.PLAN, placement: false },
  { title: 'standard.placementTitle', note: 'standard.placementNote', kind: StandardKind.PLAN, placement: true },
];

/** The standards in force on a day, or of all times: what each demands of whom, since when, by what clause, and who is below. */
@Component({
  selector: 'ht-standards-page',
  imports: [
    PageTables,
    Asking,
    Failure,
    Icon,
    KindTag,
    ListHead,
    PeriodText,
    RouterLink,
    Skeleton,
    SourceLine,
    StandardsParts,
  ],
  templateUrl: './standards-page.html',
})
export class StandardsPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  protected readonly searched = inject(Searched);
  private readonly client = injectClient(StandardService);
  private readonly registry = inject(Registry);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly allTimes = computed(() => this.params()['luc'] === 'moi');
  protected readonly kind = computed<StandardKind>(() => Number(this.params()['loai']) || StandardKind.UNSPECIFIED);
  protected readonly filtered = computed(() => !!this.searched.words() || !!this.kind());
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));

  protected readonly page = read({
    params: () => ({
      query: this.searched.words().trim(),
      kind: this.kind(),
      allTimes: this.allTimes(),
      at: this.time.at(),
    }),
    load: async (request, signal) => {
      if (request.query) await pause(180, signal);
      return this.client.listStandards(request, { signal });
    },
  });
  protected readonly standards = computed(() => this.page.value()?.standards ?? []);
  protected readonly sections = computed(() =>
    SECTIONS.map((section) => ({
      ...section,
      rows: this.standards().filter(
        ({ details }) => details?.kind === section.kind && details.placement === section.placement,
      ),
    })).filter(({ rows }) => rows.length),
  );
  protected readonly below = belowCounts(this.standards, this.time.at);
  protected readonly head = viewChild.required(ListHead);
  protected readonly kinds = [StandardKind.UNSPECIFIED, StandardKind.LAW, StandardKind.PLAN];
  protected readonly count = formatCount;
  protected readonly clause = clauseOf;
  protected readonly scope = (standard: Standard) => scopeWords(standard.details?.scope, this.t);
  protected readonly ways = (ways: NonNullable<Standard['details']>['ways']) =>
    waysWords(ways, this.language.code(), this.t);
  protected readonly toCome = (standard: Standard) => isToCome(standard, this.page.value()?.at?.validOn ?? '');

  constructor() {
    pageTrail(() => [{ text: this.t('standard.title') }]);
  }

  protected ask(queryParams: Record<string, string | number | null>) {
    void this.searched.go(queryParams);
  }
}
