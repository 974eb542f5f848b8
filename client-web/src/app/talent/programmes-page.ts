import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { SourceCheck } from '../../gen/hientai/standards/v1/standard_pb';
import { ProgrammeCriterion } from '../../gen/hientai/talent/v1/programme_pb';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { SourceLine } from '../ui/source-line';
import { Language, TextKey, injectText } from '../ui/text';
import { TalentTabs } from './talent-tabs';
import { Asking } from '../ui/asking';

const HEADER: TextKey[] = [
  'find.code',
  'find.programme',
  'find.from',
  'find.to',
  'find.kinds',
  'find.sectors',
  'find.criteria',
  'find.benefits',
  'find.places',
  'find.takenNow',
  'find.source',
];

/** The programmes of the pool: for whom, what each asks, what it grants, on which text and how far that was checked. */
@Component({
  selector: 'ht-programmes-page',
  imports: [Asking, ExportButton, Failure, Icon, PeriodText, RouterLink, Skeleton, SourceLine, TalentTabs],
  template: `
    <main class="page" id="main">
      <ht-talent-tabs />
      <div class="pt-row">
        <h1 class="pt">{{ t('find.programmes') }}</h1>
        <div class="act">
          @if (page.value()?.programmes?.length) {
            <ht-export-button (chosen)="write($event)" />
          }
          @if (records()) {
            <a class="btn" [routerLink]="['/nguon/chuong-trinh/nap']">{{ t('find.loadProgrammes') }}</a>
            <a class="btn p" [routerLink]="['/nguon/chuong-trinh/them']"
              ><ht-icon name="plus" />{{ t('find.addProgramme') }}</a
            >
          }
        </div>
      </div>
      <p class="sub">{{ t('find.programmesSay') }}</p>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @for (one of answer.programmes; track one.id) {
            <section class="sec programme" [id]="one.id" [class.past-rule]="!one.inForce">
              <header>
                <h2>{{ language.of(one.details?.name) }}</h2>
                <span class="note"
                  ><span class="num">{{ one.details?.code }}</span> · <ht-period [period]="one.period" /> ·
                  {{ t(one.inForce ? 'find.inForce' : 'find.notInForce') }} ·
                  <a class="open num" [routerLink]="['/nguon/danh-sach']" [queryParams]="{ 'chuong-trinh': one.id }">{{
                    one.details?.places
                      ? t('find.takenOf', { n: one.taken, all: one.details!.places })
                      : t('find.taken', { n: one.taken })
                  }}</a></span
                >
              </header>
              <dl class="facts">
                <dt>{{ t('find.kinds') }}</dt>
                <dd>
                  @for (kind of one.details?.kinds; track kind) {
                    {{ t(kindKey(kind)) }}{{ $last ? '' : ' · ' }}
                  }
                </dd>
                <dt>{{ t('find.sectors') }}</dt>
                <dd>
                  @for (sector of one.details?.sectors; track sector) {
                    {{ t(sectorKey(sector)) }}{{ $last ? '' : ' · ' }}
                  } @empty {
                    {{ t('find.allSectors') }}
                  }
                </dd>
                @if (one.details?.criteria?.length) {
                  <dt>{{ t('find.criteria') }}</dt>
                  <dd>
                    <ul>
                      @for (criterion of one.details?.criteria; track criterion.key) {
                        <li>
                          {{ language.of(criterion.name) }}
                          @if (reads(criterion); as words) {
                            <small class="mute">{{ words }}</small>
                          }
                        </li>
                      }
                    </ul>
                  </dd>
                }
                @if (one.details?.benefits?.length) {
                  <dt>{{ t('find.benefits') }}</dt>
                  <dd>
                    <ul>
                      @for (benefit of one.details?.benefits; track $index) {
                        <li>{{ benefit }}</li>
                      }
                    </ul>
                  </dd>
                }
                <dt>{{ t('find.source') }}</dt>
                <dd>
                  <ht-source-line
                    [clause]="one.details!.source + (one.details!.clause ? ', ' + one.details!.clause : '')"
                    [checked]="check(one.details!.checked)"
                  />
                  @if (one.details?.note) {
                    <small class="mute">{{ one.details?.note }}</small>
                  }
                </dd>
              </dl>
              @if (records()) {
                <p class="acts">
                  @for (act of acts; track act.viec) {
                    <a
                      class="link"
                      [routerLink]="['/nguon/chuong-trinh', one.id, 'ghi']"
                      [queryParams]="{ viec: act.viec }"
                      [attr.aria-label]="t(act.text) + ': ' + one.details?.code"
                      >{{ t(act.text) }}</a
                    >
                  }
                </p>
              }
            </section>
          } @empty {
            <div class="empty">
              <b>{{ t('find.noProgrammes') }}</b>
              <p>{{ t('find.noProgrammesSay') }}</p>
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton [count]="10" />
        }
      </div>
    </main>
  `,
})
export class ProgrammesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly desk = inject(ExportDesk);
  private readonly client = injectClient(TalentService);

  protected readonly page = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_TALENT) && !this.time.past());
  protected readonly acts = [
    { viec: 'sua', text: 'find.amend' },
    { viec: 'dinh-chinh', text: 'find.correct' },
    { viec: 'ket-thuc', text: 'find.end' },
  ] satisfies { viec: string; text: TextKey }[];
  protected readonly kindKey = (kind: number) => `sourceKind.${kind}` as TextKey;
  protected readonly sectorKey = (sector: number) => `sector.${sector}` as TextKey;
  /** The two lists say the same by the same numbers. */
  protected readonly check = (check: number) => check as SourceCheck;

  /** What the rule says, where the criterion's own words do not say the same. */
  protected reads(criterion: ProgrammeCriterion) {
    const words = this.language.of(criterion.reads);
    return words.toLowerCase() === this.language.of(criterion.name).toLowerCase() ? '' : words;
  }

  protected write(format: Format) {
    const { t, language } = this;
    const { at, programmes } = this.page.value()!;
    const header = HEADER.map((text) => t(text));
    const rows = programmes.map(({ details, period, taken }) => [
      details!.code,
      language.of(details!.name),
      formatDate(period?.from ?? ''),
      formatDate(period?.to ?? ''),
      details!.kinds.map((kind) => t(this.kindKey(kind))).join('; '),
      details!.sectors.map((sector) => t(this.sectorKey(sector))).join('; ') || t('find.allSectors'),
      details!.criteria.map(({ name }) => language.of(name)).join('; '),
      details!.benefits.join('; '),
      details!.places || null,
      taken,
      [details!.source, details!.clause].filter(Boolean).join(', '),
    ]);
    const title = t('find.programmes');
    void this.desk.write('chuong-trinh-nhan-tai', [{ name: title, header, rows }], { title, at }, format);
  }

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.programmes') }]);
  }
}
