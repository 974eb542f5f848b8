import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { StaffingNotice, StaffingNoticeKind } from '../../gen/hientai/reporting/v1/staffing_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { Icon } from '../ui/icon';
import { Language, injectText } from '../ui/text';

/** What does not agree, each with the remedy; posts left on a unit that is no more with the way to it. */
@Component({
  selector: 'ht-staffing-notices',
  imports: [Icon, RouterLink],
  template: `
    <ul class="jobs">
      @for (notice of notices(); track $index) {
        <li>
          <span [class.bad]="notice.kind === over" [class.warn]="notice.kind !== over"><ht-icon name="alert" /></span>
          <span
            ><a
              class="open b"
              [routerLink]="['/don-vi', notice.unitId]"
              [queryParams]="notice.ended ? { known: time.known(), valid: time.valid() } : time.query()"
              >{{ notice.unitName }}</a
            ><small>{{ language.of(notice.message) }}</small>
            @if (notice.kind === peopleUnplaced) {
              <span class="remedies">
                <a class="link small" routerLink="/don-vi/chua-xep-cho" [queryParams]="time.query()">{{
                  t('unplaced.title')
                }}</a>
              </span>
            }
            @if (notice.ended && records() && !time.known()) {
              <span class="remedies">
                <a
                  class="link small"
                  routerLink="/bien-che/ghi"
                  [queryParams]="{
                    viec: 'dieu-chinh',
                    'don-vi': notice.unitId,
                    loai: notice.type,
                    nam: year(),
                    tu: notice.ended,
                    con: 0,
                  }"
                  >{{ t('quota.toNothing') }}<span class="sr">: {{ notice.unitName }}</span></a
                >
                @for (heir of notice.successors; track heir.unitId) {
                  <a
                    class="link small"
                    routerLink="/bien-che/ghi"
                    [queryParams]="{ 'don-vi': heir.unitId, loai: notice.type, nam: year(), tu: notice.ended }"
                    >{{ t('quota.grantTo', { unit: heir.name }) }}</a
                  >
                }
              </span>
            }
          </span>
        </li>
      }
    </ul>
  `,
})
export class StaffingNotices {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  readonly notices = input.required<StaffingNotice[]>();
  readonly year = input.required<number>();
  protected readonly records = () => this.registry.may(Ability.RECORD_UNITS);
  protected readonly over = StaffingNoticeKind.OVER;
  protected readonly peopleUnplaced = StaffingNoticeKind.PEOPLE_UNPLACED;
}
