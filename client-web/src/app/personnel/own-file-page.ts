import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { ProposalService, ProposalView } from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { DataUse } from '../privacy/data-use';
import { RequestsTable } from '../privacy/requests-table';
import { Hint, injectPersonProposals } from '../proposals/person-proposals';
import { ProposalHints } from '../proposals/proposal-hints';
import { ProposalState } from '../proposals/proposal-state';
import { Bundle } from '../rpc/bundle';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { PersonAssignments } from './person-assignments';
import { PersonGlance } from './person-glance';
import { PersonHeader } from './person-header';
import { PersonLadders } from './person-ladders';
import { PersonParticulars } from './person-particulars';
import { PersonReads } from './person-reads';
import { PersonSight } from './person-sight';
import { PersonTrainings } from './person-trainings';
import { RevealInit, opening, withMore } from './reveal';
import { WhyPanel } from './why-panel';

/** The caller's own file: what is on record, and what they may do about it. */
@Component({
  selector: 'ht-own-file-page',
  imports: [
    Bundle,
    DataUse,
    Failure,
    Icon,
    PersonAssignments,
    PersonGlance,
    PersonHeader,
    PersonLadders,
    PersonParticulars,
    PersonReads,
    PersonSight,
    PersonTrainings,
    ProposalHints,
    ProposalState,
    RequestsTable,
    RouterLink,
    Skeleton,
    WhyPanel,
  ],
  templateUrl: './own-file-page.html',
})
export class OwnFilePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  protected readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly people = injectClient(PersonService);
  private readonly proposalService = injectClient(ProposalService);
  private readonly privacy = injectClient(PrivacyService);
  /** The fact the panel explains. */
  readonly muc = input<string>();

  protected readonly id = computed(() => this.registry.me()?.personId ?? '');
  protected readonly opened = opening(this.id);
  private readonly question = computed(() => (this.id() ? { id: this.id(), at: this.time.at() } : undefined));
  protected readonly page = read({
    params: () => this.question() && { ...this.question(), reveal: this.opened() },
    load: (request, signal) => this.people.getPerson(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly person = computed(() => this.page.value()?.person);
  protected readonly proposals = read({
    params: () => this.question() && { view: ProposalView.MINE, personId: this.id(), at: this.time.at() },
    load: (request, signal) => this.proposalService.listProposals(request, { signal }),
  });
  protected readonly requests = read({
    params: () => this.question() && { personId: this.id(), at: this.time.at(), answered: true },
    load: (request, signal) => this.privacy.listPrivacyRequests(request, { signal }),
  });
  private readonly pending = injectPersonProposals(this.id);
  protected readonly hints = (group: Hint['group']) => this.pending.hints().filter((hint) => hint.group === group);
  protected readonly clock = formatTime;

  constructor() {
    pageTrail(() => [{ text: this.t('own.title') }]);
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
}
