import { Component, computed, inject, linkedSignal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params, Router, RouterLink } from '@angular/router';
import { Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { STANDING_COLUMNS, standingLine } from '../reporting/standing-file';
import { StandingTable } from '../reporting/standing-table';
import { everyPage } from '../rpc/listing';
import { pause, read } from '../rpc/read';
import { FormFields } from '../rpc/record/form-fields';
import { Values } from '../rpc/record/form-spec';
import { PartialDateField } from '../rpc/record/partial-date-field';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { isDay } from '../ui/dates';
import { Export } from '../ui/exports';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Standing as StandingBadge } from '../ui/standing';
import { Language, TextKey, injectText } from '../ui/text';
import { DETAILS_FIELDS, detailsOf, detailsValues } from './details';
import { StandardsParts } from './standards-parts';
import { Asking } from '../ui/asking';

const PAGE = 50;
const TYPING_MS = 400;

/** What if: a standard as it stands on another day, or a draft made from it, tried on those in post. Nothing is recorded. */
@Component({
  selector: 'ht-what-if-page',
  imports: [
    Asking,
    Failure,
    FormFields,
    Icon,
    Pager,
    PartialDateField,
    RouterLink,
    Skeleton,
    StandardsParts,
    StandingBadge,
    StandingTable,
  ],
  templateUrl: './what-if-page.html',
})
export class WhatIfPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly rules = injectClient(StandardService);
  private readonly standings = injectClient(StandingService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly standardId = computed(() => String(this.params()['chuan'] ?? ''));
  protected readonly drafting = computed(() => this.params()['nhap'] === '1');
  protected readonly day = computed(() => {
    const day = String(this.params()['ngay'] ?? '');
    return isDay(day) ? day : '';
  });

  protected readonly list = read({
    params: () => ({ at: this.time.at(), allTimes: true }),
    load: (request, signal) => this.rules.listStandards(request, { signal }),
  });
  protected readonly standard = computed(() =>
    this.list.value()?.standards.find((one) => one.id === this.standardId()),
  );
  /** What the draft says; another standard starts another draft. */
  protected readonly values = linkedSignal<string, Values>({
    source: computed(() => (this.standard() ? this.standardId() : '')),
    computation: () => detailsValues(untracked(() => this.standard()?.details)),
  });

  private readonly question = computed(() => {
    const standardId = this.standard()?.id;
    if (!standardId) return undefined;
    if (this.drafting()) return { at: this.time.at(), draft: detailsOf(this.values()) };
    return this.day() ? { at: this.time.at(), standardId, inForceOn: this.day() } : undefined;
  });
  protected readonly pages = pagesOf(() => JSON.stringify(this.question(), plain));
  protected readonly answer = read({
    params: () => {
      const question = this.question();
      return question && { ...question, pageToken: this.pages.token(), pageSize: PAGE };
    },
    load: async (request, signal) => {
      if ('draft' in request) await pause(TYPING_MS, signal);
      return this.standings.previewStandard(request, { signal });
    },
    subject: (request) => ('draft' in request ? 'draft' : request.standardId),
  });
  protected readonly violations = computed(() => this.answer.problem()?.fields ?? []);
  protected readonly counts = computed(() => {
    const counts = this.answer.value()?.counts;
    if (!counts) return [];
    const all: [Standing, number][] = [
      [Standing.NOT_MET, counts.notMet],
      [Standing.IN_TRAINING, counts.inTraining],
      [Standing.EXEMPT, counts.exempt],
      [Standing.NOT_ENOUGH_DATA, counts.notEnoughData],
      [Standing.MET_FOR_NOW, counts.metForNow],
      [Standing.MET, counts.met],
      [Standing.EXCEEDED, counts.exceeded],
    ];
    return all.filter(([, count]) => count).map(([standing, count]) => ({ standing, count }));
  });
  protected readonly all = computed(() => this.counts().reduce((sum, { count }) => sum + count, 0));
  protected readonly placement = computed(() =>
    this.drafting() ? this.values()['placement'] === true : !!this.standard()?.details?.placement,
  );
  protected readonly said = computed(() =>
    this.t('whatIf.said', {
      below: formatCount(this.answer.value()?.counts?.below ?? 0),
      all: formatCount(this.all()),
      fresh: formatCount(this.answer.value()?.newlyBelow ?? 0),
    }),
  );
  protected readonly fields = DETAILS_FIELDS;
  protected readonly count = formatCount;
  protected readonly word = (standing: Standing) => (this.placement() ? this.t(`placedIs.${standing}` as TextKey) : '');

  protected readonly written = (): Export => {
    const { t, language } = this;
    const question = this.question()!;
    return {
      file: 'thu-ap-dung-chuan',
      title: t('whatIf.falling'),
      header: STANDING_COLUMNS.map((text) => t(text)),
      asked: [[t('standing.rule'), this.standard()?.details?.code ?? '']],
      pages: everyPage(
        async (pageToken, signal) => {
          const answer = await this.standings.previewStandard({ ...question, pageToken, pageSize: 200 }, { signal });
          return { ...answer, totalSize: answer.counts?.below ?? 0 };
        },
        ({ rows }) => rows.map((row) => standingLine(row, t, language)),
      ),
    };
  };

  constructor() {
    pageTrail(() => [{ text: this.t('standard.title'), link: ['/chuan'] }, { text: this.t('whatIf.title') }]);
  }

  protected ask(queryParams: Params) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}

const plain = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
