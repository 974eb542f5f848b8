import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { formatDate } from '../ui/dates';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { RequestsTable } from './requests-table';
import { Asking } from '../ui/asking';

const PAGE = 50;

/** The register of privacy requests, nearest deadline first; people on record find their own here. */
@Component({
  selector: 'ht-requests-page',
  imports: [Asking, Failure, Icon, Pager, RequestsTable, RouterLink, Skeleton],
  template: `
    <main class="page list-page" id="main">
      <div class="pt-row">
        <h1 class="pt">{{ t(all() ? 'privacy.title' : 'privacy.mine') }}</h1>
        <span class="mute num" role="status">
          @if (page.value(); as answer) {
            {{ t('privacy.note', { count: count(answer.totalSize) }) }}
          }
        </span>
        <div class="act">
          @if (time.past()) {
            <button class="btn" type="button" aria-disabled="true" [title]="t('time.closed')">
              <ht-icon name="plus" />{{ t(all() ? 'privacy.add' : 'privacy.addMine')
              }}<span class="sr">. {{ t('time.closed') }}</span>
            </button>
          } @else if (keeps() || owner()) {
            <a class="btn p" routerLink="them"
              ><ht-icon name="plus" />{{ t(keeps() ? 'privacy.add' : 'privacy.addMine') }}</a
            >
          }
        </div>
      </div>
      <p class="tools">
        <button class="link" type="button" [attr.aria-pressed]="!answered()" (click)="show(false)">
          {{ t('privacy.openOnly') }}
        </button>
        <button class="link" type="button" [attr.aria-pressed]="answered()" (click)="show(true)">
          {{ t('privacy.answered') }}
        </button>
      </p>
      <div [htAsking]="page">
        @if (page.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="page.reload()" />
        } @else if (page.value(); as answer) {
          @if (answer.requests.length) {
            <ht-requests-table [requests]="answer.requests" [mine]="!all()" />
            <ht-pager
              [written]="written"
              [at]="answer.at"
              [pages]="pages"
              [rows]="answer.requests.length"
              [total]="answer.totalSize"
              [next]="answer.nextPageToken"
              top
            />
          } @else {
            <div class="say-state">
              <b>{{ t(all() ? 'privacy.none' : 'privacy.noneMine') }}</b>
              <p>{{ t(all() ? 'privacy.noneSay' : 'privacy.noneMineSay') }}</p>
            </div>
          }
        } @else if (page.slow()) {
          <ht-skeleton [count]="6" />
        }
      </div>
    </main>
  `,
})
export class RequestsPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PrivacyService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  /** "ca-da-tra-loi" shows answered ones too. */
  readonly xem = input<string>();

  protected readonly keeps = computed(() => this.registry.may(Ability.KEEP_PRIVACY));
  protected readonly all = computed(() => this.registry.may(Ability.KEEP_PRIVACY, Ability.AUDIT));
  protected readonly owner = computed(() => !!this.registry.me()?.personId);
  protected readonly answered = computed(() => this.xem() === 'ca-da-tra-loi');
  protected readonly pages = pagesOf(() => [this.answered(), this.time.at()]);
  protected readonly page = read({
    params: () =>
      this.registry.me()
        ? { answered: this.answered(), at: this.time.at(), pageSize: PAGE, pageToken: this.pages.token() }
        : undefined,
    load: (request, signal) => this.client.listPrivacyRequests(request, { signal }),
  });
  protected readonly count = formatCount;

  protected readonly written = (): Export => ({
    file: 'yeu-cau-du-lieu',
    title: this.t(this.all() ? 'privacy.title' : 'privacy.mine'),
    header: (
      [
        'privacy.colWho',
        'privacy.colKind',
        'privacy.words',
        'privacy.colReceived',
        'privacy.colState',
        'privacy.colDue',
      ] as const
    ).map((text) => this.t(text)),
    asked: [[this.t('privacy.colState'), this.t(this.answered() ? 'privacy.answered' : 'privacy.openOnly')]],
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listPrivacyRequests(
          { answered: this.answered(), at: this.time.at(), pageToken, pageSize: 200 },
          { signal },
        ),
      ({ requests }) =>
        requests.map((one) => [
          one.personName || this.t('privacy.erasedPerson'),
          this.t(`privacy.kind${one.kind}` as TextKey),
          one.words,
          formatDate(one.receivedOn),
          this.t(`privacy.standing${one.standing}` as TextKey),
          formatDate(one.answerBy),
        ]),
    ),
  });

  constructor() {
    pageTrail(() => [{ text: this.t(this.all() ? 'privacy.title' : 'privacy.mine') }]);
  }

  protected show(answered: boolean) {
    void this.router.navigate([], {
      queryParams: { xem: answered ? 'ca-da-tra-loi' : null },
      queryParamsHandling: 'merge',
    });
  }
}
