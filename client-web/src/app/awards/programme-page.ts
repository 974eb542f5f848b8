import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { SourceLine } from '../ui/source-line';
import { Language, injectText } from '../ui/text';
import { awardKindKey, awardLevelKey, clauseOf, everyWords } from './award-words';
import { PROGRAMME_CHANGES } from './changes';
import { AwardMenu } from './record-menu';
import { Asking } from '../ui/asking';

/** One programme: what it asks, its fields and prizes, its cycles, what it said before, and everything recorded about it. */
@Component({
  selector: 'ht-programme-page',
  imports: [Asking, AwardMenu, Failure, History, PeriodText, RouterLink, Skeleton, SourceLine],
  template: `
    <main class="page" id="main" [attr.aria-busy]="page.loading()">
      @if (page.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="page.reload()">
          <a class="btn sm" routerLink="/giai-thuong/danh-muc" [queryParams]="time.query()">{{
            t('award.catalogue')
          }}</a>
        </ht-failure>
      } @else if (programme(); as programme) {
        @if (programme.details; as details) {
          <div [htAsking]="page">
            <div class="who">
              <div class="who-row">
                <div>
                  <h1>{{ language.of(details.name) }}</h1>
                  <div class="ids">
                    <span class="num">{{ details.code }}</span>
                    <span>{{ t(kindKey(details.kind)) }}, {{ t(levelKey(details.level)) }}</span>
                    @if (every(details); as often) {
                      <span>{{ often }}</span>
                    }
                    <span><ht-period [period]="programme.period" /></span>
                    @if (!programme.inForce) {
                      <span class="tag">{{ t('award.notInForce') }}</span>
                    }
                  </div>
                </div>
                @if (keeps()) {
                  <div class="act"><ht-award-menu [changes]="changes" [about]="programme.id" /></div>
                }
              </div>
            </div>
            <div class="glance two">
              <div>
                <h2>{{ t('award.awardedBy') }}</h2>
                <p class="big">{{ details.organiser || t('award.organiserUnknown') }}</p>
              </div>
              <div>
                <h2>{{ t('award.source') }}</h2>
                <p><ht-source-line [clause]="clause(details)" [checked]="details.checked" /></p>
                @if (details.note) {
                  <p>{{ details.note }}</p>
                }
              </div>
            </div>
            <section class="sec">
              <header>
                <h2>{{ t('award.criteria') }}</h2>
              </header>
              <table class="tbl stack rules" [attr.aria-label]="t('award.criteria')">
                <tbody>
                  @for (criterion of details.criteria; track criterion.code) {
                    <tr>
                      <td class="wide">{{ language.of(criterion.words) }}</td>
                      <td class="mono mute">{{ criterion.rule }}</td>
                    </tr>
                  } @empty {
                    <tr>
                      <td class="mute">{{ t('award.noCriteria') }}</td>
                    </tr>
                  }
                </tbody>
              </table>
            </section>
            @if (details.fields.length) {
              <section class="sec">
                <header>
                  <h2>{{ t('award.places') }}</h2>
                </header>
                <table class="tbl" [attr.aria-label]="t('award.places')">
                  <tbody>
                    @for (field of details.fields; track field.code) {
                      <tr>
                        <td>{{ language.of(field.name) }}</td>
                        <td class="num r">{{ field.number ? count(field.number) : t('award.unlimited') }}</td>
                      </tr>
                    }
                  </tbody>
                </table>
              </section>
            }
            @if (cycles.value()?.cycles; as all) {
              @if (all.length) {
                <section class="sec">
                  <header>
                    <h2>{{ t('award.cycles') }}</h2>
                    <span class="note num">{{ all.length }}</span>
                  </header>
                  <p class="said num">
                    @for (cycle of all; track cycle.id) {
                      <a class="open" [routerLink]="['/giai-thuong/ky', cycle.id]" [queryParams]="time.query()">{{
                        cycle.year
                      }}</a>{{ $last ? '' : ', ' }}
                    }
                  </p>
                </section>
              }
            }
            @if (programme.wordings.length > 1) {
              <section class="sec">
                <header>
                  <h2>{{ t('award.wordings') }}</h2>
                </header>
                <table class="tbl stack rules" [attr.aria-label]="t('award.wordings')">
                  <tbody>
                    @for (wording of programme.wordings; track $index) {
                      <tr [class.off]="wording.period?.from !== programme.period?.from">
                        <td class="nw num"><ht-period [period]="wording.period" /></td>
                        <td class="wide">{{ language.of(wording.details?.name) }}</td>
                      </tr>
                    }
                  </tbody>
                </table>
              </section>
            }
            <section class="sec">
              <header>
                <h2>{{ t('award.history') }}</h2>
              </header>
              @if (history.problem(); as problem) {
                <ht-failure [problem]="problem" (retry)="history.reload()" />
              } @else if (history.value(); as answer) {
                <ht-history [entries]="answer.entries" />
              }
            </section>
          </div>
        }
      } @else if (page.slow()) {
        <ht-skeleton />
      }
    </main>
  `,
})
export class ProgrammePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();
  protected readonly keeps = computed(() => this.registry.may(Ability.RECORD_UNITS));
  private readonly question = () => ({ id: this.id(), at: this.time.at() });
  protected readonly page = read({
    params: this.question,
    load: (request, signal) => this.client.getProgramme(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: this.question,
    load: (request, signal) => this.client.getProgrammeHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly cycles = read({
    params: () => ({ programmeId: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.listCycles(request, { signal }),
    subject: ({ programmeId }) => programmeId,
  });
  protected readonly programme = computed(() => this.page.value()?.programme);
  protected readonly changes = PROGRAMME_CHANGES;
  protected readonly kindKey = awardKindKey;
  protected readonly levelKey = awardLevelKey;
  protected readonly clause = clauseOf;
  protected readonly count = formatCount;
  protected readonly every = (details: Parameters<typeof everyWords>[0]) => everyWords(details, this.t);

  constructor() {
    pageTrail(() => [
      { text: this.t('award.title'), link: ['/giai-thuong'] },
      { text: this.t('award.catalogue'), link: ['/giai-thuong/danh-muc'] },
      { text: this.programme()?.details?.code ?? '…' },
    ]);
  }
}
