import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  ItemStanding,
  Proposal,
  ProposalItem,
  ProposalService,
} from '../../gen/hientai/personnel/v1/proposal_service_pb';
import { Ability, DataClass } from '../../gen/hientai/rpc/v1/access_pb';
import { Source } from '../../gen/hientai/rpc/v1/history_pb';
import { Eye } from '../personnel/eye';
import { RevealInit, opening, withMore } from '../personnel/reveal';
import { command } from '../rpc/command';
import { Files } from '../rpc/files';
import { read } from '../rpc/read';
import { Preview, linesOf } from '../rpc/record/preview';
import { Draft, recording } from '../rpc/record/recording';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Unsaved } from '../rpc/unsaved';
import { uuidv7 } from '../rpc/uuid';
import { dayOf, formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { Keys } from '../ui/keys';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Sentence } from '../ui/sentence';
import { Skeleton } from '../ui/skeleton';
import { Language, TextKey, injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';
import { changeLines, filesOf } from './change-words';
import { ProposalState } from './proposal-state';

const SHORTEST = 5;

interface Decision {
  approve: boolean;
  reason: string;
}

/** One proposal: what each item would record now, what has moved since, and the decision on each. */
@Component({
  selector: 'ht-proposal-page',
  imports: [
    Eye,
    Failure,
    Files,
    History,
    Icon,
    PaperRef,
    PeriodText,
    Preview,
    ProposalState,
    RouterLink,
    Sentence,
    Skeleton,
  ],
  templateUrl: './proposal-page.html',
})
export class ProposalPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ProposalService);
  private readonly registry = inject(Registry);
  private readonly toasts = inject(Toasts);
  readonly id = input.required<string>();

  protected readonly opened = opening(this.id);
  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at(), reveal: this.opened() }),
    load: (request, signal) => this.client.getProposal(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly proposal = computed(() => this.page.value()?.proposal);
  protected readonly items = computed(() =>
    (this.proposal()?.items ?? []).map((item) => ({
      item,
      title: this.titleOf(item),
      lines: changeLines(item.change, this.t),
      files: filesOf(item.change, this.t),
      would: item.consequences.map((consequence) => ({ consequence, lines: linesOf(consequence) })),
    })),
  );
  protected readonly counts = computed(() => {
    const items = this.proposal()?.items ?? [];
    const count = (standing: ItemStanding) => items.filter((item) => item.standing === standing).length;
    return {
      items: items.length,
      open: count(ItemStanding.OPEN),
      approved: count(ItemStanding.APPROVED),
      returned: count(ItemStanding.RETURNED),
    };
  });
  protected readonly mine = computed(() => this.proposal()?.source?.actor === this.registry.actor()?.name);
  protected readonly deciding = computed(() => !!this.proposal()?.mayDecide && !this.time.past());
  /** Why a caller who decides elsewhere does not decide here. */
  protected readonly barred = computed<{ title: TextKey; say: TextKey } | undefined>(() => {
    const proposal = this.proposal();
    if (!proposal || proposal.mayDecide || !this.counts().open || this.time.past()) return undefined;
    if (this.mine()) return { title: 'proposal.own', say: 'proposal.ownSay' };
    if (this.registry.owns(proposal.personId)) return { title: 'proposal.ownFile', say: 'proposal.ownSay' };
    return this.registry.may(Ability.APPROVE) ? { title: 'proposal.cannot', say: 'proposal.cannotSay' } : undefined;
  });
  /** Kept values among what would be recorded, of classes the caller opens somewhere. */
  protected readonly kept = computed(() => {
    const lines = (this.proposal()?.items ?? []).flatMap((item) =>
      item.consequences.flatMap((one) => [...one.begins, ...one.ceases, ...one.sentence]),
    );
    const opened = this.opened()?.classes ?? [];
    return [DataClass.SENSITIVE, DataClass.IDENTITY_NUMBER].filter(
      (one) =>
        !opened.includes(one) &&
        this.registry.me()?.classes.includes(one) &&
        lines.some((line) => line.dataClass === one),
    );
  });

  protected readonly decisions = linkedSignal<unknown, Record<number, Decision>>({
    source: () => [this.id(), this.proposal()?.version],
    computation: () => ({}),
  });
  /** Why nothing can be recorded yet. */
  protected readonly lacking = computed<TextKey | undefined>(() => {
    const chosen = Object.values(this.decisions());
    if (!chosen.length) return 'proposal.chooseFirst';
    return chosen.some((one) => !one.approve && one.reason.trim().length < SHORTEST)
      ? 'proposal.reasonFirst'
      : undefined;
  });
  private readonly draft = computed<Draft | undefined>(() => {
    const proposal = this.proposal();
    if (!proposal || !this.deciding() || this.lacking()) return undefined;
    const decisions = Object.entries(this.decisions()).map(([number, { approve, reason }]) => ({
      number: +number,
      approve,
      reason: approve ? '' : reason.trim(),
    }));
    return {
      content: JSON.stringify([proposal.id, String(proposal.version), decisions]),
      envelope: { reason: '', paperId: '', expectedVersion: proposal.version },
      send: (envelope, options) => this.client.decideProposal({ envelope, id: proposal.id, decisions }, options),
    };
  });
  protected readonly recording = recording(() => this.draft());
  protected readonly closed = computed(() => {
    if (this.lacking()) return this.t(this.lacking()!);
    if (this.recording.problem()) return this.t('record.refused');
    const unpassed = this.recording.unpassed();
    if (unpassed.length) return this.t('rule.open', { rules: unpassed.join(', ') });
    return this.recording.ready() ? '' : this.t('record.checking');
  });

  protected readonly asking = signal(false);
  protected readonly withdraw = command(async (proposal: Proposal) => {
    const envelope = { requestId: uuidv7(), expectedVersion: proposal.version };
    const receipt = await this.client.withdrawProposal({ envelope, id: proposal.id });
    this.settle('proposal.withdrawnDone', receipt.position);
    this.asking.set(false);
    return receipt;
  });

  protected readonly open = ItemStanding.OPEN;
  protected readonly standing = (item: ProposalItem) => `proposal.standing${item.standing}` as TextKey;
  protected readonly state = (item: ProposalItem) => ({
    items: 1,
    open: Number(item.standing === ItemStanding.OPEN),
    approved: Number(item.standing === ItemStanding.APPROVED),
    returned: Number(item.standing === ItemStanding.RETURNED),
  });
  protected readonly clock = formatTime;
  protected readonly iso = dayOf;
  protected readonly by = (source: Source | undefined) =>
    source && this.language.of({ vi: source.actorTitle || source.actor, en: source.actorTitleEn });

  constructor() {
    pageTrail(() => [
      { text: this.t('proposal.title'), link: ['/de-nghi'] },
      { text: this.proposal()?.personName || this.t('proposal.one') },
    ]);
    inject(Unsaved).hold({
      unsaved: () => Object.keys(this.decisions()).length > 0,
      giveUp: () => this.decisions.set({}),
    });
    inject(Keys).bind({ 'Ctrl+Enter': () => void this.submit() });
  }

  private titleOf(item: ProposalItem): string {
    const name = item.change?.change.case;
    if (!name) return this.t('proposal.item', { number: item.number });
    return this.t(name === 'registerPerson' ? 'proposal.newPerson' : (`change.${name}` as TextKey));
  }

  protected choose(item: ProposalItem, approve: boolean | undefined) {
    this.decisions.update((all) => {
      const { [item.number]: before, ...rest } = all;
      return approve === undefined ? rest : { ...rest, [item.number]: { approve, reason: before?.reason ?? '' } };
    });
  }

  protected explain(item: ProposalItem, reason: string) {
    this.decisions.update((all) => ({ ...all, [item.number]: { approve: false, reason } }));
  }

  protected approveAll() {
    const open = (this.proposal()?.items ?? []).filter((item) => item.standing === ItemStanding.OPEN);
    this.decisions.set(Object.fromEntries(open.map((item) => [item.number, { approve: true, reason: '' }])));
  }

  protected reveal(more: RevealInit) {
    this.opened.set(withMore(this.opened(), more));
  }

  protected async submit() {
    if (!this.recording.ready()) return;
    const receipt = await this.recording.record();
    if (!receipt) return;
    this.decisions.set({});
    this.settle('proposal.decided', receipt.position);
  }

  private settle(text: TextKey, position: bigint) {
    this.toasts.say(this.t(text), `#${formatCount(position)}`);
    this.registry.reload();
    this.page.reload();
  }

  protected again() {
    this.page.reload();
    this.recording.tryAgain();
  }
}
