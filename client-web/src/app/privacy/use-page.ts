import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Consent, ConsentPurpose, PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { NotFound } from '../shell/not-found';
import { read } from '../rpc/read';
import { FieldSpec, FormSpec, num, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { TextKey, Translate, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';

const TITLES: Record<string, TextKey> = {
  'han-che': 'privacy.restrict',
  'bo-han-che': 'privacy.lift',
  'dong-y': 'privacy.consent',
  'rut-dong-y': 'privacy.withdrawConsent',
};
const day = (name: string, label: TextKey, optional = false): FieldSpec => ({
  name,
  type: 'date',
  label,
  optional,
  fullDay: true,
});
const called = (one: Consent, t: Translate) =>
  `${t(`privacy.use${one.purpose}` as TextKey)} (${formatDate(one.period?.from ?? '')})`;

/** How the data of one person may be used: restricted or not, and what they have agreed to. */
@Component({
  selector: 'ht-use-page',
  imports: [Failure, NotFound, RecordForm, Skeleton],
  template: `
    @if (!title()) {
      <ht-not-found />
    } @else if (use.problem() ?? person.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="use.reload(); person.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form [spec]="spec" (recorded)="leave()" (leave)="leave()" (reload)="use.reload()">
        <div heading class="pt-row">
          <h1 class="pt">{{ t(title()!) }}</h1>
          <span class="mute">{{ t('record.for') }}&ngsp;{{ name() }}</span>
        </div>
        <p class="sub">{{ t(say()) }}</p>
      </ht-record-form>
    } @else if (use.slow()) {
      <main class="page" id="main"><ht-skeleton [count]="4" /></main>
    }
  `,
})
export class UsePage {
  protected readonly t = injectText();
  private readonly client = injectClient(PrivacyService);
  private readonly people = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  private readonly consentId = uuidv7();
  /** Whose data. */
  readonly nguoi = input.required<string>();
  readonly viec = input.required<string>();
  /** The consent it is about. */
  readonly dongY = input<string | undefined>(undefined, { alias: 'dong-y' });
  /** The request it is done for. */
  readonly yeuCau = input<string | undefined>(undefined, { alias: 'yeu-cau' });

  protected readonly use = read({
    params: () => ({ personId: this.nguoi(), at: this.time.at() }),
    load: (request, signal) => this.client.getDataUse(request, { signal }),
    subject: ({ personId }) => personId,
  });
  protected readonly person = read({
    params: () => ({ id: this.nguoi(), at: this.time.at() }),
    load: (request, signal) => this.people.getPerson(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly name = computed(() => this.person.value()?.person?.identity?.fullName ?? '');
  protected readonly title = computed<TextKey | undefined>(() => TITLES[this.viec()]);
  protected readonly say = computed(() => `${this.title()}Say` as TextKey);
  protected readonly spec = computed((): FormSpec | undefined => {
    const use = this.use.value();
    if (!use) return undefined;
    const personId = this.nguoi();
    const about = {
      key: `${personId}/${this.viec()}`,
      paper: 'record.basis',
      reason: 'required',
      expectedVersion: 0n,
    } as const;
    const consents = use.consents.filter((one) => one.inForce);
    switch (this.viec()) {
      case 'han-che':
        return {
          ...about,
          fields: [day('from', 'field.from')],
          initial: { from: '' },
          send: (values, envelope, options) =>
            this.client.restrictProcessing({ envelope, personId, from: str(values, 'from') }, options),
        };
      case 'bo-han-che':
        return {
          ...about,
          fields: [day('on', 'field.from')],
          initial: { on: '' },
          send: (values, envelope, options) =>
            this.client.liftRestriction({ envelope, personId, on: str(values, 'on') }, options),
        };
      case 'dong-y':
        return {
          ...about,
          fields: [
            {
              name: 'purpose',
              type: 'choice',
              label: 'privacy.agreedTo',
              options: (_, t) =>
                valuesOf<ConsentPurpose>(ConsentPurpose).map((one) => ({
                  value: String(one),
                  label: t(`privacy.use${one}` as TextKey),
                })),
            },
            day('from', 'field.from'),
            day('to', 'field.to', true),
          ],
          initial: { purpose: '', from: '', to: '' },
          send: (values, envelope, options) =>
            this.client.giveConsent(
              {
                envelope,
                personId,
                consentId: this.consentId,
                purpose: num(values, 'purpose') as ConsentPurpose,
                from: str(values, 'from'),
                to: str(values, 'to'),
              },
              options,
            ),
        };
      default:
        return {
          ...about,
          fields: [
            {
              name: 'consentId',
              type: 'choice',
              label: 'privacy.agreedTo',
              options: (_, t) => consents.map((one) => ({ value: one.id, label: called(one, t) })),
            },
            day('on', 'field.from'),
          ],
          initial: { consentId: this.dongY() ?? '', on: '' },
          send: (values, envelope, options) =>
            this.client.withdrawConsent(
              { envelope, personId, consentId: str(values, 'consentId'), on: str(values, 'on') },
              options,
            ),
        };
    }
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('privacy.title'), link: ['/quyen-rieng-tu'] },
      { text: this.title() ? this.t(this.title()!) : '' },
    ]);
  }

  protected leave() {
    const back = this.yeuCau()
      ? ['/quyen-rieng-tu', this.yeuCau()]
      : this.registry.owns(this.nguoi())
        ? ['/ho-so-cua-toi']
        : ['/nhan-su', this.nguoi()];
    void this.router.navigate(back, { queryParams: this.time.query() });
  }
}
