import { Component, booleanAttribute, input, signal } from '@angular/core';
import { StaffingUnit } from '../../gen/hientai/reporting/v1/staffing_pb';
import { GetStaffingResponse } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { DateText } from '../ui/date';
import { formatCount, formatShareInTable } from '../ui/numbers';
import { injectText } from '../ui/text';
import { StaffingBar } from './bar';
import { quotaTypeKey } from './cells';
import { StaffingFigure } from './figure';

/** Granted beside present, type by type: bars on what is granted, or the same as a table. */
@Component({
  selector: 'ht-staffing-by-type',
  imports: [DateText, StaffingBar, StaffingFigure],
  template: `
    <section class="sec" [class.lead]="lead()">
      <header>
        <h2>{{ heading() }}</h2>
        <span class="note"
          >{{ t('staffing.note', { year: staffing().year }) }}&ngsp;<ht-date [iso]="staffing().at?.validOn ?? ''"
        /></span>
        <div class="act">
          <div class="seg" role="group" [attr.aria-label]="t('staffing.look')">
            <button type="button" [attr.aria-pressed]="drawn()" (click)="drawn.set(true)">
              {{ t('staffing.drawn') }}
            </button>
            <button type="button" [attr.aria-pressed]="!drawn()" (click)="drawn.set(false)">
              {{ t('staffing.table') }}
            </button>
          </div>
        </div>
      </header>
      <table class="tbl staff" [class.plain]="!drawn()">
        <thead>
          <tr>
            <th scope="col">{{ t('quota.type') }}</th>
            <th scope="col" class="r">{{ t('staffing.present') }}</th>
            <th scope="col" class="r">{{ t('staffing.granted') }}</th>
            @if (drawn()) {
              <th scope="col" class="bar-c">{{ t('staffing.use') }}</th>
            } @else {
              <th scope="col" class="r">{{ t('staffing.grantedBelow') }}</th>
            }
            <th scope="col" class="r">{{ t('staffing.vacant') }}</th>
            @if (!drawn()) {
              <th scope="col" class="r">{{ t('staffing.over') }}</th>
            }
            <th scope="col" class="r">%</th>
          </tr>
        </thead>
        <tbody>
          @for (line of unit().lines; track line.type) {
            <tr [class.sum]="!line.type">
              <th scope="row">{{ t(typeKey(line.type)) }}</th>
              <td class="num r b">
                <ht-staffing-figure [count]="line.present" cell="hien-co" [unit]="unit()" [type]="line.type" />
              </td>
              <td class="num r sub">{{ shown(line.granted) }}</td>
              @if (drawn()) {
                <td class="bar-c"><ht-staffing-bar [line]="line" /></td>
              } @else {
                <td class="num r sub">{{ shown(line.grantedBelow) }}</td>
              }
              <td class="num r vac" [attr.data-label]="line.over ? '' : t('staffing.vacant')">
                @if (line.over && drawn()) {
                  <span class="bad b nw">{{ t('staffing.overBy', { count: count(line.over) }) }}</span>
                } @else {
                  {{ shown(line.vacant) }}
                }
              </td>
              @if (!drawn()) {
                <td class="num r" [class.bad]="line.over">{{ shown(line.over) }}</td>
              }
              <td class="num r nw">{{ line.perMille === undefined ? '—' : share(line.perMille) }}</td>
            </tr>
          }
        </tbody>
      </table>
      <p class="small mute">{{ t('staffing.legend') }}</p>
    </section>
  `,
})
export class StaffingByType {
  protected readonly t = injectText();
  readonly heading = input.required<string>();
  /** It opens the page. */
  readonly lead = input(false, { transform: booleanAttribute });
  readonly staffing = input.required<GetStaffingResponse>();
  /** Whose lines. */
  readonly unit = input.required<StaffingUnit>();
  protected readonly drawn = signal(true);
  protected readonly count = formatCount;
  protected readonly share = formatShareInTable;
  protected readonly shown = (count: number | undefined) => (count === undefined ? '—' : formatCount(count));
  protected readonly typeKey = quotaTypeKey;
}
