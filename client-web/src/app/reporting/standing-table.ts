import { Component, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Finding, StandingRow } from '../../gen/hientai/reporting/v1/standing_pb';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { Evidence } from '../ui/evidence';
import { Name } from '../ui/name';
import { rowTravel } from '../ui/row-travel';
import { SourceLine } from '../ui/source-line';
import { Standing } from '../ui/standing';
import { Language, injectText } from '../ui/text';
import { levelKey } from '../ui/vocabulary';
import { isBelow, placedWord } from './finding-words';

/** People and how each stands: the post, the highest level held, the reason in a sentence, by when, and by what clause. */
@Component({
  selector: 'ht-standing-table',
  imports: [DateText, Evidence, Name, RouterLink, SourceLine, Standing],
  template: `
    <table class="tbl stack standings" role="grid" [attr.aria-label]="title()" [attr.aria-rowcount]="total() ?? null">
      <thead>
        <tr>
          <th scope="col">{{ t('standing.colPerson') }}</th>
          <th scope="col">{{ t('standing.colPost') }}</th>
          <th scope="col" class="lw">{{ t('standing.colHighest') }}</th>
          <th scope="col">{{ t('standing.colWhy') }}</th>
          <th scope="col">{{ t('standing.colDeadline') }}</th>
          <th scope="col">{{ t('standing.colClause') }}</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.personId; let i = $index) {
          <tr
            [id]="'row-' + row.personId"
            [class.cur]="travel.current() === i"
            [attr.tabindex]="travel.current() === i || (travel.current() < 0 && i === 0) ? 0 : -1"
            (focus)="travel.at(i)"
          >
            <td class="nm">
              <a [routerLink]="['/nhan-su', row.personId]" [queryParams]="time.query()"
                ><ht-name [name]="row.fullName"
              /></a>
              <small class="num">{{ row.fileNumber }}</small>
            </td>
            <td class="wide">
              {{ row.post }}
              <small>{{ row.unitName }}</small>
            </td>
            <td class="lw">
              @if (row.highest) {
                <span>{{ t(levelKey(row.highest)) }}</span>
                @if (row.finding?.grade; as grade) {
                  &ngsp;<ht-evidence [grade]="grade" />
                }
              } @else {
                <span class="mute">{{ t('standing.noHighest') }}</span>
              }
            </td>
            @if (row.finding; as finding) {
              <td class="wide why">
                <ht-standing [value]="finding.standing" [word]="word(finding)" />
                <small>{{ language.of(finding.because) }}</small>
              </td>
              <td class="nw">
                @if (finding.deadline) {
                  <span class="onphone mute">{{ t('standing.colDeadline') }}&ngsp;</span
                  ><ht-date [iso]="finding.deadline" />
                } @else if (below(finding)) {
                  <span class="mute">{{ t('standing.atOnce') }}</span>
                }
              </td>
              <td class="wide clause">
                <a class="open num" [routerLink]="['/chuan', finding.standardId]" [queryParams]="time.query()">{{
                  finding.code
                }}</a>
                &ngsp;<ht-source-line [clause]="finding.clause" [checked]="finding.checked" />
              </td>
            }
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class StandingTable {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly router = inject(Router);
  readonly rows = input.required<StandingRow[]>();
  readonly title = input.required<string>();
  readonly total = input<number>();

  protected readonly levelKey = levelKey;
  protected readonly below = (finding: Finding) => isBelow(finding.standing);
  protected readonly word = (finding: Finding) => placedWord(finding, this.t);
  protected readonly travel = rowTravel({
    ids: () => this.rows().map((row) => row.personId),
    open: (index, apart) => this.open(this.rows()[index], apart),
  });

  private open(row: StandingRow, apart: boolean) {
    const tree = this.router.createUrlTree(['/nhan-su', row.personId], { queryParams: this.time.query() });
    if (apart) window.open(this.router.serializeUrl(tree), '_blank', 'noopener');
    else void this.router.navigateByUrl(tree);
  }
}
