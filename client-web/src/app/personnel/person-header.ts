import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, booleanAttribute, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { Source } from '../../gen/hientai/rpc/v1/history_pb';
import { dataClassKey, purposeKey } from '../account/words';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { formatDate, formatDay } from '../ui/dates';
import { Icon } from '../ui/icon';
import { groupNumber, maskNumber } from '../ui/numbers';
import { PaperRef } from '../ui/paper-ref';
import { Language, TextKey, injectText } from '../ui/text';
import { sexKey } from '../ui/vocabulary';
import { Eye } from './eye';
import { closedFor } from './may-change';
import { RevealInit, keptIn } from './reveal';

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
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, DateText, Eye, Icon, PaperRef, RouterLink],
  templateUrl: './person-header.html',
})
export class PersonHeader {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  readonly person = input.required<Person>();
  /** It is the reader's own file. */
  readonly own = input(false, { transform: booleanAttribute });
  /** Without actions: the page around it offers its own. */
  readonly calm = input(false, { transform: booleanAttribute });
  /** What has been opened on this page. */
  readonly opened = input<RevealInit>();
  readonly reveal = output<RevealInit>();
  readonly conceal = output();

  protected readonly identity = computed(() => this.person().identity!);
  protected readonly sexKey = sexKey;
  protected readonly shortcuts = SHORTCUTS;
  protected readonly number = computed(() => {
    const { personalNumber, personalNumberMasked } = this.identity();
    return personalNumber ? groupNumber(personalNumber) : maskNumber(personalNumberMasked);
  });
  protected readonly numberKept = computed(() => keptIn(this.person(), DataClass.IDENTITY_NUMBER));
  protected readonly ethnicityKept = computed(() => keptIn(this.person(), DataClass.SENSITIVE));
  protected readonly closed = computed(() => (this.time.past() ? 'time.closed' : closedFor(this.person())));
  protected readonly identityNumber = [DataClass.IDENTITY_NUMBER];
  protected readonly sensitive = [DataClass.SENSITIVE];
  /** Two moments to begin comparing with: the start of the year and the moment on screen. */
  protected readonly compared = computed(() => {
    const { valid = '', known = '' } = this.time.when();
    return { ...this.time.query(), a: `${(valid || this.time.today()).slice(0, 4)}-01-01~`, b: `${valid}~${known}` };
  });
  protected readonly openedWords = computed(() =>
    (this.opened()?.classes ?? []).map((one) => this.t(dataClassKey(one))).join(', '),
  );
  protected readonly purposeKey = purposeKey;
  protected readonly date = formatDate;
  protected readonly day = formatDay;
  protected readonly by = (source: Source) =>
    this.language.of({ vi: source.actorTitle || source.actor, en: source.actorTitleEn });
}
