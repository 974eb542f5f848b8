import { Component, computed, inject, input } from '@angular/core';
import { Params, Router, RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Readiness } from '../../gen/hientai/talent/v1/candidacy_pb';
import { SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import { SuccessionPost, TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { TalentTabs } from './talent-tabs';

/** Posts of leadership, who could take each and what they still lack; posts with nobody come first. */
@Component({
  selector: 'ht-succession-page',
  imports: [Failure, Name, RouterLink, Skeleton, TalentTabs, UnitPicker],
  template: `
    <main class="page" id="main">
      <ht-talent-tabs />
      <div class="pt-row">
        <h1 class="pt">{{ t('find.succession') }}</h1>
      </div>
      <div class="toolbar">
        <div class="seg" role="group" [attr.aria-label]="t('find.succession')">
          <button type="button" [attr.aria-pressed]="!chi()" (click)="ask({ chi: null })">
            {{ t('find.allPosts') }}
          </button>
          <button type="button" [attr.aria-pressed]="chi() === 'chua-san-sang'" (click)="ask({ chi: 'chua-san-sang' })">
            {{ t('find.onlyNotReady') }}
          </button>
          <button type="button" [attr.aria-pressed]="chi() === 'trong'" (click)="ask({ chi: 'trong' })">
            {{ t('find.onlyNone') }}
          </button>
        </div>
      </div>
      <details class="more-need" [open]="!!donVi()">
        <summary>{{ t('find.unit') }}</summary>
        <ht-unit-picker [value]="donVi() ?? ''" (valueChange)="ask({ 'don-vi': $event || null })" />
      </details>
      <div [class.dim]="page.loading() && page.value()" [attr.aria-busy]="page.loading()">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          <p class="sub num" role="status">
            {{
              t('find.successionSay', {
                posts: count(answer.posts.length),
                ready: count(answer.withReady),
                none: count(answer.withNone),
              })
            }}
          </p>
          @if (posts().length) {
            <table class="tbl succession">
              <thead>
                <tr>
                  <th scope="col">{{ t('find.post') }}</th>
                  <th scope="col">{{ t('find.holder') }}</th>
                  <th scope="col">{{ t('find.successors') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (post of posts(); track post.unitId + post.post) {
                  <tr>
                    <th scope="row">
                      {{ post.post }}
                      <small
                        ><a class="link" [routerLink]="['/don-vi', post.unitId]" [queryParams]="time.query()">{{
                          post.unitName
                        }}</a></small
                      >
                    </th>
                    <td>
                      @if (post.holderId) {
                        <a class="open" [routerLink]="['/nhan-su', post.holderId]" [queryParams]="time.query()"
                          ><ht-name [name]="post.holderName"
                        /></a>
                        @if (post.retires) {
                          <small class="mute num">{{ t('find.retires', { month: date(post.retires) }) }}</small>
                        }
                      } @else {
                        <span class="mute">{{ t('find.nobodyHolds') }}</span>
                      }
                    </td>
                    <td>
                      @for (one of post.successors; track one.candidacyId) {
                        <div class="successor">
                          <a class="open" [routerLink]="['/nguon', one.candidacyId]" [queryParams]="time.query()"
                            ><ht-name [name]="one.fullName"
                          /></a>
                          <span class="tag" [class.ok]="one.readiness === ready">{{
                            t(one.readiness === ready ? 'find.ready' : 'find.later')
                          }}</span>
                          <small>{{ language.of(one.post) }}</small>
                          <small>
                            @if (one.wanting.length) {
                              {{ t('find.lacks') }}
                              @for (lack of one.wanting; track lack.standardId) {
                                <a
                                  class="link"
                                  [routerLink]="['/chuan', lack.standardId]"
                                  [queryParams]="time.query()"
                                  [title]="language.code() === 'vi' ? lack.vi : lack.en"
                                  >{{ lack.code }}</a
                                >
                              }
                            } @else {
                              {{ t('find.lacksNothing') }}
                            }
                          </small>
                        </div>
                      } @empty {
                        <span class="warn-text">{{ t('find.noSuccessor') }}</span>
                        @if (nominates()) {
                          <small
                            ><a class="link" [routerLink]="['/nguon/de-cu']" [queryParams]="nominating(post)">{{
                              t('find.addSuccessor')
                            }}</a></small
                          >
                        }
                      }
                    </td>
                  </tr>
                }
              </tbody>
            </table>
          } @else {
            <div class="empty">
              <b>{{ t('find.noPosts') }}</b>
              <p>{{ t('find.noPostsSay') }}</p>
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton [count]="10" />
        }
      </div>
    </main>
  `,
})
export class SuccessionPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(TalentService);
  private readonly router = inject(Router);
  readonly chi = input<string>();
  readonly donVi = input<string | undefined, string | undefined>(undefined, { alias: 'don-vi', transform: (id) => id });

  protected readonly page = read({
    params: () => ({ at: this.time.at(), unitId: this.donVi() ?? '' }),
    load: (request, signal) => this.client.getSuccession(request, { signal }),
  });
  protected readonly posts = computed(() =>
    (this.page.value()?.posts ?? []).filter(({ successors }) =>
      this.chi() === 'trong'
        ? successors.length === 0
        : this.chi() === 'chua-san-sang'
          ? !successors.some(({ readiness }) => readiness === Readiness.READY)
          : true,
    ),
  );
  protected readonly nominates = computed(() => this.registry.may(Ability.RECORD_TALENT) && !this.time.past());
  protected readonly ready = Readiness.READY;
  protected readonly count = formatCount;
  protected readonly date = formatDate;

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.succession') }]);
  }

  protected ask(queryParams: Params) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected nominating(post: SuccessionPost) {
    return {
      dien: SourceKind.SUCCESSOR,
      'don-vi': post.unitId,
      'chuc-danh': post.post,
      'doi-tuong': post.category,
      ngach: post.titleCode || null,
    };
  }
}
