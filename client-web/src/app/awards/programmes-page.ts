import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { PageTables } from '../ui/page-tables';
import { AddLink } from '../ui/add-link';
import { Failure } from '../ui/failure';
import { ListHead } from '../ui/list-head';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { SourceLine } from '../ui/source-line';
import { Language, injectText } from '../ui/text';
import { AwardParts } from './award-parts';
import { awardKindKey, awardLevelKey, clauseOf, everyWords } from './award-words';
import { Asking } from '../ui/asking';

/** What can be awarded: who gives it, to whom by which criteria, on what basis, and how far that was checked. */
@Component({
  selector: 'ht-programmes-page',
  imports: [PageTables, Asking, AddLink, AwardParts, Failure, ListHead, RouterLink, Skeleton, SourceLine],
  template: `
    <main class="page list-page" id="main">
      <ht-award-parts />
      <ht-list-head name="award.catalogue" [total]="page.value()?.programmes?.length" counted="award.countedProgrammes">
        <div class="act">
          @if (page.value(); as shown) {
            <ht-page-tables file="danh-muc-giai-thuong" [called]="t('award.catalogue')" [at]="shown.at" />
          }
          @if (keeps()) {
            <ht-add-link to="/giai-thuong/ghi" [query]="{ viec: 'setProgramme' }" text="award.addProgramme" />
          }
        </div>
      </ht-list-head>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (answer.programmes.length) {
            <table class="tbl stack rules" [attr.aria-label]="t('award.catalogue')">
              <thead>
                <tr>
                  <th scope="col">{{ t('award.colAward') }}</th>
                  <th scope="col">{{ t('award.criteria') }}</th>
                  <th scope="col">{{ t('award.awardedBy') }}</th>
                  <th scope="col">{{ t('award.source') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (programme of answer.programmes; track programme.id) {
                  @if (programme.details; as details) {
                    <tr [class.off]="!programme.inForce">
                      <td class="wide rule">
                        <a
                          class="open"
                          [routerLink]="['/giai-thuong/danh-muc', programme.id]"
                          [queryParams]="time.query()"
                          ><b class="m">{{ language.of(details.name) }}</b></a
                        >
                        @if (!programme.inForce) {
                          <span class="tag">{{ t('award.notInForce') }}</span>
                        }
                        <small
                          >{{ t(kindKey(details.kind)) }}, {{ t(levelKey(details.level))
                          }}{{ every(details) ? ' · ' + every(details) : '' }}</small
                        >
                      </td>
                      <td class="wide">
                        @for (criterion of details.criteria; track criterion.code) {
                          <div>{{ language.of(criterion.words) }}</div>
                        } @empty {
                          <span class="mute">{{ t('award.noCriteria') }}</span>
                        }
                      </td>
                      <td class="wide">
                        @if (details.organiser) {
                          {{ details.organiser }}
                        } @else {
                          <span class="mute">{{ t('award.organiserUnknown') }}</span>
                        }
                      </td>
                      <td class="wide"><ht-source-line [clause]="clause(details)" [checked]="details.checked" /></td>
                    </tr>
                  }
                }
              </tbody>
            </table>
          } @else {
            <div class="say-state">
              <b>{{ t('award.noneProgrammes') }}</b>
              <p>{{ t(keeps() && !time.past() ? 'award.noneProgrammesSay' : 'award.noneRead') }}</p>
              @if (keeps() && !time.past()) {
                <div class="btns">
                  <a class="btn p" routerLink="/giai-thuong/ghi" [queryParams]="{ viec: 'load' }">{{
                    t('award.load')
                  }}</a>
                </div>
              }
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton />
        }
      </div>
    </main>
  `,
})
export class ProgrammesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  protected readonly keeps = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly page = read({
    params: () => ({ at: this.time.at(), allTimes: true }),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  protected readonly kindKey = awardKindKey;
  protected readonly levelKey = awardLevelKey;
  protected readonly clause = clauseOf;
  protected readonly every = (details: Parameters<typeof everyWords>[0]) => everyWords(details, this.t);

  constructor() {
    pageTrail(() => [{ text: this.t('award.title'), link: ['/giai-thuong'] }, { text: this.t('award.catalogue') }]);
  }
}
