import { Component, input } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { DateText } from '../ui/date';
import { PeriodText } from '../ui/period';
import { injectText } from '../ui/text';

/** How to reach somebody, and the names they have borne. */
@Component({
  selector: 'ht-person-particulars',
  imports: [DateText, PeriodText],
  template: `
    @let contacts = person().contacts;
    @if (contacts?.phone || contacts?.email || contacts?.address || person().names.length > 1) {
      <section class="sec">
        <header>
          <h2>{{ t('person.personal') }}</h2>
          @if (contacts?.from; as from) {
            <span class="note">{{ t('person.from', { date: '' }) }}<ht-date [iso]="from" /></span>
          }
        </header>
        <dl class="facts">
          @if (contacts?.phone) {
            <dt>{{ t('person.phone') }}</dt>
            <dd class="num">{{ contacts?.phone }}</dd>
          }
          @if (contacts?.email) {
            <dt>{{ t('person.email') }}</dt>
            <dd>{{ contacts?.email }}</dd>
          }
          @if (contacts?.address) {
            <dt>{{ t('person.address') }}</dt>
            <dd>{{ contacts?.address }}</dd>
          }
          @if (person().names.length > 1) {
            @for (span of person().names; track $index) {
              <dt>{{ $first ? t('person.names') : '' }}</dt>
              <dd>{{ span.fullName }} <ht-period class="mute" [period]="span.period" /></dd>
            }
          }
        </dl>
      </section>
    }
  `,
})
export class PersonParticulars {
  protected readonly t = injectText();
  readonly person = input.required<Person>();
}
