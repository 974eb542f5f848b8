import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Stage } from '../../gen/hientai/contributions/v1/contribution_pb';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Files } from '../rpc/files';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { TextKey, injectText } from '../ui/text';
import { MENDING, nextSteps } from './changes';
import { SimilarList } from './similar-list';
import { StageMark } from './stage-mark';
import { highest, isInitiative, kindKey, natureKey, recognitionKey } from './words';
import { Asking } from '../ui/asking';

/** One contribution at a moment: what it is, who made it, how far it has come and what can come next. */
@Component({
  selector: 'ht-contribution-page',
  imports: [
    Asking,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    DateText,
    Failure,
    Files,
    History,
    Icon,
    Name,
    PaperRef,
    PeriodText,
    RouterLink,
    SimilarList,
    Skeleton,
    StageMark,
  ],
  templateUrl: './contribution-page.html',
})
export class ContributionPage {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(ContributionService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();

  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getContribution(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getContributionHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly one = computed(() => this.page.value()?.contribution);
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  protected readonly initiative = computed(() => isInitiative(this.one()?.details?.kind));
  protected readonly next = computed(() => (this.one() ? nextSteps(this.one()!) : []));
  /** Something is still to be made of it. */
  protected readonly open = computed(() => {
    const stage = this.one()?.stage;
    return stage !== Stage.ANSWERED && (stage ?? 0) < Stage.BEFORE_COUNCIL;
  });
  protected readonly answered = computed(() => this.one()?.council.filter(({ answered }) => answered).length ?? 0);
  protected readonly told = computed(() => {
    const details = this.one()?.details;
    return (['field', 'subject', 'requestedBy', 'before', 'solution', 'benefit'] as const)
      .map((name) => ({ name: `contribution.${name}` as TextKey, text: details?.[name] ?? '' }))
      .filter(({ text }) => text);
  });
  protected readonly mending = MENDING;
  protected readonly sitting = Stage.BEFORE_COUNCIL;
  protected readonly highest = highest;
  protected readonly kindKey = kindKey;
  protected readonly natureKey = natureKey;
  protected readonly recognitionKey = recognitionKey;

  constructor() {
    pageTrail(() => [
      { text: this.t('contribution.title'), link: ['/dong-gop'] },
      { text: this.one()?.details?.title ?? '…' },
    ]);
  }
}
