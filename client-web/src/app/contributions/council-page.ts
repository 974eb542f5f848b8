import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CouncilScore, Stage } from '../../gen/hientai/contributions/v1/contribution_pb';
import { ContributionService } from '../../gen/hientai/contributions/v1/contribution_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { CONDITIONS } from './changes';
import { SimilarList } from './similar-list';
import { StageMark } from './stage-mark';
import { conditionKey, highest, stageKey } from './words';
import { Asking } from '../ui/asking';

/** Where a council sits over an initiative: what is like it, what each member answered, what it comes to, and the conclusion. */
@Component({
  selector: 'ht-council-page',
  imports: [Asking, Failure, Icon, Name, RouterLink, SimilarList, Skeleton, StageMark],
  templateUrl: './council-page.html',
})
export class CouncilPage {
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
  protected readonly one = computed(() => this.page.value()?.contribution);
  protected readonly council = computed(() => this.one()?.council ?? []);
  private readonly given = computed(() => this.council().filter(({ answered }) => answered));
  protected readonly left = computed(() => this.council().length - this.given().length);
  /** It sits now, so that answers and a conclusion can be recorded. */
  protected readonly sits = computed(
    () => this.one()?.stage === Stage.BEFORE_COUNCIL && !this.time.past() && this.registry.may(Ability.RECORD_PEOPLE),
  );
  protected readonly concluded = computed(() => {
    const one = this.one();
    if (!one || one.stage < Stage.RECOGNISED) return undefined;
    const step = one.life.find(({ stage }) => stage === Stage.RECOGNISED || stage === Stage.NOT_RECOGNISED);
    return step && { stage: this.t(stageKey(step.stage)).toLowerCase(), date: formatDate(step.on) };
  });
  /** How many find each condition not met; more than half of all and it cannot be recognised. */
  protected readonly tally = computed(() =>
    CONDITIONS.map((condition) => {
      const count = this.given().filter(({ doubts }) => doubts.includes(condition)).length;
      return { condition, count, fails: count * 2 > this.council().length };
    }),
  );
  protected readonly fails = computed(() => this.tally().some(({ fails }) => fails));
  protected readonly points = computed(() => {
    const points = this.given().map((score) => score.points);
    if (!points.length) return undefined;
    const average = points.reduce((sum, one) => sum + one, 0) / points.length;
    return { average: average.toFixed(1).replace('.', ','), low: Math.min(...points), high: Math.max(...points) };
  });
  protected readonly doubts = (score: CouncilScore) => score.doubts.map((one) => this.t(conditionKey(one))).join('; ');
  protected readonly conditionKey = conditionKey;
  protected readonly highest = highest;

  constructor() {
    pageTrail(() => [
      { text: this.t('contribution.title'), link: ['/dong-gop'] },
      { text: this.one()?.details?.title ?? '…', link: ['/dong-gop', this.id()] },
      { text: this.t('contribution.room') },
    ]);
  }
}
