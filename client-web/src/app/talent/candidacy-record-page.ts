import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { changeOf } from './changes';

/** Recording a step through the pool, an assessment, a correction, or that somebody was never looked at. */
@Component({
  selector: 'ht-candidacy-record-page',
  imports: [Failure, RecordForm, RouterLink, Skeleton],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      @let candidacy = page.value()!.answer.candidacy!;
      <ht-record-form [spec]="spec" (recorded)="leave()" (leave)="leave()" (reload)="page.reload()">
        <div heading class="pt-row">
          <h1 class="pt">{{ t(change()!.title) }}</h1>
          <span class="mute"
            >{{ t('record.for') }}&ngsp;<a class="open" [routerLink]="['/nguon', id()]">{{ candidacy.fullName }}</a
            >, {{ candidacy.programmeCode }}</span
          >
        </div>
        <p class="sub">{{ t(change()!.say) }}</p>
      </ht-record-form>
    } @else if (page.slow()) {
      <main class="page" id="main"><ht-skeleton [count]="4" /></main>
    }
  `,
})
export class CandidacyRecordPage {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  private readonly client = injectClient(CandidacyService);
  private readonly talent = injectClient(TalentService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input.required<string>();
  readonly viec = input<string>();

  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: async (request, signal) => {
      const answer = await this.client.getCandidacy(request, { signal });
      const id = answer.candidacy!.programmeId;
      return { answer, programme: (await this.talent.getProgramme({ id, at: request.at }, { signal })).programme };
    },
    subject: ({ id }) => id,
  });
  protected readonly change = computed(() => {
    const about = this.page.value();
    return about && changeOf(this.viec(), { ...about, client: this.client, language: this.language });
  });
  protected readonly spec = computed((): FormSpec | undefined => {
    const [change, about] = [this.change(), this.page.value()];
    if (!change || !about) return undefined;
    return {
      key: `${this.viec()}/${this.id()}`,
      fields: change.fields,
      initial: change.initial,
      reason: change.reason,
      paper: 'record.basis',
      paperRequired: change.paperRequired,
      expectedVersion: about.answer.candidacy!.version,
      send: change.send,
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('nav.talent'), link: ['/nguon'] },
      { text: this.page.value()?.answer.candidacy?.fullName ?? '…', link: ['/nguon', this.id()] },
      { text: this.change() ? this.t(this.change()!.title) : '…' },
    ]);
  }

  protected leave() {
    const gone = this.viec() === 'huy';
    void this.router.navigate(gone ? ['/nguon'] : ['/nguon', this.id()], { queryParams: this.time.query() });
  }
}
