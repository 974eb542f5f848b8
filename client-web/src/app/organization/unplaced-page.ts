import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Router } from '@angular/router';
import { UnplacedPerson, UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { displacementKey } from '../ui/vocabulary';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { isDay } from '../ui/dates';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { UnplacedList } from './unplaced-list';

/** Everybody without a place in the tree of a day: who, why, and where they are proposed to go. */
@Component({
  selector: 'ht-unplaced-page',
  imports: [ExportButton, DateText, Failure, Skeleton, UnplacedList],
  template: `
    <main class="page" id="main" [attr.aria-busy]="page.loading()">
      <div class="pt-row">
        <h1 class="pt">{{ t('unplaced.title') }}</h1>
        @if (page.value(); as answer) {
          <span class="mute num">{{ t('unplaced.count', { count: count(answer.totalSize) }) }}</span>
          <div class="act"><ht-export-button (chosen)="write($event)" /></div>
        }
      </div>
      <p class="sub">{{ t('unplaced.say') }}</p>
      @if (page.problem(); as problem) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      } @else if (page.value(); as answer) {
        @if (answer.treeOn !== answer.at?.validOn) {
          <p class="num">
            {{ t('unplaced.ofTree') }} <ht-date [iso]="answer.treeOn" />, {{ t('unplaced.ofDay') }}
            <ht-date [iso]="answer.at?.validOn ?? ''" />
          </p>
        }
        @if (answer.placings.length) {
          <table class="tbl">
            <thead>
              <tr>
                <th scope="col">{{ t('unplaced.unit') }}</th>
                <th scope="col">{{ t('unplaced.ended') }}</th>
                <th scope="col" class="r">{{ t('unplaced.had') }}</th>
                <th scope="col" class="r">{{ t('unplaced.done') }}</th>
                <th scope="col" class="r">{{ t('unplaced.left') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (one of answer.placings; track one.unitId) {
                <tr>
                  <td>
                    <button class="link" type="button" (click)="only(one.unitId)">{{ one.unitName }}</button>
                  </td>
                  <td class="nw"><ht-date [iso]="one.ended" /></td>
                  <td class="num r">{{ count(one.people) }}</td>
                  <td class="num r">{{ count(one.people - one.unplaced) }}</td>
                  <td class="num r b">{{ count(one.unplaced) }}</td>
                </tr>
              }
            </tbody>
          </table>
        }
        @if (unit()) {
          <p>
            <button class="link" type="button" (click)="only(null)">{{ t('unplaced.everybody') }}</button>
          </p>
        }
        @if (people().length) {
          <ht-unplaced-list [people]="people()" />
          @if (people().length < answer.totalSize) {
            <p>
              <button class="btn sm num" type="button" (click)="more()">
                {{ t('unplaced.more', { count: count(answer.totalSize - people().length) }) }}
              </button>
            </p>
          }
        } @else {
          <p class="say-state" role="status">{{ t('unplaced.none') }}</p>
        }
      } @else if (page.slow()) {
        <ht-skeleton [count]="8" />
      }
    </main>
  `,
})
export class UnplacedPage {
  protected readonly t = injectText();
  private readonly time = inject(TimeTravel);
  private readonly client = injectClient(UnitService);
  private readonly desk = inject(ExportDesk);
  private readonly router = inject(Router);
  readonly unit = input<string>();
  /** The day of the tree. */
  readonly cay = input<string>();

  private readonly request = computed(() => ({
    at: this.time.at(),
    unitId: this.unit() ?? '',
    treeOn: this.cay() && isDay(this.cay()!) ? this.cay()! : '',
    pageSize: 100,
  }));
  protected readonly page = read({
    params: () => this.request(),
    load: (request, signal) => this.client.listUnplaced(request, { signal }),
  });
  /** The first page, then what was asked for besides. */
  private readonly shown = linkedSignal(() => ({
    people: this.page.value()?.people ?? ([] as UnplacedPerson[]),
    next: this.page.value()?.nextPageToken ?? '',
  }));
  protected readonly people = computed(() => this.shown().people);
  protected readonly count = formatCount;

  constructor() {
    pageTrail(() => [{ text: this.t('unit.title'), link: ['/don-vi'] }, { text: this.t('unplaced.title') }]);
  }

  protected write(format: Format) {
    const { t } = this;
    const unit = this.page.value()?.placings.find(({ unitId }) => unitId === this.unit())?.unitName;
    void this.desk.run(
      {
        file: 'chua-bo-tri',
        title: t('unplaced.title'),
        header: [t('people.colName'), t('field.post'), t('unplaced.unit'), t('fileColumn.proposed'), t('overview.why')],
        asked: unit ? [[t('unplaced.unit'), unit]] : [],
        pages: everyPage(
          (pageToken, signal) => this.client.listUnplaced({ ...this.request(), pageToken }, { signal }),
          ({ people }) =>
            people.map((one) => [one.fullName, one.post, one.unitName, one.proposedName, t(displacementKey(one.why))]),
        ),
      },
      format,
    );
  }

  protected only(unit: string | null) {
    void this.router.navigate([], { queryParams: { unit }, queryParamsHandling: 'merge' });
  }

  protected async more() {
    const { people, next } = this.shown();
    const answer = await this.client.listUnplaced({ ...this.request(), pageToken: next });
    this.shown.set({ people: [...people, ...answer.people], next: answer.nextPageToken });
  }
}
