import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Paper } from '../../gen/hientai/papers/v1/paper_pb';
import { PaperService } from '../../gen/hientai/papers/v1/paper_service_pb';
import { Receipt } from '../../gen/hientai/rpc/v1/command_pb';
import { toProblem } from '../rpc/problem';
import { read } from '../rpc/read';
import { FieldSpec, FormSpec, Values, hashes, str } from '../rpc/record/form-spec';
import { NO_PAPER, PAPER_FIELDS, paperDetails } from '../rpc/record/paper-fields';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { TextKey, injectText } from '../ui/text';

type Way = 'register' | 'amend' | 'attach' | 'repeal' | 'withdraw';

const TITLES: Record<Way, TextKey> = {
  register: 'paper.add',
  amend: 'paper.amend',
  attach: 'paper.attach',
  repeal: 'paper.repeal',
  withdraw: 'paper.withdraw',
};
const scans: FieldSpec = {
  name: 'scans',
  type: 'files',
  label: 'field.scans',
  hint: 'field.evidenceHint',
  optional: true,
};

/** Kind and number come first: what they are taken for stands below them. */
const NUMBER_FIELDS = 2;

/** Registering, amending, adding a scan to, or withdrawing a paper. */
@Component({
  selector: 'ht-paper-record-page',
  imports: [Failure, RecordForm, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/van-ban"
        (recorded)="open($event.id)"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(title()) }}</h1>
          @if (paper(); as paper) {
            <a class="open num" [routerLink]="['/van-ban', paper.id]">{{ paper.number }}</a>
          }
        </div>
        @if (way() === 'withdraw') {
          <p class="sub">{{ t('paper.falls') }}</p>
        } @else if (way() === 'repeal') {
          <p class="sub">{{ t('paper.repealSay') }}</p>
        }
        @if (alike().length) {
          <section between class="alike" aria-live="polite">
            <h2>{{ t('paper.onRecord') }}</h2>
            <p class="hint">{{ t('paper.onRecordSay') }}</p>
            <ul>
              @for (id of alike(); track id) {
                <li>
                  <a class="open" [routerLink]="['/van-ban', id]" target="_blank"
                    >{{ t('paper.openThat') }}<span class="sr"> ({{ t('palette.newTab') }})</span></a
                  >
                  <label class="check"
                    ><input
                      type="checkbox"
                      [checked]="others().includes(id)"
                      (change)="tell(id, $any($event.target).checked)"
                    />{{ t('paper.notSame') }}</label
                  >
                </li>
              }
            </ul>
          </section>
        }
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(PaperService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input<string>();
  readonly viec = input<string>();

  protected readonly way = computed<Way>(() => (this.id() ? ((this.viec() ?? 'amend') as Way) : 'register'));
  protected readonly title = computed(() => TITLES[this.way()] ?? TITLES.amend);
  protected readonly page = read({
    params: () => (this.id() ? { id: this.id()!, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getPaper(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly paper = computed(() => this.page.value()?.paper);
  private readonly newId = uuidv7();
  /** Papers on record that read like this one, and those of them that are others nevertheless. */
  protected readonly alike = signal<string[]>([]);
  protected readonly others = signal<string[]>([]);

  protected readonly spec = computed<FormSpec | undefined>(() => {
    const paper = this.paper();
    if (!paper) return this.id() ? undefined : this.registration();
    const about = { key: `${this.way()}/${paper.id}`, expectedVersion: paper.version };
    switch (this.way()) {
      case 'attach':
        return { ...about, ...this.attachment(paper) };
      case 'withdraw':
        return { ...about, ...this.withdrawal(paper) };
      case 'repeal':
        return { ...about, ...this.repeal(paper) };
      default:
        return { ...about, ...this.amendment(paper) };
    }
  });

  private registration(): FormSpec {
    return {
      key: this.newId,
      expectedVersion: 0n,
      fields: [...PAPER_FIELDS, scans],
      lead: NUMBER_FIELDS,
      initial: { ...NO_PAPER, scans: [] },
      reason: this.others().length ? 'required' : 'optional',
      paper: undefined,
      besides: this.others(),
      send: (values, envelope, options) =>
        this.looked(
          this.client.registerPaper(
            {
              envelope,
              id: this.newId,
              details: paperDetails(values),
              scans: hashes(values, 'scans'),
              notSameAs: this.others(),
            },
            options,
          ),
        ),
    };
  }

  private amendment(paper: Paper): Omit<FormSpec, 'key' | 'expectedVersion'> {
    const { number, title, issuer, signer, signedOn, effectiveOn, excerpt } = paper;
    const initial: Values = { kind: String(paper.kind), number, title, issuer, signer, signedOn, effectiveOn, excerpt };
    return {
      fields: PAPER_FIELDS,
      lead: NUMBER_FIELDS,
      initial,
      reason: 'required',
      paper: undefined,
      besides: this.others(),
      send: (values, envelope, options) =>
        this.looked(
          this.client.amendPaper(
            { envelope, id: paper.id, details: paperDetails(values), notSameAs: this.others() },
            options,
          ),
        ),
    };
  }

  /** Remembers which papers on record it was taken for, so that they can be opened and told apart. */
  private async looked(sent: Promise<Receipt>): Promise<Receipt> {
    try {
      const receipt = await sent;
      this.alike.set(this.others());
      return receipt;
    } catch (error) {
      const { reason, relatedIds } = toProblem(error);
      if (reason === 'PAPER_ALREADY_REGISTERED') this.alike.set([...new Set([...this.others(), ...relatedIds])]);
      throw error;
    }
  }

  protected tell(id: string, other: boolean) {
    this.others.update((ids) => (other ? [...ids, id] : ids.filter((one) => one !== id)));
  }

  private attachment(paper: Paper): Omit<FormSpec, 'key' | 'expectedVersion'> {
    return {
      // One scan at a time: each is an entry of its own in the ledger.
      fields: [{ ...scans, name: 'scan', path: 'sha256', optional: false, half: true }],
      initial: { scan: [] },
      reason: 'optional',
      paper: undefined,
      send: (values, envelope, options) =>
        this.client.attachScan({ envelope, id: paper.id, sha256: hashes(values, 'scan')[0] ?? '' }, options),
    };
  }

  private withdrawal(paper: Paper): Omit<FormSpec, 'key' | 'expectedVersion'> {
    return {
      fields: [{ name: 'on', type: 'date', label: 'field.withdrawnOn' }],
      initial: { on: '' },
      reason: 'required',
      paper: 'field.withdrawnBy',
      send: (values, envelope, options) =>
        this.client.withdrawPaper({ envelope, id: paper.id, on: str(values, 'on') }, options),
    };
  }

  private repeal(paper: Paper): Omit<FormSpec, 'key' | 'expectedVersion'> {
    const repealed = !!paper.repeal;
    const field: FieldSpec = { name: 'from', type: 'date', label: 'field.repealedFrom', optional: repealed };
    return {
      fields: [repealed ? { ...field, hint: 'field.repealedFromHint' } : field],
      initial: { from: paper.repeal?.from ?? '' },
      reason: 'required',
      paper: 'field.repealedBy',
      send: (values, envelope, options) =>
        this.client.repealPaper({ envelope, id: paper.id, from: str(values, 'from') }, options),
    };
  }

  constructor() {
    pageTrail(() => [
      { text: this.t('paper.title'), link: ['/van-ban'] },
      ...(this.paper() ? [{ text: this.paper()!.number, link: ['/van-ban', this.paper()!.id] }] : []),
      { text: this.t(this.title()) },
    ]);
  }

  protected open(id: string) {
    void this.router.navigate(['/van-ban', id], { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(this.id() ? ['/van-ban', this.id()] : ['/van-ban'], { queryParams: this.time.query() });
  }
}
