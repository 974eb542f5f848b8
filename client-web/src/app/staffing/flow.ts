import { Component, input } from '@angular/core';
import { StaffingUnit } from '../../gen/hientai/reporting/v1/staffing_pb';
import { GetStaffingResponse } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { DateText } from '../ui/date';
import { formatCount } from '../ui/numbers';
import { injectText } from '../ui/text';
import { CellName, quotaTypeKey } from './cells';
import { StaffingFigure } from './figure';

/** How staffing moved since a day: opening + arrivals − departures = present, in every line. */
@Component({
  selector: 'ht-staffing-flow',
  imports: [DateText, StaffingFigure],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('staffing.flow') }}</h2>
        <span class="note">{{ t('staffing.flowNote') }}</span>
      </header>
      <table class="tbl flow">
        <thead>
          <tr>
            <th scope="col">{{ t('quota.type') }}</th>
            <th scope="col" class="r"><ht-date [iso]="staffing().since" /></th>
            <th scope="col" class="r">{{ t('staffing.arrivals') }}</th>
            <th scope="col" class="r">{{ t('staffing.departures') }}</th>
            <th scope="col" class="r">=&ngsp;<ht-date [iso]="staffing().at?.validOn ?? ''" /></th>
          </tr>
        </thead>
        <tbody>
          @for (line of unit().lines; track line.type) {
            <tr [class.sum]="!line.type">
              <th scope="row">{{ t(typeKey(line.type)) }}</th>
              @for (cell of cells; track cell.name) {
                <td class="num r">
                  <ht-staffing-figure
                    [count]="line[cell.of]"
                    [cell]="cell.name"
                    [unit]="unit()"
                    [type]="line.type"
                    [since]="staffing().since"
                  />
                </td>
              }
              <td class="num r">{{ count(line.present) }}</td>
            </tr>
          }
        </tbody>
      </table>
    </section>
  `,
})
export class StaffingFlow {
  protected readonly t = injectText();
  readonly staffing = input.required<GetStaffingResponse>();
  /** Whose lines. */
  readonly unit = input.required<StaffingUnit>();
  protected readonly cells: { name: CellName; of: 'opening' | 'arrivals' | 'departures' }[] = [
    { name: 'dau-ky', of: 'opening' },
    { name: 'vao', of: 'arrivals' },
    { name: 'ra', of: 'departures' },
  ];
  protected readonly count = formatCount;
  protected readonly typeKey = quotaTypeKey;
}
