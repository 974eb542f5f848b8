import { Component, booleanAttribute, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PrivacyRequest } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { Name } from '../ui/name';
import { TextKey, injectText } from '../ui/text';
import { Deadline } from './deadline';

/** Requests as rows: whose, what for, since when, and what is due. */
@Component({
  selector: 'ht-requests-table',
  imports: [DateText, Deadline, Name, RouterLink],
  template: `
    <table class="tbl stack rows">
      <thead>
        <tr>
          @if (!mine()) {
            <th scope="col">{{ t('privacy.colWho') }}</th>
          }
          <th scope="col">{{ t('privacy.colKind') }}</th>
          <th scope="col">{{ t('privacy.colReceived') }}</th>
          <th scope="col">{{ t('privacy.colState') }}</th>
          <th scope="col">{{ t('privacy.colDue') }}</th>
        </tr>
      </thead>
      <tbody>
        @for (one of requests(); track one.id) {
          <tr>
            @if (!mine()) {
              <td class="wide">
                <a class="lnk" [routerLink]="['/quyen-rieng-tu', one.id]" [queryParams]="time.query()"
                  ><ht-name [name]="one.personName || t('privacy.erasedPerson')"
                /></a>
              </td>
            }
            <td class="wide">
              @if (mine()) {
                <a class="lnk" [routerLink]="['/quyen-rieng-tu', one.id]" [queryParams]="time.query()"
                  ><b>{{ t(kind(one)) }}</b></a
                >
              } @else {
                {{ t(kind(one)) }}
              }
              <small class="mute words">{{ one.words }}</small>
            </td>
            <td class="nw"><ht-date [iso]="one.receivedOn" /></td>
            <td>{{ t(standing(one)) }}</td>
            <td class="wide"><ht-deadline [request]="one" /></td>
          </tr>
        }
      </tbody>
    </table>
  `,
})
export class RequestsTable {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly requests = input.required<PrivacyRequest[]>();
  /** They are the reader's own. */
  readonly mine = input(false, { transform: booleanAttribute });
  protected readonly kind = (one: PrivacyRequest) => `privacy.kind${one.kind}` as TextKey;
  protected readonly standing = (one: PrivacyRequest) => `privacy.standing${one.standing}` as TextKey;
}
