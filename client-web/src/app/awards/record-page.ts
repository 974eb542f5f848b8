import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { read } from '../rpc/read';
import { FormSpec, str } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Language, injectText } from '../ui/text';
import { AffectedList } from './affected-list';
import { ALL_CHANGES, BLANK, Known, NEW_CHANGES, REVOKE } from './changes';

/** Recording something about programmes, cycles and nominations; before an award is taken back, who rests on it. */
@Component({
  selector: 'ht-award-record-page',
  imports: [AffectedList, Failure, RecordForm, RouterLink],
  template: `
    @if (problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/giai-thuong"
        (recorded)="done($event.id)"
        (leave)="done(muc() ?? '')"
        (reload)="reload()"
        (entered)="person.set(text($event, 'personId'))"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(change().title) }}</h1>
          @if (subject(); as about) {
            <span class="mute"
              >{{ t('record.for') }}&ngsp;<a class="open" [routerLink]="about.link">{{ about.text }}</a></span
            >
          }
        </div>
        <p class="sub">{{ t(change().say) }}</p>
        @if (revoking()) {
          <ht-affected-list [awardId]="muc()!" />
        }
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  private readonly client = injectClient(AwardService);
  private readonly contributions = injectClient(ContributionService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly viec = input<string>();
  /** The programme, cycle or nomination it is about. */
  readonly muc = input<string>();
  readonly nguoi = input<string>();
  readonly donVi = input<string>(undefined, { alias: 'don-vi' });
  readonly tieu = input<string>();

  protected readonly change = computed(
    () => ALL_CHANGES.find((change) => change.name === this.viec()) ?? NEW_CHANGES[0],
  );
  protected readonly revoking = computed(() => this.change() === REVOKE && !!this.muc());
  /** Who is chosen in the form: what they made and hold can be cited. */
  protected readonly person = signal('');
  protected readonly text = str;
  private readonly newId = uuidv7();
  private asked = (about: string) =>
    this.change().about === about && this.muc() ? { id: this.muc()!, at: this.time.at() } : undefined;

  private readonly programmes = read({
    params: () => (this.change().about === 'nothing' ? { at: this.time.at() } : undefined),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  private readonly nomination = read({
    params: () => this.asked('nomination'),
    load: (request, signal) => this.client.getNomination(request, { signal }),
  });
  private readonly cycle = read({
    params: () => {
      const id = this.nomination.value()?.nomination?.cycleId;
      return this.asked('cycle') ?? (id ? { id, at: this.time.at() } : undefined);
    },
    load: (request, signal) => this.client.getCycle(request, { signal }),
  });
  private readonly programme = read({
    params: () => {
      const id = this.nomination.value()?.nomination?.programmeId;
      return this.asked('programme') ?? (id ? { id, at: this.time.at() } : undefined);
    },
    load: (request, signal) => this.client.getProgramme(request, { signal }),
  });
  private readonly theirs = () =>
    this.change().name === 'nominate' && this.person()
      ? { personId: this.person(), at: this.time.at(), pageSize: 50 }
      : undefined;
  private readonly works = read({
    params: this.theirs,
    load: (request, signal) => this.contributions.listContributions(request, { signal }),
    subject: ({ personId }) => personId,
  });
  private readonly awards = read({
    params: this.theirs,
    load: (request, signal) => this.client.listAwards(request, { signal }),
    subject: ({ personId }) => personId,
  });

  private readonly known = computed<Known>(() => ({
    programmes: this.programmes.value()?.programmes ?? [],
    programme: this.programme.value()?.programme,
    cycle: this.cycle.value()?.cycle,
    nomination: this.nomination.value()?.nomination,
    works: this.works.value()?.contributions ?? [],
    awards: (this.awards.value()?.awards ?? []).filter(({ period }) => !period?.to),
    language: this.language,
  }));
  private readonly ready = computed(() => {
    const { nomination, cycle, programme } = this.known();
    const about = this.change().about;
    if (about === 'nomination') return !!nomination && !!programme && (!nomination.cycleId || !!cycle);
    return about === 'cycle' ? !!cycle : about === 'programme' ? !!programme : !!this.programmes.value();
  });
  protected readonly problem = computed(() =>
    [this.nomination, this.cycle, this.programme, this.programmes].map((one) => one.problem()).find(Boolean),
  );
  protected readonly spec = computed<FormSpec | undefined>(() => {
    if (!this.ready()) return undefined;
    const [change, known] = [this.change(), this.known()];
    return {
      key: `${change.name}/${this.muc() ?? this.newId}`,
      fields: change.fields(known),
      initial: {
        ...BLANK,
        ...change.initial?.(known),
        ...(this.nguoi() && { personId: this.nguoi()! }),
        ...(this.donVi() && { unitId: this.donVi()! }),
        ...(this.tieu() && { criterion: this.tieu()! }),
      },
      reason: change.reason,
      paper: change.paperRequired ? 'award.field.decision' : 'record.basis',
      paperRequired: change.paperRequired,
      expectedVersion:
        change.about === 'nomination'
          ? known.nomination!.version
          : change.about === 'programme'
            ? known.programme!.version
            : change.about === 'cycle' && change.name !== 'nominate'
              ? known.cycle!.version
              : 0n,
      ...(change.name === 'load' && { nothing: 'award.loadHeld' as const }),
      send: (values, envelope, options) =>
        change.send(values, { ...known, client: this.client, id: this.newId, envelope, options }),
    };
  });
  protected readonly subject = computed(() => {
    const { nomination, cycle, programme } = this.known();
    if (nomination)
      return {
        text: [
          nomination.workTitle || nomination.nominees.map(({ fullName }) => fullName).find(Boolean),
          `${this.language.of(nomination.programmeName)} ${nomination.year}`,
        ]
          .filter(Boolean)
          .join(', '),
        link: ['/giai-thuong', nomination.id],
      };
    if (cycle)
      return { text: `${this.language.of(cycle.programme?.name)} ${cycle.year}`, link: ['/giai-thuong/ky', cycle.id] };
    return (
      programme && { text: this.language.of(programme.details?.name), link: ['/giai-thuong/danh-muc', programme.id] }
    );
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('award.title'), link: ['/giai-thuong'] },
      ...(this.subject() ? [this.subject()!] : []),
      { text: this.t(this.change().title) },
    ]);
  }

  protected reload() {
    for (const one of [this.nomination, this.cycle, this.programme, this.programmes]) one.reload();
  }

  /** To what was recorded; from what was left for later, back to what it was about. */
  protected done(id: string) {
    const { name, about } = this.change();
    const of = (path: string) => (id ? [path, id] : ['/giai-thuong']);
    const link =
      name === 'load' || name === 'setProgramme' || about === 'programme'
        ? id && name !== 'load'
          ? of('/giai-thuong/danh-muc')
          : ['/giai-thuong/danh-muc']
        : name === 'annul'
          ? ['/giai-thuong']
          : name === 'openCycle' || id === this.cycle.value()?.cycle?.id
            ? of('/giai-thuong/ky')
            : of('/giai-thuong');
    void this.router.navigate(link, { queryParams: this.time.query() });
  }
}
