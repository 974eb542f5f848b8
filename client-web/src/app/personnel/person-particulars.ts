import { Component, computed, input } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { DateText } from '../ui/date';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { injectText } from '../ui/text';
import { identityDocumentKindKey, legalGroundKey, outsideKindKey } from '../ui/vocabulary';
import { keptIn } from './reveal';

/** How to reach somebody, and the names they have borne. */
@Component({
  selector: 'ht-person-particulars',
  imports: [DateText, PaperRef, PeriodText],
  template: `
    @if (person().outside.length) {
      <section class="sec">
        <header>
          <h2>{{ t('outside.title') }}</h2>
        </header>
        <dl class="facts">
          @for (one of person().outside; track $index) {
            <dt>{{ t(outsideKindKey(one.details!.kind)) }}</dt>
            <dd>
              {{ one.details?.affiliation }}{{ one.details?.country ? ' (' + one.details?.country + ')' : '' }}
              <ht-period class="mute" [period]="one.period" />
              <small class="mute">
                {{ t('outside.ground') }}: {{ t(legalGroundKey(one.details!.ground)).toLocaleLowerCase('vi') }}
                @if (one.details?.passportMasked; as masked) {
                  · {{ t('outside.passport') }} <span class="num">{{ one.details?.passport || masked }}</span>
                }
                @if (one.source?.paper; as paper) {
                  · <ht-paper-ref [paper]="paper" />
                }
              </small>
            </dd>
          }
        </dl>
      </section>
    }
    @if (person().identityDocuments.length || earlierNumbers().length) {
      <section class="sec">
        <header>
          <h2>{{ t('document.title') }}</h2>
        </header>
        <dl class="facts">
          @for (one of person().identityDocuments; track one.id) {
            <dt>{{ t(identityDocumentKindKey(one.details!.kind)) }}</dt>
            <dd>
              <span class="num">{{ one.details?.number || one.details?.numberMasked }}</span>
              <ht-period class="mute" [period]="one.period" />
              @if (!one.inForce) {
                <span class="tag">{{ t('document.over') }}</span>
              }
              <small class="mute">
                {{ one.details?.issuer }}
                @if (one.source?.paper; as paper) {
                  {{ one.details?.issuer ? '·' : '' }} <ht-paper-ref [paper]="paper" />
                }
              </small>
            </dd>
          }
          @for (one of earlierNumbers(); track $index) {
            <dt>{{ t('document.earlierNumber') }}</dt>
            <dd>
              <span class="num">{{ one.number || one.numberMasked }}</span>
              <ht-period class="mute" [period]="one.period" />
            </dd>
          }
        </dl>
      </section>
    }
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
            <dd>
              @for (phone of contacts?.phones; track phone) {
                <div class="num">{{ phone }}</div>
              }
            </dd>
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
  protected readonly identityDocumentKindKey = identityDocumentKindKey;
  /** Numbers they had before another was issued; the present one stands in the head of the page. */
  protected readonly earlierNumbers = computed(() => this.person().personalNumbers.slice(0, -1));
  protected readonly outsideKindKey = outsideKindKey;
  protected readonly legalGroundKey = legalGroundKey;
  protected readonly kept = computed(() => keptIn(this.person(), DataClass.CONTACT));
}
