import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { AffectedList } from '../awards/affected-list';
import { read } from '../rpc/read';
import { FormSpec, Values, num, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { ALL_CHANGES, RECORD, SCORE } from './changes';
import { SimilarList } from './similar-list';
import { StageMark } from './stage-mark';
import { highest, isInitiative, stageKey } from './words';

/** Recording a contribution, its next step, what a member of the council answered, or that it was recorded wrongly. */
@Component({
  selector: 'ht-contribution-record-page',
  imports: [AffectedList, Failure, RecordForm, RouterLink, SimilarList, Skeleton, StageMark],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        [relatedLink]="id() ? '/nhan-su' : '/dong-gop'"
        (recorded)="open($event.id)"
        (leave)="leave()"
        (reload)="page.reload()"
        (entered)="entered.set($event)"
      >
        <div heading>
          <h1 class="pt">{{ t(change().title) }}</h1>
          @if (one(); as one) {
            <p class="contrib-about">
              <a class="open" [routerLink]="['/dong-gop', one.id]">{{ one.details?.title }}</a>
              <ht-stage [stage]="one.stage" [level]="highest(one)" [outcome]="one.outcome" />
              @if (member(); as member) {
                <span
                  >{{ t('contribution.member') }}: <b>{{ member.fullName }}</b></span
                >
              }
            </p>
          }
        </div>
        <p class="sub">{{ t(change().say) }}</p>
        @if (outOfTurn(); as stage) {
          <p class="notice" role="note">{{ t('contribution.opposite', { stage: t(stageKey(stage)) }) }}</p>
        }
        @if (change().name === 'cancel' && id()) {
          <ht-affected-list [contributionId]="id()!" />
        }
        @if (change().name === 'score' && one()?.details; as details) {
          <dl class="facts contrib-facts">
            @for (part of told(); track part.name) {
              <dt>{{ t(part.name) }}</dt>
              <dd>{{ part.text }}</dd>
            }
          </dl>
        }
        @if (draft(); as text) {
          <ht-similar-list between [text]="text" />
        }
      </ht-record-form>
    } @else if (page.slow()) {
      <main class="page" id="main"><ht-skeleton /></main>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(ContributionService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input<string>();
  readonly viec = input<string>();
  /** Whose answers are recorded. */
  readonly thanhVien = input<string>(undefined, { alias: 'thanh-vien' });

  protected readonly page = read({
    params: () => (this.id() ? { id: this.id()!, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getContribution(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly one = computed(() => this.page.value()?.contribution);
  protected readonly change = computed(() =>
    this.id() ? (ALL_CHANGES.find(({ name }) => name === this.viec()) ?? ALL_CHANGES[0]) : RECORD,
  );
  protected readonly member = computed(() =>
    this.change() === SCORE ? this.one()?.council.find(({ memberId }) => memberId === this.thanhVien()) : undefined,
  );
  protected readonly outOfTurn = computed(() => {
    const [from, stage] = [this.change().from, this.one()?.stage];
    return stage && from && !from.includes(stage) ? stage : undefined;
  });
  protected readonly told = computed(() => {
    const details = this.one()?.details;
    return (['before', 'solution', 'benefit'] as const)
      .map((name) => ({ name: `contribution.${name}` as const, text: details?.[name] ?? '' }))
      .filter(({ text }) => text);
  });
  protected readonly entered = signal<Values>({});
  /** What a new initiative says of itself so far, as a council will compare it. */
  protected readonly draft = computed(() => {
    const values = this.entered();
    if (this.id() || !isInitiative(num(values, 'kind'))) return '';
    return ['title', 'field', 'subject', 'requestedBy', 'solution']
      .map((name) => str(values, name))
      .join(' ')
      .trim()
      .slice(0, 10_000);
  });
  protected readonly highest = highest;
  protected readonly stageKey = stageKey;
  private readonly newId = uuidv7();

  protected readonly spec = computed<FormSpec | undefined>(() => {
    const [change, one, member] = [this.change(), this.one(), this.thanhVien() ?? ''];
    if (this.id() && !one) return undefined;
    return {
      key: `${change.name}/${one?.id ?? this.newId}/${member}`,
      fields: change.fields,
      steps: change.steps,
      initial: change.initial(one, member),
      reason: change.reason,
      paper: 'record.basis',
      paperRequired: change.paperRequired,
      expectedVersion: one?.version ?? 0n,
      send: (values, envelope, options) =>
        change.send(values, { client: this.client, id: one?.id ?? this.newId, member, envelope, options }),
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('contribution.title'), link: ['/dong-gop'] },
      ...(this.one() ? [{ text: this.one()!.details!.title, link: ['/dong-gop', this.one()!.id] }] : []),
      { text: this.t(this.change().title) },
    ]);
  }

  protected open(id: string) {
    const link = this.change().name === 'annul' ? ['/dong-gop'] : this.back(id);
    void this.router.navigate(link, { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(this.back(this.id()), { queryParams: this.time.query() });
  }

  /** Who records answers goes on with the next member. */
  private back(id: string | undefined) {
    return id ? ['/dong-gop', id, ...(this.change() === SCORE ? ['hoi-dong'] : [])] : ['/dong-gop'];
  }
}
