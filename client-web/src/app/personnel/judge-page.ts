import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { DuplicateService, DuplicateVerdict } from '../../gen/hientai/personnel/v1/duplicate_service_pb';
import { read } from '../rpc/read';
import { FormSpec, num } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';
import { likenessKey, verdictKey } from './likeness';
import { PersonCard } from './person-card';

/** Saying of two records whether they are of one person, with how that is known. */
@Component({
  selector: 'ht-judge-page',
  imports: [Failure, PersonCard, RecordForm],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else {
      <ht-record-form
        [spec]="spec()"
        relatedLink="/nhan-su"
        (recorded)="leave()"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t('duplicates.judge') }}</h1>
        </div>
        <p class="sub">{{ t('duplicates.judgeSay') }}</p>
        <ul between class="pairs" [attr.aria-busy]="page.loading()">
          <li>
            @for (pair of page.value()?.pairs; track pair.first!.id) {
              <ht-person-card [person]="pair.first!" />
              <ht-person-card [person]="pair.second!" />
              <div class="why">
                @for (why of pair.why; track why) {
                  <span class="tag">{{ t(likenessKey(why)) }}</span>
                }
              </div>
            }
          </li>
        </ul>
      </ht-record-form>
    }
  `,
})
export class JudgePage {
  protected readonly t = injectText();
  private readonly client = injectClient(DuplicateService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly mot = input('');
  readonly hai = input('');
  /** What was found of them before. */
  readonly ketLuan = input<string>(undefined, { alias: 'ket-luan' });
  private readonly judged = computed(() => (Number(this.ketLuan()) || 0) as DuplicateVerdict);
  protected readonly likenessKey = likenessKey;

  protected readonly page = read({
    params: () => ({ ids: [this.mot(), this.hai()], verdict: this.judged(), at: this.time.at() }),
    load: (request, signal) => this.client.listPossibleDuplicates(request, { signal }),
  });
  protected readonly spec = computed<FormSpec>(() => ({
    key: `duplicate/${this.mot()}/${this.hai()}`,
    lead: 0,
    fields: [
      {
        name: 'verdict',
        type: 'choice',
        label: 'duplicates.found',
        options: (_, t) =>
          [DuplicateVerdict.DIFFERENT, DuplicateVerdict.SAME].map((one) => ({
            value: String(one),
            label: t(verdictKey(one)),
          })),
      },
    ],
    initial: { verdict: '' },
    reason: 'unless-paper',
    paper: 'record.basis',
    expectedVersion: 0n,
    send: (values, envelope, options) =>
      this.client.judgeDuplicate(
        { envelope, firstId: this.mot(), secondId: this.hai(), verdict: num(values, 'verdict') as DuplicateVerdict },
        options,
      ),
  }));

  constructor() {
    pageTrail(() => [
      { text: this.t('people.title'), link: ['/nhan-su'] },
      { text: this.t('duplicates.title'), link: ['/nhan-su/co-the-trung'] },
      { text: this.t('duplicates.judge') },
    ]);
  }

  protected leave() {
    void this.router.navigate(['/nhan-su/co-the-trung'], { queryParams: this.time.query() });
  }
}
