import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PersonRow } from '../../gen/hientai/personnel/v1/person_pb';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { Name } from '../ui/name';
import { injectText } from '../ui/text';

/** Somebody in a few lines, to be held against somebody else. */
@Component({
  selector: 'ht-person-card',
  imports: [DateText, Name, RouterLink],
  template: `
    @let one = person();
    <a class="open b" [routerLink]="['/nhan-su', one.id]" [queryParams]="time.query()"
      ><ht-name [name]="one.fullName"
    /></a>
    <small class="num">
      {{ t('people.colBirth') }} <ht-date [iso]="one.birth" />
      @if (one.personalNumberMasked) {
        · {{ one.personalNumberMasked }}
      }
      @if (one.fileNumber) {
        · {{ one.fileNumber }}
      }
    </small>
    <small class="mute">{{ one.assignment?.post }}{{ one.assignment ? ', ' : '' }}{{ one.assignment?.unitName }}</small>
    @if (one.education; as education) {
      <small class="mute">{{ education.levelName }}{{ education.field ? ', ' + education.field : '' }}</small>
    }
  `,
})
export class PersonCard {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly person = input.required<PersonRow>();
}
