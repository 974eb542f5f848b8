import { create } from '@bufbuild/protobuf';
import { Component, computed, inject, input } from '@angular/core';
import { Params } from '@angular/router';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import { StandingCounts, StandingCountsSchema } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { formatCount } from '../ui/numbers';
import { Language, TextKey, injectText } from '../ui/text';
import { standardKindKey } from '../ui/vocabulary';
import { Figure } from './figure';

/** A row of the table: whose people, and how to ask for them. */
export interface Line {
  key: string;
  name: { vi: string; en: string };
  depth: number;
  total: boolean;
  people: number;
  law: StandingCounts | undefined;
  plan: StandingCounts | undefined;
  ask: Params;
}

interface Cell {
  text: TextKey;
  of: (counts: StandingCounts) => number;
  standings: Standing[];
}

const CELLS: Cell[] = [
  { text: 'standing.below', of: ({ below }) => below, standings: [] },
  { text: 'standing.notMet', of: ({ notMet }) => notMet, standings: [Standing.NOT_MET] },
  { text: 'standing.inTraining', of: ({ inTraining }) => inTraining, standings: [Standing.IN_TRAINING] },
  { text: 'standing.exempt', of: ({ exempt }) => exempt, standings: [Standing.EXEMPT] },
  { text: 'standing.forNow', of: ({ metForNow }) => metForNow, standings: [Standing.MET_FOR_NOW] },
  { text: 'standing.noData', of: ({ notEnoughData }) => notEnoughData, standings: [Standing.NOT_ENOUGH_DATA] },
];

/** Groups or units against law and plan, side by side and never added up. */
@Component({
  selector: 'ht-standing-lines',
  imports: [Figure],
  template: `
    <div class="wide-region" tabindex="0" role="region" [attr.aria-label]="title()">
      <table class="tbl lines">
        <caption class="sr">
          {{
            title()
          }}
        </caption>
        <thead>
          <tr>
            <th scope="col" rowspan="2">{{ heading() }}</th>
            <th scope="col" rowspan="2" class="r">{{ t('standing.colPeople') }}</th>
            @for (kind of kinds; track kind) {
              <th scope="colgroup" [attr.colspan]="cells().length" class="over" [class.plan]="kind !== law">
                {{ t(kind === law ? 'standing.lawOf' : 'standing.planOf') }}
              </th>
            }
          </tr>
          <tr>
            @for (kind of kinds; track kind) {
              @for (cell of cells(); track cell.text) {
                <th scope="col" class="r" [class.edge]="$first">{{ t(cell.text) }}</th>
              }
            }
          </tr>
        </thead>
        <tbody>
          @for (line of lines(); track line.key) {
            <tr [class.sum]="line.total" [class.deep]="line.depth > 1" [class.deeper]="line.depth > 2">
              <th scope="row">{{ language.of(line.name) }}</th>
              <td class="num r mute">{{ count(line.people) }}</td>
              @for (kind of kinds; track kind) {
                @for (cell of cells(); track cell.text) {
                  @let some = cell.of((kind === law ? line.law : line.plan) ?? none);
                  <td class="num r" [class.edge]="$first" [class.b]="$first">
                    <ht-figure [value]="some" [ask]="query(line, kind, cell)" [about]="about(line, kind, cell, some)" />
                  </td>
                }
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
})
export class StandingLines {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  readonly title = input.required<string>();
  readonly heading = input.required<string>();
  readonly lines = input.required<Line[]>();
  readonly ladder = input.required<Ladder>();

  protected readonly count = formatCount;
  /** Columns with nobody in them, in no line and by neither, are left out. */
  protected readonly cells = computed(() =>
    CELLS.filter(
      (cell, i) => !i || this.lines().some(({ law, plan }) => [law, plan].some((one) => one && cell.of(one))),
    ),
  );
  protected readonly kinds = [StandardKind.LAW, StandardKind.PLAN];
  protected readonly law = StandardKind.LAW;
  protected readonly none = create(StandingCountsSchema);
  private readonly asked = computed(() => ({ thang: this.ladder() }));

  protected query(line: Line, kind: StandardKind, cell: Cell): Params {
    return { ...this.asked(), ...line.ask, loai: kind, 'ket-qua': cell.standings.join(',') || null };
  }

  protected about(line: Line, kind: StandardKind, cell: Cell, count: number): string {
    return this.t('standing.figure', {
      count,
      group: this.language.of(line.name),
      kind: this.t(standardKindKey(kind)).toLowerCase(),
      what: this.t(cell.text).toLowerCase(),
    });
  }
}
