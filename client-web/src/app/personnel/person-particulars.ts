import { Component, computed, input } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { DateText } from '../ui/date';
import { PeriodText } from '../ui/period';
import { injectText } from '../ui/text';
import { keptIn } from './reveal';

/** How to reach somebody, and the names they have borne. */
@Component({
  selector: 'ht-person-particulars',
  imports: [DateText, PeriodText],
  template: `
    @let contacts = person().contacts;
    @if (contacts?.phone || contacts?.email || contacts?.address || kept() || person().names.length > 1) {
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
          @if (kept()) {
            <dt>{{ t('dataClass.2') }}</dt>
            <dd class="mute">{{ t('kept.contact') }}</dd>
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
  protected readonly kept = computed(() => keptIn(this.person(), DataClass.CONTACT));
}
