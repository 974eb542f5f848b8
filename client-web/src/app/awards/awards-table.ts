import { Component, booleanAttribute, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Award } from '../../gen/hientai/awards/v1/award_pb';
import { TimeTravel } from '../rpc/time-travel';
import { Name } from '../ui/name';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Language, injectText } from '../ui/text';
import { awardKindKey, awardLevelKey } from './award-words';

/** Awards as lines: what, for which year, from when until when, on what decision; and whose, where that is not said already. */
@Component({
  selector: 'ht-awards-table',
  imports: [Name, PaperRef, PeriodText, RouterLink],
  template: `
    <table class="tbl stack standings" [attr.aria-label]="title()">
      <thead>
        <tr>
          @if (people()) {
            <th scope="col">{{ t('award.who') }}</th>
          }
          <th scope="col">{{ t('award.colAward') }}</th>
          <th scope="col">{{ t('award.colPeriod') }}</th>
          <th scope="col">{{ t('award.colPaper') }}</th>
        </tr>
      </thead>
      <tbody>
        @for (award of awards(); track award.nominationId + award.personId) {
          <tr [class.off]="award.period?.to">
            @if (people()) {
              <td class="nm">
                <a [routerLink]="['/nhan-su', award.personId]" [queryParams]="time.query()"
                  ><ht-name [name]="award.fullName"
                /></a>
                <small>{{ award.unitName }}</small>
              </td>
            }
            <td class="wide">
              <a class="open" [routerLink]="['/giai-thuong', award.nominationId]" [queryParams]="time.query()"
                >{{ language.of(award.programmeName) }}&ngsp;<span class="num">{{ award.year }}</span></a
              >
              @if (award.period?.to) {
                <span class="tag wd">{{ t('award.revoked') }}</span>
              }
              <small
                >{{ t(kindKey(award.kind)) }}, {{ t(levelKey(award.level))
                }}{{ award.prizeName ? ' · ' + language.of(award.prizeName) : ''
                }}{{ award.workTitle ? ' · ' + award.workTitle : '' }}</small
              >
            </td>
            <td class="nw num"><ht-period [period]="award.period" /></td>
            <td>
              @if (award.source?.paper; as paper) {
                @if (paper.id) {
                  <ht-paper-ref [paper]="paper" />
                }
              }
            </td>
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class AwardsTable {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  readonly awards = input.required<Award[]>();
  readonly title = input.required<string>();
  /** Says whose they are. */
  readonly people = input(false, { transform: booleanAttribute });
  protected readonly kindKey = awardKindKey;
  protected readonly levelKey = awardLevelKey;
}
