import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { CandidacyService } from '../../gen/hientai/talent/v1/candidacy_service_pb';
import { Programme } from '../../gen/hientai/talent/v1/programme_pb';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { FormSpec, Values, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { toTimePoint } from '../rpc/when';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { detailFields, detailValues, detailsOf } from './changes';

/** What was chosen that a programme does not take. */
function unfit(programme: Programme | undefined, values: Values): string[] {
  const takes = (all: number[] | undefined, one: string) => !all?.length || all.includes(Number(one));
  return [
    ...(takes(programme?.details?.kinds, str(values, 'kind')) ? [] : ['kind']),
    ...(takes(programme?.details?.sectors, str(values, 'sector')) ? [] : ['sector']),
  ];
}

/** The programme that takes people of a kind, if only one does. */
function onlyOne(programmes: Programme[], kind: number): Programme | undefined {
  const taking = programmes.filter((one) => kind && one.details?.kinds.includes(kind));
  return taking.length === 1 ? taking[0] : undefined;
}

/** Somebody is put forward for a programme: who, for what, why; with the search that led to them, if one did. */
@Component({
  selector: 'ht-nominate-page',
  imports: [Failure, Icon, RecordForm, RouterLink, Skeleton],
  template: `
    @if (programmes.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="programmes.reload()" /></main>
    } @else if (none()) {
      <main class="page" id="main">
        <div class="pt-row">
          <h1 class="pt">{{ t('find.nominate') }}</h1>
        </div>
        <div class="say-state">
          <b>{{ t('find.noneInForce') }}</b>
          <p>{{ t('find.noneInForceSay') }}</p>
          <div class="btns">
            <a class="btn p" routerLink="/nguon/chuong-trinh" [queryParams]="time.query()">{{
              t('find.programmes')
            }}</a>
          </div>
        </div>
      </main>
    } @else if (spec(); as spec) {
      <ht-record-form [spec]="spec" (recorded)="open($event.id)" (leave)="leave()" (reload)="programmes.reload()">
        <div heading class="pt-row">
          <h1 class="pt">{{ t('find.nominate') }}</h1>
        </div>
        <p class="sub">{{ t('talent.sayNominate') }}</p>
        @if (need()) {
          <p class="notice" role="note">
            <ht-icon name="search" /><span>{{ t('talent.fromSearch') }}</span>
          </p>
        }
      </ht-record-form>
    } @else if (programmes.slow()) {
      <main class="page" id="main"><ht-skeleton [count]="4" /></main>
    }
  `,
})
export class NominatePage {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  private readonly client = injectClient(CandidacyService);
  private readonly talent = injectClient(TalentService);
  private readonly router = inject(Router);
  protected readonly time = inject(TimeTravel);
  /** Who. */
  readonly nguoi = input<string>();
  readonly chuongTrinh = input<string | undefined>(undefined, { alias: 'chuong-trinh' });
  /** Of what kind; with the post of a successor. */
  readonly dien = input<string>();
  readonly donVi = input<string | undefined>(undefined, { alias: 'don-vi' });
  readonly chucDanh = input<string | undefined>(undefined, { alias: 'chuc-danh' });
  readonly doiTuong = input<string | undefined>(undefined, { alias: 'doi-tuong' });
  readonly ngach = input<string>();
  /** The search that led to them, in JSON, with the day and the ledger position it was answered for. */
  readonly need = input<string>();
  readonly ngay = input<string>();
  readonly vitri = input<string>();

  private readonly newId = uuidv7();
  protected readonly programmes = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.talent.listProgrammes(request, { signal }),
  });
  private readonly inForce = computed(() => this.programmes.value()?.programmes.filter((one) => one.inForce));
  protected readonly none = computed(() => this.inForce()?.length === 0);
  protected readonly spec = computed((): FormSpec | undefined => {
    const programmes = this.inForce();
    if (!programmes) return undefined;
    const chosen = (values: Values) => programmes.find((one) => one.id === values['programmeId']);
    return {
      key: this.newId,
      fields: [
        { name: 'personId', type: 'person', label: 'talent.person' },
        {
          name: 'programmeId',
          type: 'choice',
          label: 'find.programme',
          clears: (values) => unfit(chosen(values), values),
          options: () =>
            programmes.map(({ id, details }) => ({
              value: id,
              label: `${details!.code} · ${this.language.of(details!.name)}`,
            })),
        },
        { name: 'on', type: 'date', label: 'talent.foundOn' },
        ...detailFields(chosen),
      ],
      lead: 1,
      initial: {
        ...detailValues(),
        personId: this.nguoi() ?? '',
        programmeId: this.chuongTrinh() ?? onlyOne(programmes, Number(this.dien()))?.id ?? '',
        on: '',
        kind: this.dien() ?? '',
        targetUnitId: this.donVi() ?? '',
        targetPost: this.chucDanh() ?? '',
        targetCategory: this.doiTuong() ?? '',
      },
      reason: 'unless-paper',
      paper: 'record.basis',
      expectedVersion: 0n,
      send: (values, envelope, options) =>
        this.client.findCandidate(
          {
            envelope,
            id: this.newId,
            personId: str(values, 'personId'),
            programmeId: str(values, 'programmeId'),
            on: str(values, 'on'),
            details: detailsOf(values, { post: this.chucDanh() ?? '', titleCode: this.ngach() ?? '' }),
            needJson: this.need() ?? '',
            searchedAt: this.need() ? toTimePoint({ valid: this.ngay(), known: this.vitri() }) : undefined,
          },
          options,
        ),
    };
  });

  constructor() {
    pageTrail(() => [{ text: this.t('nav.talent'), link: ['/nguon'] }, { text: this.t('find.nominate') }]);
  }

  protected open(id: string) {
    void this.router.navigate(['/nguon', id], { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(['/nguon'], { queryParams: this.time.query() });
  }
}
