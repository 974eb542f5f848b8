import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { PrivacyRequest, PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { read } from '../rpc/read';
import { FormSpec, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { NotFound } from '../shell/not-found';

const TITLES: Record<string, TextKey> = {
  'tiep-nhan': 'privacy.acknowledge',
  'thuc-hien': 'privacy.carryOut',
  'tu-choi': 'privacy.refuse',
  xoa: 'privacy.eraseTitle',
};

/** One step on a privacy request: acknowledged, carried out, refused, or the person erased by decision. */
@Component({
  selector: 'ht-answer-page',
  imports: [Failure, Icon, NotFound, RecordForm, Skeleton],
  template: `
    @if (!title()) {
      <ht-not-found />
    } @else if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form [spec]="spec" (recorded)="leave()" (leave)="leave()" (reload)="page.reload()">
        <div heading class="pt-row">
          <h1 class="pt">{{ t(title()!) }}</h1>
          <span class="mute">{{ t('record.for') }}&ngsp;{{ request()?.personName }}</span>
        </div>
        @if (viec() === 'xoa') {
          <div class="refusal w" role="note">
            <ht-icon name="warn" />
            <b>{{ t('privacy.eraseTitle') }}: {{ request()?.personName }}</b>
            <p>{{ t('privacy.eraseLead') }}</p>
          </div>
        } @else {
          <blockquote class="words">{{ request()?.words }}</blockquote>
        }
      </ht-record-form>
    } @else if (page.slow()) {
      <main class="page" id="main"><ht-skeleton [count]="4" /></main>
    }
  `,
})
export class AnswerPage {
  protected readonly t = injectText();
  private readonly client = injectClient(PrivacyService);
  private readonly people = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input.required<string>();
  /** Which step. */
  readonly viec = input.required<string>();

  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getPrivacyRequest(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly request = computed(() => this.page.value()?.request);
  protected readonly title = computed<TextKey | undefined>(() => TITLES[this.viec()]);
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const request = this.request();
    if (!request) return undefined;
    const about = {
      key: `${request.id}/${this.viec()}`,
      paper: undefined,
      reason: 'none',
      expectedVersion: request.version,
    } as const;
    switch (this.viec()) {
      case 'tiep-nhan':
        return {
          ...about,
          fields: [{ name: 'answerBy', type: 'date', label: 'privacy.answerBy', fullDay: true }],
          initial: { answerBy: '' },
          send: (values, envelope, options) =>
            this.client.acknowledgePrivacyRequest(
              { envelope, id: request.id, answerBy: str(values, 'answerBy') },
              options,
            ),
        };
      case 'xoa':
        return this.erasure(request);
      case 'tu-choi':
        return {
          ...about,
          fields: [
            { name: 'answer', type: 'long', label: 'privacy.whyRefused' },
            { name: 'rule', type: 'text', label: 'privacy.rule', hint: 'privacy.ruleHint' },
          ],
          initial: { answer: '', rule: '' },
          send: (values, envelope, options) =>
            this.client.answerPrivacyRequest(
              {
                envelope,
                id: request.id,
                refuse: true,
                answer: str(values, 'answer'),
                rule: str(values, 'rule'),
              },
              options,
            ),
        };
      default:
        return {
          ...about,
          fields: [{ name: 'answer', type: 'long', label: 'privacy.whatDone' }],
          initial: { answer: '' },
          send: (values, envelope, options) =>
            this.client.answerPrivacyRequest({ envelope, id: request.id, answer: str(values, 'answer') }, options),
        };
    }
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('privacy.title'), link: ['/quyen-rieng-tu'] },
      { text: this.request()?.personName || '…', link: ['/quyen-rieng-tu', this.id()] },
      { text: this.title() ? this.t(this.title()!) : '' },
    ]);
  }

  /** The person's record, not the request's: the name typed out is what opens the button. */
  private erasure(request: PrivacyRequest): FormSpec {
    return {
      key: `${request.id}/xoa`,
      fields: [
        {
          name: 'confirm',
          type: 'text',
          label: 'privacy.confirm',
          hint: 'privacy.confirmHint',
          hintAbout: { name: request.personName },
          optional: true,
          last: true,
        },
      ],
      initial: { confirm: '' },
      reason: 'optional',
      paper: 'privacy.decision',
      paperRequired: true,
      expectedVersion: 0n,
      words: {
        do: 'privacy.eraseDo',
        doing: 'privacy.eraseDoing',
        done: 'privacy.erased',
        forever: 'privacy.eraseForever',
      },
      hold: (values) =>
        str(values, 'confirm').normalize('NFC') === request.personName ? undefined : 'privacy.confirmFirst',
      send: (_, envelope, options) => this.people.erasePerson({ envelope, personId: request.personId }, options),
    };
  }

  protected leave() {
    void this.router.navigate(['/quyen-rieng-tu', this.id()], { queryParams: this.time.query() });
  }
}
