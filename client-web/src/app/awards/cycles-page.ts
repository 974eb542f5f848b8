import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Cycle, NominationStep, ProgrammeKind } from '../../gen/hientai/awards/v1/award_pb';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { PageTables } from '../ui/page-tables';
import { formatDate } from '../ui/dates';
import { AddLink } from '../ui/add-link';
import { Failure } from '../ui/failure';
import { ListHead } from '../ui/list-head';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { AwardParts } from './award-parts';
import { awardKindKey, awardLevelKey, countAt, dueOf, left, placesOf, said } from './award-words';
import { Asking } from '../ui/asking';

/** The cycles: what is due, how many are put forward, and how many places there are. */
@Component({
  selector: 'ht-cycles-page',
  imports: [PageTables, Asking, AddLink, AwardParts, Failure, ListHead, RouterLink, Skeleton],
  template: `
    <main class="page list-page" id="main">
      <ht-award-parts />
      <ht-list-head name="award.title" [total]="cycles()?.length" counted="award.counted">
        <div class="act">
          @if (page.value(); as shown) {
            <ht-page-tables file="ky-xet-giai-thuong" [called]="t('award.title')" [at]="shown.at" />
          }
          @if (keeps()) {
            <ht-add-link to="/giai-thuong/ghi" [query]="{ viec: 'openCycle' }" text="award.openCycle" />
          }
        </div>
        <div class="by">
          <div class="seg" role="group" [attr.aria-label]="t('award.kind')">
            @for (one of kinds; track one) {
              <button type="button" [attr.aria-pressed]="kind() === one" (click)="ask(one)">
                {{ t(kindKey(one)) }}
              </button>
            }
          </div>
        </div>
      </ht-list-head>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value()) {
          @for (section of sections(); track section.title) {
            <section class="sec">
              <header>
                <h2>{{ t(section.title) }}</h2>
                <span class="note">{{ t(section.note) }}</span>
              </header>
              <table class="tbl stack rules cycles" [attr.aria-label]="t(section.title)">
                <thead>
                  <tr>
                    <th scope="col">{{ t('award.colCycle') }}</th>
                    <th scope="col">{{ t('award.colDue') }}</th>
                    <th scope="col" class="r">{{ t('award.colNominated') }}</th>
                    <th scope="col" class="r">{{ t('award.colSubmitted') }}</th>
                    <th scope="col" class="r">{{ t('award.colAwarded') }}</th>
                    <th scope="col" class="r">{{ t('award.colPlaces') }}</th>
                  </tr>
                </thead>
                <tbody>
                  @for (cycle of section.cycles; track cycle.id) {
                    <tr>
                      <td class="wide rule">
                        <a class="open" [routerLink]="['/giai-thuong/ky', cycle.id]" [queryParams]="time.query()"
                          ><b class="m">{{ language.of(cycle.programme?.name) }}</b> &ngsp;<span class="num">{{
                            cycle.year
                          }}</span></a
                        >
                        <small
                          >{{ t(kindKey(cycle.programme?.kind ?? 0)) }}, {{ t(levelKey(cycle.programme?.level ?? 0))
                          }}{{ cycle.programme?.organiser ? ' · ' + cycle.programme?.organiser : '' }}</small
                        >
                      </td>
                      <td class="wide num">
                        @if (due(cycle); as next) {
                          {{ next.say }}
                          <small>{{ next.left }}</small>
                        } @else {
                          <span class="mute">{{
                            t('award.dueNone', { date: date(cycle.details?.submission ?? '') })
                          }}</span>
                        }
                        <small class="onphone">{{ summary(cycle) }}</small>
                      </td>
                      <td class="num r count">{{ figure(count(cycle)) }}</td>
                      <td class="num r count">{{ figure(count(cycle, submitted, awarded, notAwarded, revoked)) }}</td>
                      <td class="num r count">{{ figure(count(cycle, awarded)) }}</td>
                      <td class="num r count">{{ places(cycle) }}</td>
                    </tr>
                  }
                </tbody>
              </table>
            </section>
          } @empty {
            <div class="say-state">
              @if (programmes.value()?.programmes?.length) {
                <b>{{ t('award.none') }}</b>
                <p>{{ t(keeps() && !time.past() ? 'award.noneSay' : 'award.noneRead') }}</p>
                <div class="btns">
                  @if (kind()) {
                    <button class="btn sm" type="button" (click)="ask(0)">{{ t('list.clearFilters') }}</button>
                  }
                </div>
              } @else {
                <b>{{ t('award.noneProgrammes') }}</b>
                <p>{{ t(keeps() && !time.past() ? 'award.noneProgrammesSay' : 'award.noneRead') }}</p>
                @if (keeps() && !time.past()) {
                  <div class="btns">
                    <a class="btn p" routerLink="/giai-thuong/ghi" [queryParams]="{ viec: 'load' }">{{
                      t('award.load')
                    }}</a>
                  </div>
                }
              }
            </div>
          }
          @if (figures(); as table) {
            <section class="sec">
              <header>
                <h2>{{ t('award.figures') }}</h2>
                <span class="note">{{ t('award.figuresNote') }}</span>
              </header>
              <div class="wide-region" tabindex="0" role="region" [attr.aria-label]="t('award.figures')">
                <table class="tbl lines">
                  <thead>
                    <tr>
                      <th scope="col">{{ t('award.colAward') }}</th>
                      @for (year of table.years; track year) {
                        <th scope="col" class="num r">{{ year }}</th>
                      }
                    </tr>
                  </thead>
                  <tbody>
                    @for (row of table.rows; track row.id) {
                      <tr>
                        <th scope="row">{{ row.name }}</th>
                        @for (cell of row.cells; track $index) {
                          <td class="num r">
                            @if (cell.people) {
                              <a
                                class="open"
                                routerLink="/giai-thuong/da-tang"
                                [queryParams]="{
                                  valid: time.valid(),
                                  known: time.known(),
                                  muc: row.id,
                                  nam: cell.year,
                                }"
                                [attr.aria-label]="
                                  t('award.figureOpen', {
                                    name: row.name,
                                    year: cell.year,
                                    count: figure(cell.people),
                                  })
                                "
                                >{{ figure(cell.people) }}</a
                              >
                            } @else {
                              <span class="mute">—</span>
                            }
                          </td>
                        }
                      </tr>
                    }
                  </tbody>
                </table>
              </div>
            </section>
          }
        } @else if (page.slow()) {
          <ht-skeleton />
        }
      </div>
    </main>
  `,
})
export class CyclesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly kind = computed<ProgrammeKind>(() => Number(this.params()['loai']) || 0);
  protected readonly keeps = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly page = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.listCycles(request, { signal }),
  });
  protected readonly programmes = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  private readonly counts = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.countAwards(request, { signal }),
  });
  protected readonly cycles = computed(() =>
    this.page.value()?.cycles.filter((cycle) => !this.kind() || cycle.programme?.kind === this.kind()),
  );
  private readonly day = computed(() => this.page.value()?.at?.validOn ?? '');
  protected readonly sections = computed(() => {
    const open = (cycle: Cycle) => !!dueOf(cycle, this.day());
    const all: { title: TextKey; note: TextKey; cycles: Cycle[] }[] = [
      { title: 'award.open', note: 'award.openNote', cycles: this.cycles()?.filter(open) ?? [] },
      { title: 'award.past', note: 'award.pastNote', cycles: this.cycles()?.filter((cycle) => !open(cycle)) ?? [] },
    ];
    return all.filter(({ cycles }) => cycles.length);
  });
  /** Programmes by year: how many people hold what. */
  protected readonly figures = computed(() => {
    const counts = (this.counts.value()?.counts ?? []).filter(({ kind }) => !this.kind() || kind === this.kind());
    if (!counts.length) return undefined;
    const years = [...new Set(counts.map(({ year }) => year))].sort((a, b) => a - b).slice(-8);
    const ids = [...new Set(counts.map(({ programmeId }) => programmeId))];
    const first = (id: string) => counts.find((one) => one.programmeId === id)!;
    const rows = ids
      .sort((a, b) => first(a).kind - first(b).kind || first(a).level - first(b).level)
      .map((id) => ({
        id,
        name: this.language.of(first(id).programmeName),
        cells: years.map((year) => ({
          year,
          people: counts.find((one) => one.programmeId === id && one.year === year)?.people ?? 0,
        })),
      }));
    return { years, rows };
  });
  protected readonly kinds = [0, ProgrammeKind.TITLE, ProgrammeKind.PRIZE, ProgrammeKind.HONOUR];
  protected readonly kindKey = awardKindKey;
  protected readonly levelKey = awardLevelKey;
  protected readonly figure = (count: number) => (count ? formatCount(count) : '—');
  protected readonly date = formatDate;
  protected readonly count = countAt;
  protected readonly submitted = NominationStep.SUBMITTED;
  protected readonly awarded = NominationStep.AWARDED;
  protected readonly notAwarded = NominationStep.NOT_AWARDED;
  protected readonly revoked = NominationStep.REVOKED;

  protected due(cycle: Cycle) {
    const due = dueOf(cycle, this.day());
    return due && { say: said(due, this.t), left: left(due.date, this.day(), this.t) };
  }

  /** The figures of a line in words, where there is no room for columns. */
  protected summary = (cycle: Cycle) =>
    this.t('award.summary', {
      nominated: formatCount(countAt(cycle)),
      awarded: formatCount(countAt(cycle, NominationStep.AWARDED)),
    });

  protected places(cycle: Cycle): string {
    const places = placesOf(cycle.details?.fields ?? []);
    return places ? formatCount(places) : '—';
  }

  constructor() {
    pageTrail(() => [{ text: this.t('award.title') }]);
  }

  protected ask(kind: ProgrammeKind) {
    void this.router.navigate([], {
      queryParams: { loai: kind || null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}
