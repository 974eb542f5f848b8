import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { CredentialService, IssueEnrolmentResponse } from '../../gen/hientai/access/v1/credential_service_pb';
import { ProgramService } from '../../gen/hientai/access/v1/program_service_pb';
import { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { Prove } from '../account/guarded';
import { roleKey } from '../account/words';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { PeriodText } from '../ui/period';
import { Language, injectText } from '../ui/text';
import { ACCOUNT_CHANGES } from './changes';
import { HandedOver } from './handed-over';

/** Recording something about an account, or putting a new one on record. */
@Component({
  selector: 'ht-account-record-page',
  imports: [Failure, HandedOver, PeriodText, Prove, RecordForm, RouterLink],
  template: `
    @if (handing(); as code) {
      <main class="page" id="main">
        <div class="pt-row">
          <h1 class="pt">{{ t(change().title) }}</h1>
        </div>
        @if (code.code) {
          <ht-handed-over
            [heading]="t('signIn.enrolCode')"
            [note]="t('admin.issuedNote', { time: when(code.expireTime) })"
            [values]="[{ label: account()!.name, text: code.code }]"
            (done)="leave()"
          />
        } @else {
          <p>{{ t('admin.issuedBefore') }}</p>
          <button class="btn" type="button" (click)="leave()">{{ t('act.close') }}</button>
        }
      </main>
    } @else if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/quan-tri/tai-khoan"
        (recorded)="recorded($event)"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(change().title) }}</h1>
          @if (account(); as account) {
            <span class="mute"
              >{{ t('record.for') }}&ngsp;<a class="open" [routerLink]="['/quan-tri/tai-khoan', account.id]">{{
                language.of(account.title)
              }}</a></span
            >
          }
        </div>
        <ht-prove heading [of]="proof" />
        <p class="sub">{{ t(change().say) }}</p>
        @if (mandate(); as one) {
          <p>
            <b class="m">{{ t(roleKey(one.role)) }}</b>&ngsp;<span class="mute"
              >{{ one.unitName }} · <ht-period [period]="one.period"
            /></span>
          </p>
        }
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(AccountService);
  private readonly programs = injectClient(ProgramService);
  private readonly credentials = injectClient(CredentialService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input<string>();
  readonly viec = input<string>();
  /** The mandate to end. */
  readonly muc = input('');

  protected readonly page = read({
    params: () => (this.id() ? { id: this.id()!, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getAccount(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly account = computed(() => this.page.value()?.account);
  private readonly known = read({
    params: () => (this.viec() === 'terms' ? { closed: true } : undefined),
    load: (request, signal) => this.programs.listPrograms(request, { signal }),
  });
  private readonly program = computed(() =>
    this.known.value()?.programs.find((program) => program.account?.id === this.id()),
  );
  protected readonly change = computed(
    () => ACCOUNT_CHANGES.find((change) => change.name === (this.viec() ?? 'open')) ?? ACCOUNT_CHANGES[0],
  );
  protected readonly mandate = computed(() => this.account()?.mandates.find((one) => one.id === this.muc()));
  protected readonly roleKey = roleKey;
  protected readonly when = formatTime;
  private readonly newId = uuidv7();
  private readonly changeId = uuidv7();
  /** What was answered last where a code was asked for; on screen once it is recorded. */
  private issued: IssueEnrolmentResponse | undefined;
  protected readonly handing = signal<IssueEnrolmentResponse | undefined>(undefined);
  private readonly form = viewChild(RecordForm);
  /** What needs two administrators asks first who is there; then it goes on by itself. */
  protected readonly proof = {
    asked: computed(() => this.form()?.recording.problem()?.reason === 'REAUTHENTICATE'),
    again: async () => this.form()?.submit(),
    forget: () => this.form()?.recording.tryAgain(),
  };
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const [change, account] = [this.change(), this.account()];
    if (this.id() && !account) return undefined;
    if (change.name === 'terms' && !this.program()) return undefined;
    return {
      key: `${change.name}/${account?.id ?? this.newId}`,
      fields: change.fields,
      initial: change.initial(account, this.program()),
      reason: change.reason,
      paper: change.paper,
      expectedVersion: account?.version ?? 0n,
      besides: this.muc(),
      send: (values, envelope, options) =>
        change.send(values, {
          client: this.client,
          programs: this.programs,
          credentials: this.credentials,
          account,
          newId: this.newId,
          changeId: this.changeId,
          mandateId: this.muc(),
          issued: (answer) => (this.issued = answer),
          envelope,
          options,
        }),
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('nav.admin'), link: ['/quan-tri'] },
      { text: this.t('admin.accounts'), link: ['/quan-tri/tai-khoan'] },
      ...(this.account()
        ? [{ text: this.language.of(this.account()!.title), link: ['/quan-tri/tai-khoan', this.account()!.id] }]
        : []),
      { text: this.t(this.change().title) },
    ]);
  }

  protected recorded({ id }: Receipt) {
    if (this.issued) this.handing.set(this.issued);
    else void this.router.navigate(['/quan-tri/tai-khoan', id], { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(this.id() ? ['/quan-tri/tai-khoan', this.id()] : ['/quan-tri/tai-khoan'], {
      queryParams: this.time.query(),
    });
  }
}
