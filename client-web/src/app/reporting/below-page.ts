import { Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params } from '@angular/router';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { StandardsParts } from '../standards/standards-parts';
import { Chip } from '../ui/chip';
import { formatDate } from '../ui/dates';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { Failure } from '../ui/failure';
import { FilterPop } from '../ui/filter-pop';
import { ListHead } from '../ui/list-head';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { ladderKey, standingKey, valuesOf } from '../ui/vocabulary';
import { isBelow } from './finding-words';
import { STANDING_COLUMNS, standingLine } from './standing-file';
import { StandingTable } from './standing-table';
import { Asking } from '../ui/asking';

const PAGE = 50;
const EXPORT_PAGE = 200;

type Filter = 'thang' | 'nhom' | 'unit' | 'ket-qua';
const FILTERS: { name: Filter; text: TextKey }[] = [
  { name: 'thang', text: 'standing.ladder' },
  { name: 'nhom', text: 'standing.group' },
  { name: 'unit', text: 'standing.unit' },
  { name: 'ket-qua', text: 'standing.standing' },
];

/** Who is below standard, or stands otherwise as asked: each with the reason, the deadline and the clause. */
@Component({
  selector: 'ht-below-page',
  imports: [
    Asking,
    Chip,
    ExportButton,
    Failure,
    FilterPop,
    ListHead,
    Pager,
    Skeleton,
    StandardsParts,
    StandingTable,
    UnitPicker,
  ],
  templateUrl: './below-page.html',
})
export class BelowPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly searched = inject(Searched);
  private readonly desk = inject(ExportDesk);
  private readonly client = injectClient(StandingService);
  private readonly units = injectClient(UnitService);
  private readonly standards = injectClient(StandardService);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly kind = computed(() =>
    Number(this.params()['loai']) === StandardKind.PLAN ? StandardKind.PLAN : StandardKind.LAW,
  );
  protected readonly ladder = computed<Ladder>(() => Number(this.params()['thang']) || Ladder.EDUCATION);
  protected readonly group = computed(() => String(this.params()['nhom'] ?? ''));
  protected readonly unitId = computed(() => String(this.params()['unit'] ?? ''));
  protected readonly standardId = computed(() => String(this.params()['chuan'] ?? ''));
  protected readonly chosen = computed(() => standingsOf(this.params()));
  protected readonly belowOnly = computed(() => !this.chosen().length || this.chosen().every(isBelow));
  protected readonly filtered = computed(
    () => !!(this.group() || this.unitId() || this.standardId() || this.chosen().length),
  );

  private readonly question = computed(() => ({
    at: this.time.at(),
    ladder: this.ladder(),
    kind: this.kind(),
    unitId: this.unitId(),
    group: this.group(),
    standardId: this.standardId(),
    standings: this.chosen(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.listStandings(request, { signal }),
  });
  protected readonly rows = computed(() => this.page.value()?.rows ?? []);
  /** Names of groups and how many there are of them come from the report. */
  private readonly report = read({
    params: () => ({ at: this.time.at(), ladder: this.ladder() }),
    load: (request, signal) => this.client.getStandingReport(request, { signal }),
  });
  protected readonly groups = computed(() => this.report.value()?.lines ?? []);
  private readonly unit = read({
    params: () => (this.unitId() ? { id: this.unitId(), at: this.time.at() } : undefined),
    load: (request, signal) => this.units.getUnit(request, { signal }),
    subject: ({ id }) => id,
  });
  private readonly standard = read({
    params: () => (this.standardId() ? { id: this.standardId(), at: this.time.at() } : undefined),
    load: (request, signal) => this.standards.getStandard(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly standardName = computed(() => this.standard.value()?.standard?.details?.code ?? '…');
  protected readonly validOn = computed(() => formatDate(this.page.value()?.at?.validOn ?? ''));

  protected readonly open = signal(false);
  protected readonly editing = signal<Filter | undefined>(undefined);
  protected readonly filters = FILTERS;
  protected readonly ladders = valuesOf<Ladder>(Ladder);
  protected readonly standings = valuesOf<Standing>(Standing);
  protected readonly law = StandardKind.LAW;
  protected readonly plan = StandardKind.PLAN;
  protected readonly count = formatCount;
  protected readonly ladderKey = ladderKey;
  protected readonly standingKey = standingKey;

  constructor() {
    pageTrail(() => [
      { text: this.t('standard.title'), link: ['/chuan'] },
      { text: this.t(this.belowOnly() ? 'standing.belowTitle' : 'standing.list') },
    ]);
  }

  protected words(filter: Filter): string {
    switch (filter) {
      case 'thang':
        return this.t(ladderKey(this.ladder()));
      case 'nhom':
        return this.language.of(this.groups().find((line) => line.key === this.group())?.name) || '…';
      case 'unit':
        return this.t('filter.unitBelow', {
          name: this.unit.value()?.unit?.shortName || this.unit.value()?.unit?.name || '…',
        });
      case 'ket-qua':
        return this.chosen()
          .map((one) => this.t(standingKey(one)).toLowerCase())
          .join(', ');
    }
  }

  protected isOn(filter: Filter): boolean {
    return filter === 'thang' ? this.ladder() !== Ladder.EDUCATION : !!this.params()[filter];
  }

  protected edit(filter: Filter | undefined) {
    this.editing.set(filter);
    this.open.set(true);
  }

  protected ask(queryParams: Params, close = true) {
    if (close) this.open.set(false);
    void this.searched.go(queryParams);
  }

  protected toggle(standing: Standing) {
    const chosen = this.chosen();
    const next = chosen.includes(standing) ? chosen.filter((one) => one !== standing) : [...chosen, standing];
    this.ask({ 'ket-qua': next.join(',') || null }, false);
  }

  protected drop(filter: Filter) {
    this.ask({ [filter]: null });
  }

  protected clear() {
    this.ask({ nhom: null, unit: null, chuan: null, 'ket-qua': null });
  }

  protected export(format: Format) {
    const { client, language, t } = this;
    const request = { ...this.question(), pageSize: EXPORT_PAGE };
    void this.desk.run(
      {
        file: 'doi-chieu-chuan',
        title: t(this.belowOnly() ? 'standing.belowTitle' : 'standing.list'),
        header: STANDING_COLUMNS.map((text) => t(text)),
        asked: [[t('standing.whose'), t(this.kind() === StandardKind.LAW ? 'standing.byLaw' : 'standing.byPlan')]],
        pages: everyPage(
          (pageToken, signal) => client.listStandings({ ...request, pageToken }, { signal }),
          ({ rows }) => rows.map((row) => standingLine(row, t, language)),
        ),
      },
      format,
    );
  }
}

/** "5,6": the standings asked for; none means all that are below. */
function standingsOf(params: Params): Standing[] {
  const known = valuesOf<Standing>(Standing);
  return String(params['ket-qua'] ?? '')
    .split(',')
    .map(Number)
    .filter((value): value is Standing => known.includes(value));
}
