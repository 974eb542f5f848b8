import { Component, computed, inject, input, signal } from '@angular/core';
import { Params } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { QuotaService } from '../../gen/hientai/organization/v1/quota_service_pb';
import { StaffingCell, StaffingLine } from '../../gen/hientai/reporting/v1/staffing_pb';
import { GetStaffingResponse } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { formatCount, formatShare } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { Figure } from './figure';

const WIDTH = 300;

/** Granted beside present, type by type: bars on what is granted, or the same as a table with the movement since a day. */
@Component({
  selector: 'ht-staffing-block',
  imports: [Figure],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('overview.staffing') }}</h2>
        <span class="note num">{{
          t('overview.staffingNote', { year: staffing().year, date: date(staffing().at?.validOn ?? '') })
        }}</span>
        <div class="act">
          <div class="seg" role="group" [attr.aria-label]="t('overview.view')">
            <button type="button" [attr.aria-pressed]="!table()" (click)="table.set(false)">
              {{ t('overview.picture') }}
            </button>
            <button type="button" [attr.aria-pressed]="table()" (click)="table.set(true)">
              {{ t('overview.table') }}
            </button>
          </div>
        </div>
      </header>
      <table class="tbl staff" [class.plain]="table()">
        <thead>
          <tr>
            <th scope="col">{{ t('overview.type') }}</th>
            <th scope="col" class="r">{{ t('overview.present') }}</th>
            <th scope="col" class="r">{{ t('overview.granted') }}</th>
            @if (!table()) {
              <th scope="col" class="bar-c" aria-hidden="true">{{ t('overview.used') }}</th>
            }
            <th scope="col" class="r">{{ t('overview.vacant') }}</th>
            <th scope="col" class="r">%</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.type) {
            <tr [class.sum]="!line.type">
              <th scope="row">{{ name(line) }}</th>
              <td class="num r b">
                <ht-figure [value]="line.present" link="/tong-quan/bien-che" [ask]="ask(line, cell.PRESENT)" />
              </td>
              <td class="num r sub">{{ line.granted === undefined ? '—' : count(line.granted) }}</td>
              @if (!table()) {
                <td class="bar-c" aria-hidden="true">
                  @if (bar(line); as b) {
                    <svg viewBox="0 0 300 18" preserveAspectRatio="none">
                      <rect
                        x="0.5"
                        y="3.5"
                        [attr.width]="b.granted"
                        height="11"
                        fill="url(#hatch)"
                        stroke="var(--line-2)"
                      />
                      <rect x="0" y="3" [attr.width]="b.present" height="12" fill="var(--d1)" />
                      <path [attr.d]="'M' + b.granted + ' 0v18'" stroke="var(--ink)" stroke-width="1.5" />
                    </svg>
                  }
                </td>
              }
              <td class="num r vac">
                <span class="onphone mute">{{ t('overview.vacantShort') }}&ngsp;</span
                >{{ line.over ? '+' + count(line.over) : line.vacant === undefined ? '—' : count(line.vacant) }}
              </td>
              <td class="num r mute hidep">{{ line.perMille === undefined ? '—' : share(line.perMille) }}</td>
            </tr>
          }
        </tbody>
      </table>
      <p class="small mute">
        {{ t('overview.staffingSay') }}
        @if (staffing().partial) {
          {{ language.of(staffing().part) }}
        }
      </p>
      <table class="tbl lines flow">
        <thead>
          <tr>
            <th scope="col">{{ t('overview.movement') }}</th>
            <th scope="col" class="r">{{ date(staffing().since) }}</th>
            <th scope="col" class="r">{{ t('overview.arrivals') }}</th>
            <th scope="col" class="r">{{ t('overview.departures') }}</th>
            <th scope="col" class="r">= {{ date(staffing().at?.validOn ?? '') }}</th>
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.type) {
            <tr [class.sum]="!line.type">
              <th scope="row">{{ name(line) }}</th>
              <td class="num r">
                <ht-figure [value]="line.opening" link="/tong-quan/bien-che" [ask]="ask(line, cell.OPENING)" />
              </td>
              <td class="num r">
                <ht-figure [value]="line.arrivals" link="/tong-quan/bien-che" [ask]="ask(line, cell.ARRIVALS)" />
              </td>
              <td class="num r">
                <ht-figure [value]="line.departures" link="/tong-quan/bien-che" [ask]="ask(line, cell.DEPARTURES)" />
              </td>
              <td class="num r">{{ count(line.present) }}</td>
            </tr>
          }
        </tbody>
      </table>
    </section>
  `,
})
export class StaffingBlock {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly time = inject(TimeTravel);
  private readonly quotas = injectClient(QuotaService);
  readonly staffing = input.required<GetStaffingResponse>();

  protected readonly table = signal(false);
  private readonly types = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.quotas.listQuotaTypes(request, { signal }),
  });
  protected readonly lines = computed(() => this.staffing().units[0]?.lines ?? []);
  private readonly widest = computed(() => Math.max(1, ...this.lines().map((line) => ratio(line))));
  protected readonly cell = StaffingCell;
  protected readonly count = formatCount;
  protected readonly share = (permille: number) => formatShare(permille).replace(' %', '');
  protected readonly date = formatDate;

  protected name(line: StaffingLine): string {
    if (line.type === QuotaType.UNSPECIFIED) return this.t('overview.sum');
    return this.language.of(this.types.value()?.types.find((one) => one.type === line.type)?.name) || '…';
  }

  protected ask = (line: StaffingLine, cell: StaffingCell): Params => ({ loai: line.type || null, o: cell });

  /** What is granted takes the same width in every row, unless more are present somewhere. */
  protected bar(line: StaffingLine) {
    if (!line.granted) return undefined;
    const granted = (WIDTH - 1) / this.widest();
    return { granted, present: granted * ratio(line) };
  }
}

const ratio = ({ present, granted }: StaffingLine) => (granted ? present / granted : 0);
