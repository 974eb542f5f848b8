import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { injectProposing } from '../proposals/proposing';
import { pause, read } from '../rpc/read';
import { FieldSpec, FormSpec, Values, flag, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { DateText } from '../ui/date';
import { Name } from '../ui/name';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';
import {
  CONSENTS_FIELD,
  CONTACT_FIELDS,
  IDENTITY_FIELDS,
  OUTSIDE_FIELDS,
  consentsIn,
  identity,
  identityValues,
  outsideDetails,
  outsideValues,
} from './change-fields';
import { postOf } from './people-columns';

const fromOutside = (values: Values) => flag(values, 'outside');
const FIELDS: FieldSpec[] = [
  ...IDENTITY_FIELDS,
  ...CONTACT_FIELDS,
  { name: 'outside', type: 'flag', label: 'outside.is', hint: 'outside.isHint', optional: true },
  ...[...OUTSIDE_FIELDS, CONSENTS_FIELD].map((field) => ({ ...field, when: fromOutside })),
  { name: 'outsideFrom', path: 'from', type: 'date', label: 'outside.from', when: fromOutside },
];
/** Name and birth come first: they are what duplicates are found by. */
const LOOKED_BY = 2;
const LOOK_MS = 300;

/** Putting a person on record, after looking whether they are on record already. */
@Component({
  selector: 'ht-add-page',
  imports: [DateText, Name, RecordForm, RouterLink],
  templateUrl: './add-page.html',
})
export class AddPage {
  protected readonly t = injectText();
  private readonly client = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  private readonly personId = uuidv7();
  private readonly proposalId = uuidv7();
  private readonly consentIds = Array.from({ length: 8 }, () => uuidv7());
  /** '1' where the page was opened to put somebody from outside on record. */
  readonly outside = input<string>(undefined, { alias: 'ngoai' });
  private readonly proposing = injectProposing();

  protected readonly entered = signal<Values>({});
  /** People who look the same and have been checked not to be. */
  protected readonly checked = signal<string[]>([]);
  protected readonly look = read({
    params: () => {
      const fullName = str(this.entered(), 'fullName');
      const birth = str(this.entered(), 'birth');
      const personalNumber = str(this.entered(), 'personalNumber') || str(this.entered(), 'passport');
      if (!(fullName.trim() && birth) && personalNumber.replace(/[^\p{L}\p{N}]/gu, '').length < 8) return undefined;
      return { fullName, birth, personalNumber };
    },
    load: async (request, signal) => {
      await pause(LOOK_MS, signal);
      return this.client.findDuplicates(request, { signal });
    },
  });
  protected readonly post = postOf;
  protected readonly spec = computed<FormSpec>(() => ({
    key: this.personId,
    fields: FIELDS,
    lead: LOOKED_BY,
    initial: {
      ...identityValues(undefined),
      phone: '',
      email: '',
      address: '',
      outside: this.outside() === '1',
      ...outsideValues(undefined),
      consents: '',
      outsideFrom: '',
    },
    reason: 'optional',
    paper: 'record.basis',
    expectedVersion: 0n,
    besides: this.checked(),
    send: (values, envelope, options) =>
      fromOutside(values)
        ? this.client.recordChanges({ envelope, changes: this.changes(values) }, options)
        : this.client.registerPerson({ envelope, personId: this.personId, change: this.content(values) }, options),
    proposal: this.proposing('registerPerson', this.proposalId, (values) => ({
      personId: this.personId,
      change: { case: 'registerPerson', value: this.content(values) },
    })),
  }));

  constructor() {
    pageTrail(() => [{ text: this.t('people.title'), link: ['/nhan-su'] }, { text: this.t('add.title') }]);
  }

  /** Somebody from outside is put on record together with the ground they are kept on, or not at all. */
  private changes(values: Values) {
    return [
      { personId: this.personId, change: { case: 'registerPerson' as const, value: this.content(values) } },
      {
        personId: this.personId,
        change: {
          case: 'placeOutside' as const,
          value: {
            from: str(values, 'outsideFrom'),
            details: outsideDetails(values),
            consents: consentsIn(values, this.consentIds),
          },
        },
      },
    ];
  }

  private content(values: Values) {
    const contacts = { phone: str(values, 'phone'), email: str(values, 'email'), address: str(values, 'address') };
    const reachable = Object.values(contacts).some(Boolean);
    return { identity: identity(values), contacts: reachable ? contacts : undefined, notSameAs: this.checked() };
  }

  protected toProposal(receipt: Receipt) {
    void this.router.navigate(['/de-nghi', receipt.id]);
  }

  protected check(id: string, on: boolean) {
    this.checked.update((ids) => (on ? [...ids, id] : ids.filter((other) => other !== id)));
  }

  protected open() {
    void this.router.navigate(['/nhan-su', this.personId], { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(['/nhan-su'], { queryParams: this.time.query() });
  }
}
