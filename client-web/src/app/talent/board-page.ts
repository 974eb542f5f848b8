import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, signal } from '@angular/core';
import { Params, Router, RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Candidacy, Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { pause, read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { everyPage } from '../rpc/listing';
import { AddLink } from '../ui/add-link';
import { formatDate, isDay } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { Failure } from '../ui/failure';
import { FilterPanel } from '../ui/filter-panel';
import { askedIn } from '../ui/filters';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { ListHead } from '../ui/list-head';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Searched } from '../ui/searched';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { candidateRows } from './candidate-rows';
import { PoolFigures } from './pool-figures';
import { FILTERS, candidateFilters, toRequest } from './query';
import { TalentTabs } from './talent-tabs';
import { canBeAssessed, kindKey, nextStages, sectorKey, stageKey } from './words';
import { Asking } from '../ui/asking';

/** Stages that share a column: whoever accepted waits beside the invited, whoever was assessed is still in use. */
const COLUMNS: Stage[][] = [
  [Stage.FOUND],
  [Stage.PROPOSED],
  [Stage.VERIFIED],
  [Stage.IN_POOL],
  [Stage.INVITED, Stage.JOINED],
  [Stage.IN_USE, Stage.ASSESSED],
];
const OFF_BOARD = [Stage.DECLINED, Stage.LEFT];
const SLIPS = 12;
const EXPORT_PAGE = 200;
const COUNTED_DAYS = 60;

/** The pool as a board: a column for each stage, a slip for each person; moving a slip asks for what the step stands on. */
@Component({
  selector: 'ht-board-page',
  imports: [
    Asking,
    AddLink,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    Evidence,
    ExportButton,
    Failure,
    FilterPanel,
    Icon,
    ListHead,
    Name,
    PoolFigures,
    RouterLink,
    Skeleton,
    TalentTabs,
  ],
  templateUrl: './board-page.html',
})
export class BoardPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(CandidacyService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly desk = inject(ExportDesk);
  protected readonly searched = inject(Searched);
  /** The board has a column for each stage. */
  protected readonly asked = askedIn(FILTERS.filter((name) => name !== 'buoc'));

  protected readonly records = computed(() => this.registry.may(Ability.RECORD_TALENT));
  protected readonly moves = computed(() => this.records() && !this.time.past());
  private readonly all = computed(candidateFilters());
  protected readonly offered = computed(() => this.all().filter(({ name }) => name !== 'buoc'));
  private readonly question = computed(() => ({
    ...toRequest(this.asked.params()),
    query: this.searched.words().trim(),
    at: this.time.at(),
  }));
  protected readonly page = read({
    params: () => this.question(),
    load: async (request, signal) => {
      if (request.query) await pause(180, signal);
      const ask = (stages: Stage[], pageSize: number) =>
        this.client.listCandidacies({ ...request, stages, pageSize }, { signal });
      const [off, columns] = await Promise.all([
        Promise.all(OFF_BOARD.map((stage) => ask([stage], 1))),
        Promise.all(COLUMNS.map((stages) => ask(stages, SLIPS))),
      ]);
      return { off, columns };
    },
  });
  protected readonly columns = computed(() =>
    (this.page.value()?.columns ?? []).map((answer, at) => ({ stages: COLUMNS[at], stage: COLUMNS[at][0], answer })),
  );
  protected readonly off = computed(() =>
    (this.page.value()?.off ?? []).map(({ totalSize }, at) => ({ stage: OFF_BOARD[at], totalSize })),
  );
  protected readonly total = computed(() =>
    this.page.value()?.columns.reduce((sum, { totalSize }) => sum + totalSize, 0),
  );
  /** The slip that is dragged. */
  protected readonly dragged = signal<Candidacy | undefined>(undefined);
  protected readonly over = signal<Stage | undefined>(undefined);

  protected readonly next = nextStages;
  protected readonly assessable = canBeAssessed;
  protected readonly stageKey = stageKey;
  protected readonly kindKey = kindKey;
  protected readonly sectorKey = sectorKey;
  protected readonly count = formatCount;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent') }]);
    inject(Keys).bind({
      m: (event) => {
        const slip = event.target instanceof HTMLElement ? event.target.closest('.slip') : null;
        const button = slip?.querySelector<HTMLButtonElement>('button');
        button?.focus();
        button?.click();
        return !!button;
      },
    });
  }

  /** Every slip of the board, also those behind the first of a column. */
  protected write(format: Format) {
    const request = { ...this.question(), stages: COLUMNS.flat(), pageSize: EXPORT_PAGE };
    const { line, ...written } = candidateRows(this.t, this.language);
    const pages = everyPage(
      (pageToken, signal) => this.client.listCandidacies({ ...request, pageToken }, { signal }),
      ({ candidacies }) => candidacies.map(line),
    );
    void this.desk.run({ ...written, pages }, format);
  }

  /** "3 days", or the day itself once that is long ago or not exact. */
  protected since(one: Candidacy): string {
    const today = this.page.value()?.columns[0].at?.validOn ?? '';
    if (!isDay(one.since) || !isDay(today)) return formatDate(one.since);
    const days = Math.round((Date.parse(today) - Date.parse(one.since)) / 86_400_000);
    if (days > COUNTED_DAYS) return formatDate(one.since);
    return days ? this.t('talent.days', { count: days }) : this.t('talent.today');
  }

  /** The step that brings a slip into another column; none if there is no such step. */
  protected stepInto(one: Candidacy | undefined, stages: Stage[]): Stage | undefined {
    return one && !stages.includes(one.stage) ? stages.find((stage) => nextStages(one).includes(stage)) : undefined;
  }

  protected lift(event: DragEvent, one: Candidacy) {
    // Some browsers drag nothing that carries nothing.
    event.dataTransfer?.setData('text/plain', one.id);
    this.dragged.set(one);
  }

  /** Every column takes a slip, so that it can say why there is no step into it. */
  protected hover(event: DragEvent, stage: Stage) {
    if (!this.dragged()) return;
    event.preventDefault();
    this.over.set(stage);
  }

  protected drop(stages: Stage[]) {
    const one = this.dragged();
    this.dragged.set(undefined);
    this.over.set(undefined);
    if (!one || stages.includes(one.stage)) return;
    const to = this.stepInto(one, stages);
    if (to) void this.router.navigate(['/nguon', one.id, 'ghi'], { queryParams: { viec: to } });
    else {
      const words = { from: this.t(stageKey(one.stage)), to: this.t(stageKey(stages[0])) };
      this.toasts.say(this.t('talent.cannot', words));
    }
  }

  protected filters(more: Params): Params {
    const asked = Object.fromEntries(this.asked.active().map((name) => [name, this.asked.params()[name]]));
    return { ...this.time.query(), ...asked, ...more };
  }
}
