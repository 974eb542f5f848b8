import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { groupNumber, maskNumber } from '../ui/numbers';
import { TextKey, injectText } from '../ui/text';
import { sexKey } from '../ui/vocabulary';

/** Changes made most often, one click from the page. */
const SHORTCUTS: { name: string; text: TextKey }[] = [
  { name: 'declareQualification', text: 'change.declareQualification' },
  { name: 'startAssignment', text: 'change.startAssignment' },
  { name: 'endAssignment', text: 'change.endAssignment' },
  { name: 'changeContacts', text: 'change.changeContacts' },
  { name: 'correctIdentity', text: 'change.correctIdentity' },
];

@Component({
  selector: 'ht-person-header',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, DateText, Icon, RouterLink],
  templateUrl: './person-header.html',
})
export class PersonHeader {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly person = input.required<Person>();

  protected readonly identity = computed(() => this.person().identity!);
  protected readonly sexKey = sexKey;
  protected readonly shortcuts = SHORTCUTS;
  /** Another person's number starts masked again. */
  protected readonly open = linkedSignal({ source: () => this.person().id, computation: () => false });
  protected readonly number = computed(() => {
    const number = this.identity().personalNumber;
    return this.open() ? groupNumber(number) : maskNumber(number);
  });
  protected readonly canOpen = computed(() => !this.identity().personalNumber.includes('*'));
  /** Two moments to begin comparing with: the start of the year and the moment on screen. */
  protected readonly compared = computed(() => {
    const { valid = '', known = '' } = this.time.when();
    return { ...this.time.query(), a: `${(valid || this.time.today()).slice(0, 4)}-01-01~`, b: `${valid}~${known}` };
  });
  protected readonly date = formatDate;
}
