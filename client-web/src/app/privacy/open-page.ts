import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PrivacyRequestKind, PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { FieldSpec, FormSpec, num, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { pageTrail } from '../ui/page';
import { TextKey, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';

/** Putting a request on record: an officer for somebody who came in or wrote, or a person about their own data. */
@Component({
  selector: 'ht-open-page',
  imports: [RecordForm],
  template: `
    @if (registry.me()) {
      <ht-record-form [spec]="spec()" (recorded)="open($event)" (leave)="leave()">
        <div heading class="pt-row">
          <h1 class="pt">{{ t(title()) }}</h1>
        </div>
      </ht-record-form>
    }
  `,
})
export class OpenPage {
  protected readonly t = injectText();
  protected readonly registry = inject(Registry);
  private readonly client = injectClient(PrivacyService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  private readonly id = uuidv7();
  /** Whom it is about, when the page was reached from their file. */
  readonly nguoi = input<string>();

  protected readonly keeps = computed(() => this.registry.may(Ability.KEEP_PRIVACY));
  protected readonly title = computed<TextKey>(() => (this.keeps() ? 'privacy.add' : 'privacy.addMine'));
  protected readonly spec = computed<FormSpec>(() => {
    const keeps = this.keeps();
    const person: FieldSpec = { name: 'personId', type: 'person', label: 'privacy.person' };
    const received: FieldSpec = {
      name: 'receivedOn',
      type: 'date',
      label: 'privacy.receivedOn',
      hint: 'privacy.receivedHint',
      optional: true,
      fullDay: true,
    };
    return {
      key: `${this.id}/${keeps}`,
      fields: [
        ...(keeps ? [person] : []),
        {
          name: 'kind',
          type: 'choice',
          label: 'privacy.kind',
          options: (_, t) =>
            valuesOf<PrivacyRequestKind>(PrivacyRequestKind).map((kind) => ({
              value: String(kind),
              label: t(`privacy.kind${kind}` as TextKey),
            })),
        },
        {
          name: 'words',
          type: 'long',
          label: keeps ? 'privacy.words' : 'privacy.wordsMine',
          hint: keeps ? 'privacy.wordsHint' : 'privacy.wordsMineHint',
        },
        ...(keeps ? [received] : []),
      ],
      initial: { personId: keeps ? (this.nguoi() ?? '') : '', kind: '', words: '', receivedOn: '' },
      reason: 'none',
      paper: undefined,
      expectedVersion: 0n,
      words: { do: this.title(), doing: 'proposal.sending', done: 'record.done' },
      send: (values, envelope, options) =>
        this.client.openPrivacyRequest(
          {
            envelope,
            id: this.id,
            personId: keeps ? str(values, 'personId') : (this.registry.me()?.personId ?? ''),
            kind: num(values, 'kind') as PrivacyRequestKind,
            words: str(values, 'words'),
            receivedOn: str(values, 'receivedOn'),
          },
          options,
        ),
    };
  });

  constructor() {
    pageTrail(() => [{ text: this.t('privacy.title'), link: ['/quyen-rieng-tu'] }, { text: this.t(this.title()) }]);
  }

  protected open(receipt: Receipt) {
    void this.router.navigate(['/quyen-rieng-tu', receipt.id]);
  }

  protected leave() {
    void this.router.navigate(['/quyen-rieng-tu'], { queryParams: this.time.query() });
  }
}
