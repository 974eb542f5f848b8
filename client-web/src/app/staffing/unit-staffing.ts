import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { StaffingService } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { formatCount } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { quotaTypeKey } from './cells';
import { StaffingFigure } from './figure';
import { Quotas } from './quotas';

/** A unit's staffing on its own page: granted, how it moved, present, vacant; opening + in − out = present in every line. */
@Component({
  selector: 'ht-unit-staffing',
  imports: [DateText, Failure, Quotas, RouterLink, StaffingFigure],
  template: `
    @if (page.problem(); as problem) {
      @if (!problem.missing) {
        <ht-failure [problem]="problem" (retry)="page.reload()" />
      }
    } @else if (page.value(); as answer) {
      @if (lines().length) {
        <section class="sec">
          <header>
            <h2>{{ t('staffing.ofYear', { year: answer.year }) }}</h2>
            <span class="note">{{ t('staffing.countedOn') }}&ngsp;<ht-date [iso]="answer.at?.validOn ?? ''" /></span>
            <div class="act">
              <a
                class="link"
                routerLink="/bien-che"
                [queryParams]="{ 'don-vi': unit(), valid: time.valid(), known: time.known() }"
                >{{ t('staffing.open') }}</a
              >
            </div>
          </header>
          @if (answer.partial) {
            <p class="small mute">{{ language.of(answer.part) }}</p>
          }
          <table class="tbl quota">
            <thead>
              <tr>
                <th scope="col">{{ t('quota.type') }}</th>
                <th scope="col" class="r">{{ t('staffing.granted') }}</th>
                <th scope="col" class="r hidep"><ht-date [iso]="answer.since" /></th>
                <th scope="col" class="r hidep">{{ t('staffing.arrivals') }}</th>
                <th scope="col" class="r hidep">{{ t('staffing.departures') }}</th>
                <th scope="col" class="r">{{ t('staffing.present') }}</th>
                <th scope="col" class="r">{{ t('staffing.vacant') }}</th>
              </tr>
            </thead>
            <tbody>
              @for (line of lines(); track line.type) {
                <tr [class.sum]="!line.type">
                  <th scope="row">{{ t(typeKey(line.type)) }}</th>
                  <td class="num r sub">{{ line.granted === undefined ? '—' : count(line.granted) }}</td>
                  <td class="num r hidep">
                    <ht-staffing-figure
                      [count]="line.opening"
                      cell="dau-ky"
                      [unit]="top()!"
                      [type]="line.type"
                      [since]="answer.since"
                    />
                  </td>
                  <td class="num r hidep">
                    <ht-staffing-figure
                      [count]="line.arrivals"
                      cell="vao"
                      [unit]="top()!"
                      [type]="line.type"
                      [since]="answer.since"
                    />
                  </td>
                  <td class="num r hidep">
                    <ht-staffing-figure
                      [count]="line.departures"
                      cell="ra"
                      [unit]="top()!"
                      [type]="line.type"
                      [since]="answer.since"
                    />
                  </td>
                  <td class="num r b">
                    <ht-staffing-figure [count]="line.present" cell="hien-co" [unit]="top()!" [type]="line.type" />
                  </td>
                  <td class="num r">
                    @if (line.over) {
                      <span class="bad b nw">{{ t('staffing.overBy', { count: count(line.over) }) }}</span>
                    } @else {
                      {{ line.vacant === undefined ? '—' : count(line.vacant) }}
                    }
                  </td>
                </tr>
              }
            </tbody>
          </table>
        </section>
        <ht-quotas [unit]="unit()" [year]="answer.year" />
      }
    }
  `,
})
export class UnitStaffing {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StaffingService);
  readonly unit = input.required<string>();

  protected readonly page = read({
    params: () => ({ unitId: this.unit(), at: this.time.at() }),
    load: (request, signal) => this.client.getStaffing(request, { signal }),
    subject: ({ unitId }) => unitId,
  });
  protected readonly top = computed(() => this.page.value()?.units[0]);
  protected readonly lines = computed(() => this.top()?.lines ?? []);
  protected readonly count = formatCount;
  protected readonly typeKey = quotaTypeKey;
}
