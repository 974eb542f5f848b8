import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Language, injectText } from '../ui/text';
import { ENACT, LOAD, STANDARD_CHANGES } from './changes';

/** Enacting a standard, loading those that come with the product, or recording something about one. */
@Component({
  selector: 'ht-standard-record-page',
  imports: [Failure, Icon, RecordForm, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/chuan"
        (recorded)="open($event.id)"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(change().title) }}</h1>
          @if (standard()?.details; as details) {
            <span class="mute"
              >{{ t('record.for') }}&ngsp;<a class="open" [routerLink]="['/chuan', standard()!.id]"
                >{{ details.code }} {{ language.of(details.name) }}</a
              ></span
            >
          }
        </div>
        <p class="sub">{{ t(change().say) }}</p>
        @if (change().name === 'correct' && wordings().length > 1) {
          <div class="field">
            <label for="wording">{{ t('field.wrongFrom') }}</label>
            <span class="inp"
              ><select id="wording" #chosen (change)="choose(chosen)">
                @for (one of wordings(); track $index) {
                  <option [value]="one.period?.from" [selected]="one === wording()">
                    {{ date(one.period?.from ?? '') }}: {{ one.details?.clause || one.details?.source }}
                  </option>
                }</select
              ><ht-icon name="chd" small
            /></span>
          </div>
        }
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(StandardService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input<string>();
  readonly viec = input<string>();
  /** The wording that is corrected, by its beginning. */
  readonly tu = input<string>();
  /** Loading what comes with the product. */
  readonly load = input(false);

  protected readonly page = read({
    params: () => (this.id() ? { id: this.id()!, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getStandard(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly standard = computed(() => this.page.value()?.standard);
  protected readonly wordings = computed(() => this.standard()?.wordings ?? []);
  /** What the form begins from: the wording in force, else the last; for a correction the one that was chosen. */
  protected readonly wording = computed(() => {
    const begun = this.tu() ?? this.standard()?.period?.from;
    return this.wordings().find((one) => one.period?.from === begun) ?? this.wordings().at(-1);
  });
  protected readonly change = computed(() => {
    if (!this.id()) return this.load() ? LOAD : ENACT;
    return STANDARD_CHANGES.find((change) => change.name === this.viec()) ?? STANDARD_CHANGES[0];
  });
  protected readonly date = formatDate;
  private readonly newId = uuidv7();

  protected readonly spec = computed<FormSpec | undefined>(() => {
    const [change, standard, wording] = [this.change(), this.standard(), this.wording()];
    if (this.id() && !standard) return undefined;
    const corrects = change.name === 'correct' ? (wording?.period?.from ?? '') : '';
    return {
      key: `${change.name}/${standard?.id ?? this.newId}/${corrects}`,
      fields: change.fields,
      initial: change.initial(wording, standard),
      reason: change.reason,
      paper: 'record.basis',
      expectedVersion: standard?.version ?? 0n,
      besides: corrects,
      ...(change === LOAD && { nothing: 'standard.loadHeld' as const }),
      send: (values, envelope, options) =>
        change.send(values, { client: this.client, id: standard?.id ?? this.newId, wording, envelope, options }),
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('standard.title'), link: ['/chuan'] },
      ...(this.standard() ? [{ text: this.standard()!.details!.code, link: ['/chuan', this.standard()!.id] }] : []),
      { text: this.t(this.change().title) },
    ]);
  }

  protected async choose(select: HTMLSelectElement) {
    const queryParams = { tu: select.value };
    const gone = await this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
    // Who stays with what they filled in stays with the wording it was filled in for.
    if (!gone) select.value = this.wording()?.period?.from ?? '';
  }

  protected open(id: string) {
    const link = this.load() ? ['/chuan'] : ['/chuan', id];
    void this.router.navigate(link, { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(this.id() ? ['/chuan', this.id()] : ['/chuan'], { queryParams: this.time.query() });
  }
}
