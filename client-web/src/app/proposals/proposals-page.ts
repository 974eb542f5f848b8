import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ProposalService, ProposalView } from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { dayOf, formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { ProposalState, stateWords } from './proposal-state';
import { Asking } from '../ui/asking';

const PAGE = 50;

interface View {
  name: string;
  view: ProposalView;
  text: TextKey;
  none: TextKey;
  noneSay: TextKey;
}
const WAITING: View = {
  name: 'cho-duyet',
  view: ProposalView.UNSPECIFIED,
  text: 'proposal.waitingFor',
  none: 'proposal.noneWaiting',
  noneSay: 'proposal.noneWaitingSay',
};
const MINE: View = {
  name: 'cua-toi',
  view: ProposalView.MINE,
  text: 'proposal.mine',
  none: 'proposal.noneMine',
  noneSay: 'proposal.noneMineSay',
};
const ALL: View = {
  name: 'tat-ca',
  view: ProposalView.ALL,
  text: 'proposal.all',
  none: 'proposal.noneAll',
  noneSay: 'proposal.noneAllSay',
};

/** Changes that wait for a second pair of eyes: mine to decide, mine, and all within sight. */
@Component({
  selector: 'ht-proposals-page',
  imports: [Asking, Failure, Name, Pager, ProposalState, RouterLink, Skeleton],
  templateUrl: './proposals-page.html',
})
export class ProposalsPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ProposalService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  /** Which of the views. */
  readonly xem = input<string>();

  protected readonly views = computed(() => [
    ...(this.registry.may(Ability.APPROVE) ? [WAITING] : []),
    ...(this.registry.may(Ability.PROPOSE) ? [MINE] : []),
    ALL,
  ]);
  protected readonly current = computed(() => this.views().find((view) => view.name === this.xem()) ?? this.views()[0]);
  protected readonly pages = pagesOf(() => [this.current(), this.time.at()]);
  protected readonly page = read({
    params: () =>
      this.registry.me()
        ? { view: this.current().view, at: this.time.at(), pageSize: PAGE, pageToken: this.pages.token() }
        : undefined,
    load: (request, signal) => this.client.listProposals(request, { signal }),
    subject: ({ view }) => view,
  });
  protected readonly waiting = ProposalView.UNSPECIFIED;
  protected readonly count = formatCount;
  protected readonly clock = formatTime;
  protected readonly iso = dayOf;

  protected readonly written = (): Export => ({
    file: 'de-nghi',
    title: this.t('proposal.title'),
    header: (
      [
        'proposal.whose',
        'proposal.what',
        'proposal.who',
        'proposal.when',
        'proposal.state',
        'fileColumn.reason',
      ] as const
    ).map((text) => this.t(text)),
    asked: [[this.t('proposal.views'), this.t(this.current().text)]],
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listProposals(
          { view: this.current().view, at: this.time.at(), pageToken, pageSize: 200 },
          { signal },
        ),
      ({ proposals }) =>
        proposals.map((row) => [
          row.personName || this.t('privacy.erasedPerson'),
          this.language.of(row.summary),
          row.mine ? this.t('proposal.own') : this.language.of(row.proposer),
          formatTime(row.time),
          stateWords(row, this.t),
          row.reason,
        ]),
    ),
  });

  constructor() {
    pageTrail(() => [{ text: this.t('proposal.title') }]);
  }

  protected show(view: View) {
    return this.router.navigate([], { queryParams: { xem: view.name }, queryParamsHandling: 'merge' });
  }

  /** Arrow keys go along the tabs, as in every tab list. */
  protected press(event: KeyboardEvent, at: number) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = (at + step + this.views().length) % this.views().length;
    void this.show(this.views()[next]);
    ((event.currentTarget as HTMLElement).parentElement!.children[next] as HTMLElement).focus();
  }
}
