import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { AwardsOf } from '../awards/awards-of';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { EntryKind, HistoryEntry } from '../../gen/hientai/rpc/v1/history_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { ContributionList } from '../contributions/contribution-list';
import { DataUse } from '../privacy/data-use';
import { Hint, injectPersonProposals } from '../proposals/person-proposals';
import { ProposalHints } from '../proposals/proposal-hints';
import { PersonStandings } from '../reporting/person-standings';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { PersonCandidacies } from '../talent/person-candidacies';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { dayOf, formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { closedFor } from './may-change';
import { PersonAssignments } from './person-assignments';
import { PersonGlance } from './person-glance';
import { PersonHeader } from './person-header';
import { PersonLadders } from './person-ladders';
import { PersonParticulars } from './person-particulars';
import { PersonReads } from './person-reads';
import { PersonSight } from './person-sight';
import { PersonTimeline } from './person-timeline';
import { PersonTrainings } from './person-trainings';
import { RevealInit, opening, withMore } from './reveal';
import { WhyPanel } from './why-panel';
import { Asking } from '../ui/asking';

/** One person at a moment: identity, post, qualifications, everything that happened, and why each is believed. */
@Component({
  selector: 'ht-person-page',
  imports: [
    Asking,
    ContributionList,
    AwardsOf,
    PersonCandidacies,
    DataUse,
    Failure,
    History,
    PersonAssignments,
    PersonGlance,
    PersonHeader,
    PersonLadders,
    PersonParticulars,
    PersonReads,
    PersonSight,
    PersonStandings,
    PersonTimeline,
    PersonTrainings,
    Icon,
    ProposalHints,
    RouterLink,
    Skeleton,
    WhyPanel,
  ],
  templateUrl: './person-page.html',
})
export class PersonPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly registry = inject(Registry);

  readonly id = input.required<string>();
  /** The fact the panel explains. */
  readonly muc = input<string>();
  /** What the history shows: everything, qualifications, corrections. */
  readonly loc = input<string>();

  /** Kept values the reader has opened here; another visit starts with them closed. */
  protected readonly opened = opening(this.id);
  protected readonly talent = computed(() => this.registry.may(Ability.READ_TALENT));
  protected readonly own = computed(() => this.registry.owns(this.id()));

  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at(), reveal: this.opened() }),
    load: (request, signal) => this.client.getPerson(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly timeline = read({
    params: () => ({ id: this.id(), at: this.time.at(), reveal: this.opened() }),
    load: (request, signal) => this.client.getPersonTimeline(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: () => ({
      id: this.id(),
      at: this.time.at() && { known: this.time.at()!.known },
      reveal: this.opened(),
    }),
    load: (request, signal) => this.client.getPersonHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly person = computed<Person | undefined>(() => this.page.value()?.person);
  protected readonly proposals = injectPersonProposals(this.id);
  protected readonly hints = (group: Hint['group']) => this.proposals.hints().filter((hint) => hint.group === group);
  protected readonly name = computed(() => this.person()?.identity?.fullName ?? '');
  protected readonly entries = computed(() => {
    const entries = this.history.value()?.entries ?? [];
    if (this.loc() === 'trinh-do') return entries.filter((entry) => /^(qualification|training):/.test(entry.key));
    if (this.loc() === 'dinh-chinh') return entries.filter((entry) => entry.source?.kind === EntryKind.CORRECTION);
    return entries;
  });
  protected readonly known = computed(() => {
    const moment = this.page.value()?.at;
    return this.time.known() ? dayOf(moment?.knownAt) || this.time.today() : this.time.today();
  });

  protected readonly clock = formatTime;
  /** Nothing can be recorded from here: the past is looked at, or the file is closed to this reader. */
  protected readonly closed = computed(() => this.time.past() || !this.person() || !!closedFor(this.person()!));

  constructor() {
    pageTrail(() => [
      { text: this.t('people.title'), link: ['/nhan-su'] },
      { text: this.page.problem()?.missing ? this.t('person.notFoundTitle') : this.name() || '…' },
    ]);
    const writes = (query?: object) => () => {
      if (this.closed()) return;
      void this.router.navigate(['/nhan-su', this.id(), 'ghi'], { queryParams: { muc: this.muc(), ...query } });
    };
    inject(Keys).bind({
      e: writes(),
      'Shift+E': writes({ loai: 'dinh-chinh' }),
      y: () => this.explain(this.muc() ? undefined : this.firstFact()),
      Escape: () => (this.muc() ? this.explain(undefined) : false),
    });
  }

  protected reveal(more: RevealInit) {
    this.opened.set(withMore(this.opened(), more));
  }

  protected explain(key: string | undefined) {
    void this.router.navigate([], {
      queryParams: { muc: key ?? null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected filter(loc: string | null) {
    void this.router.navigate([], { queryParams: { loc }, queryParamsHandling: 'merge', replaceUrl: true });
  }

  /** Right before an entry was recorded, and right after. */
  protected readonly beforeAfter = (entry: HistoryEntry) => {
    const position = entry.source?.position ?? 0n;
    const valid = this.time.valid() ?? '';
    return {
      link: ['/nhan-su', this.id(), 'so-sanh'],
      query: { a: `${valid}~${position - 1n}`, b: `${valid}~${position}` },
    };
  };

  private firstFact() {
    const first = this.person()?.qualifications[0];
    return first ? `qualification:${first.id}` : undefined;
  }
}
