import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Readiness } from '../../gen/hientai/talent/v1/candidacy_pb';
import { SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import {
  SuccessionPost,
  SuccessionState,
  Successor,
  TalentService,
} from '../../gen/hientai/talent/v1/talent_service_pb';
import { listing } from '../rpc/listing';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { unitFilter } from '../rpc/unit-filter';
import { UnitPicker } from '../rpc/unit-picker';
import { Format } from '../ui/exports';
import { formatDate } from '../ui/dates';
import { FilterField, FilterPanel } from '../ui/filter-panel';
import { word } from '../ui/filters';
import { ListFrame, ListTexts } from '../ui/list-frame';
import { Name } from '../ui/name';
import { highlight } from '../ui/names';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Runs } from '../ui/runs';
import { Searched } from '../ui/searched';
import { Language, TextKey, injectText } from '../ui/text';
import { TalentTabs } from './talent-tabs';
import { readinessKey } from './words';

const TEXTS: ListTexts = {
  title: 'find.succession',
  all: 'find.countedPosts',
  matching: 'find.countedPosts',
  search: 'find.searchPosts',
  order: 'find.postsOrder',
  none: 'find.noPosts',
  noneSay: 'find.noPostsSay',
  nothing: 'find.noPostsAtAll',
  nothingSay: 'find.noPostsAtAllSay',
};

/** Which posts can be asked for: the value in the address, what it is called, and the states it stands for. */
const WHICH: { value: string | null; text: TextKey; states: SuccessionState[] }[] = [
  { value: null, text: 'find.allPosts', states: [] },
  { value: 'trong', text: 'find.onlyNone', states: [SuccessionState.NONE] },
  { value: 'chua-san-sang', text: 'find.onlyNotReady', states: [SuccessionState.NONE, SuccessionState.LATER] },
  { value: 'san-sang', text: 'find.onlyReady', states: [SuccessionState.READY] },
];

/** Posts of leadership, who could take each and what they still lack; posts with nobody come first. */
@Component({
  selector: 'ht-succession-page',
  imports: [FilterField, FilterPanel, ListFrame, Name, RouterLink, Runs, TalentTabs, UnitPicker],
  template: `
    <ht-list-frame [list]="list" [texts]="texts" exports (export)="export($event)">
      <ht-talent-tabs over />
      <div class="by">
        <div class="seg states" role="group" [attr.aria-label]="t('find.successors')">
          @for (one of which; track one.value) {
            <button type="button" [attr.aria-pressed]="one === chosen()" (click)="list.asked.ask({ chi: one.value })">
              {{ t(one.text) }}
              @if (figures()) {
                <b class="num">{{ count(posts(one.states)) }}</b>
              }
            </button>
          }
        </div>
      </div>
      <ht-filter-panel [filters]="filters()" [params]="list.asked.params()" (ask)="list.asked.ask($event)">
        <ng-template htFilterField="don-vi">
          <ht-unit-picker [value]="asks('don-vi')" (valueChange)="list.asked.ask({ 'don-vi': $event || null })" />
        </ng-template>
      </ht-filter-panel>
      <table class="tbl succession" ngProjectAs="[rows]" [attr.aria-label]="t('find.succession')">
        <thead>
          <tr>
            <th scope="col">{{ t('find.post') }}</th>
            <th scope="col">{{ t('find.holder') }}</th>
            <th scope="col">{{ t('find.successors') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (post of list.rows(); track post.unitId + post.post) {
            <tr>
              <th scope="row">
                <ht-runs [runs]="runs(post.post)" />
                <small
                  ><a class="link" [routerLink]="['/don-vi', post.unitId]" [queryParams]="time.query()"
                    ><ht-runs [runs]="runs(post.unitName)" /></a
                ></small>
              </th>
              <td>
                @if (post.holderId) {
                  <a class="open" [routerLink]="['/nhan-su', post.holderId]" [queryParams]="time.query()"
                    ><ht-runs [runs]="runs(post.holderName)"
                  /></a>
                  @if (post.retires) {
                    <small class="mute num"
                      >{{ t('find.retires', { month: date(post.retires) }) }}
                      @if (post.retiresCountedFrom; as day) {
                        ({{ t('person.countedFrom', { day: date(day) }) }})
                      }
                    </small>
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
                    <span class="tag" [class.ok]="one.readiness === ready">{{ t(readinessKey(one.readiness)) }}</span>
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
                            >{{ lack.code }}</a>{{ $last ? '' : ', ' }}
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
    </ht-list-frame>
  `,
})
export class SuccessionPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(TalentService);
  private readonly searched = inject(Searched);

  protected readonly texts = TEXTS;
  protected readonly which = WHICH;
  protected readonly list = listing({
    filters: ['chi', 'don-vi'],
    question: (params) => ({
      unitId: word(params['don-vi']),
      states: WHICH.find(({ value }) => value === params['chi'])?.states ?? [],
    }),
    load: this.client.listSuccession,
    rows: ({ posts }) => posts,
    id: ({ unitId, post }) => `${unitId} ${post}`,
  });
  protected readonly chosen = computed(
    () => WHICH.find(({ value }) => value === this.list.asked.params()['chi']) ?? WHICH[0],
  );
  protected readonly figures = computed(() => this.list.page.value()?.figures);
  private readonly unit = unitFilter(this.list.asked);
  protected readonly filters = computed(() => [this.unit()]);
  protected readonly nominates = computed(() => this.registry.may(Ability.RECORD_TALENT) && !this.time.past());
  protected readonly ready = Readiness.READY;
  protected readonly readinessKey = readinessKey;
  protected readonly count = formatCount;
  protected readonly date = formatDate;
  protected readonly runs = (text: string) => highlight(text, this.searched.words());
  protected asks = (name: string) => word(this.list.asked.params()[name]);

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.succession') }]);
  }

  /** How many there are in these states; in all, if none is named. */
  protected posts(states: SuccessionState[]): number {
    return (this.figures() ?? [])
      .filter(({ state }) => !states.length || states.includes(state))
      .reduce((sum, { posts }) => sum + posts, 0);
  }

  protected export(format: Format) {
    const { t } = this;
    const successor = ({ fullName, readiness, wanting }: Successor) =>
      [`${fullName} (${t(readinessKey(readiness))})`, ...wanting.map(({ code }) => `${t('find.lacks')} ${code}`)].join(
        ', ',
      );
    this.list.export(format, {
      file: 'ke-can',
      title: t('find.succession'),
      header: (['find.post', 'filter.unit', 'find.holder', 'find.retiresFrom', 'find.successors'] as const).map(
        (text) => t(text),
      ),
      line: (one) => [
        one.post,
        one.unitName,
        one.holderName,
        formatDate(one.retires),
        one.successors.map(successor).join('; '),
      ],
    });
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
