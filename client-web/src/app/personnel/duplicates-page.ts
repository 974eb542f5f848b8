import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  DuplicateService,
  DuplicateVerdict,
  PossibleDuplicate,
} from '../../gen/hientai/personnel/v1/duplicate_service_pb';
import { Source } from '../../gen/hientai/rpc/v1/history_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Asking } from '../ui/asking';
import { formatDate, formatTime } from '../ui/dates';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { likenessKey, verdictKey } from './likeness';
import { PersonCard } from './person-card';

const VERDICTS = [DuplicateVerdict.UNSPECIFIED, DuplicateVerdict.SAME, DuplicateVerdict.DIFFERENT];

/** Records that may be of one person, side by side, until somebody says what they are. */
@Component({
  selector: 'ht-duplicates-page',
  imports: [Asking, ExportButton, Failure, PersonCard, RouterLink, Skeleton],
  template: `
    <main class="page" id="main">
      <div class="pt-row">
        <h1 class="pt">{{ t('duplicates.title') }}</h1>
        @if (page.value(); as answer) {
          <span class="mute num">{{ t('duplicates.count', { count: count(answer.totalSize) }) }}</span>
          @if (answer.totalSize) {
            <div class="act"><ht-export-button (chosen)="write($event)" /></div>
          }
        }
      </div>
      <p class="sub">{{ t('duplicates.say') }}</p>
      <nav class="parts" [attr.aria-label]="t('duplicates.title')">
        @for (one of verdicts; track one) {
          <a
            routerLink="."
            [queryParams]="{ 'ket-luan': one || null }"
            queryParamsHandling="merge"
            [attr.aria-current]="one === verdict() ? 'page' : null"
            >{{ t(verdictKey(one)) }}</a
          >
        }
      </nav>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (!answer.totalSize) {
            <div class="say-state">
              <b>{{ t('duplicates.none') }}</b>
              <p>{{ t('duplicates.noneSay') }}</p>
            </div>
          }
          <ul class="pairs">
            @for (pair of pairs(); track pair.first!.id + pair.second!.id) {
              <li>
                <ht-person-card [person]="pair.first!" />
                <ht-person-card [person]="pair.second!" />
                <div class="why">
                  @for (why of pair.why; track why) {
                    <span class="tag">{{ t(likenessKey(why)) }}</span>
                  }
                  @if (pair.source; as source) {
                    <small class="mute num">{{ source.actorTitle }}, {{ when(source) }}</small>
                    <small>{{ source.reason || source.paper?.number }}</small>
                  }
                  @if (judges()) {
                    <a
                      class="link"
                      routerLink="ket-luan"
                      [queryParams]="{ mot: pair.first!.id, hai: pair.second!.id, 'ket-luan': pair.verdict || null }"
                      >{{ t(pair.verdict ? 'duplicates.judgeAgain' : 'duplicates.judge')
                      }}<span class="sr">: {{ pair.first!.fullName }}</span></a
                    >
                  }
                </div>
              </li>
            }
          </ul>
          @if (pairs().length < answer.totalSize) {
            <p>
              <button class="btn sm num" type="button" (click)="more()">
                {{ t('unplaced.more', { count: count(answer.totalSize - pairs().length) }) }}
              </button>
            </p>
          }
        } @else if (page.slow()) {
          <ht-skeleton [count]="8" />
        }
      </div>
    </main>
  `,
})
export class DuplicatesPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(DuplicateService);
  private readonly registry = inject(Registry);
  private readonly desk = inject(ExportDesk);
  readonly ketLuan = input<string>(undefined, { alias: 'ket-luan' });
  readonly donVi = input<string>(undefined, { alias: 'don-vi' });

  protected readonly verdicts = VERDICTS;
  protected readonly verdict = computed(() => VERDICTS.find((one) => one === Number(this.ketLuan())) ?? VERDICTS[0]);
  protected readonly verdictKey = verdictKey;
  protected readonly likenessKey = likenessKey;
  protected readonly count = formatCount;
  protected readonly when = ({ recordedTime }: Source) => (recordedTime ? formatTime(recordedTime) : '');
  protected readonly judges = computed(() => this.registry.may(Ability.RECORD_PEOPLE) && !this.time.past());
  private readonly request = computed(() => ({
    at: this.time.at(),
    unitId: this.donVi() ?? '',
    verdict: this.verdict(),
    pageSize: 50,
  }));
  protected readonly page = read({
    params: () => this.request(),
    load: (request, signal) => this.client.listPossibleDuplicates(request, { signal }),
  });
  private readonly shown = linkedSignal(() => ({
    pairs: this.page.value()?.pairs ?? ([] as PossibleDuplicate[]),
    next: this.page.value()?.nextPageToken ?? '',
  }));
  protected readonly pairs = computed(() => this.shown().pairs);

  constructor() {
    pageTrail(() => [{ text: this.t('people.title'), link: ['/nhan-su'] }, { text: this.t('duplicates.title') }]);
  }

  protected async more() {
    const { pairs, next } = this.shown();
    const answer = await this.client.listPossibleDuplicates({ ...this.request(), pageToken: next });
    this.shown.set({ pairs: [...pairs, ...answer.pairs], next: answer.nextPageToken });
  }

  protected write(format: Format) {
    const { t } = this;
    const side = (one: PossibleDuplicate['first']) => [
      one!.fullName,
      formatDate(one!.birth),
      one!.personalNumberMasked,
      one!.assignment?.unitName ?? '',
    ];
    const columns = [t('people.colName'), t('people.colBirth'), t('field.personalNumber'), t('unplaced.unit')];
    void this.desk.run(
      {
        file: 'co-the-trung',
        title: t('duplicates.title'),
        header: [
          ...columns.map((name) => `${name} (1)`),
          ...columns.map((name) => `${name} (2)`),
          t('duplicates.alikeIn'),
          t('duplicates.found'),
        ],
        asked: [[t('duplicates.found'), t(verdictKey(this.verdict()))]],
        pages: everyPage(
          (pageToken, signal) =>
            this.client.listPossibleDuplicates({ ...this.request(), pageSize: 200, pageToken }, { signal }),
          ({ pairs }) =>
            pairs.map((pair) => [
              ...side(pair.first),
              ...side(pair.second),
              pair.why.map((why) => t(likenessKey(why))).join('; '),
              t(verdictKey(pair.verdict)),
            ]),
        ),
      },
      format,
    );
  }
}
