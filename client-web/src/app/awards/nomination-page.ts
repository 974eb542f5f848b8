import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Deed, Finding, Matter, NominationStep, Verdict } from '../../gen/hientai/awards/v1/award_pb';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Name } from '../ui/name';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { Skeleton } from '../ui/skeleton';
import { Standing } from '../ui/standing';
import { Language, injectText } from '../ui/text';
import { AffectedList } from './affected-list';
import { STANDING, awardMetKey, awardStepKey, awardVerdictKey } from './award-words';
import { nominationChanges } from './changes';
import { AwardMenu } from './record-menu';
import { Asking } from '../ui/asking';

/** One nomination: who or what, its steps, the criteria with the facts that decide each, what it cites, and who rests on it. */
@Component({
  selector: 'ht-nomination-page',
  imports: [
    Asking,
    AffectedList,
    AwardMenu,
    DateText,
    Failure,
    History,
    Name,
    PaperRef,
    RouterLink,
    Skeleton,
    Standing,
  ],
  templateUrl: './nomination-page.html',
})
export class NominationPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();

  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  private readonly question = () => ({ id: this.id(), at: this.time.at() });
  protected readonly page = read({
    params: this.question,
    load: (request, signal) => this.client.getNomination(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: this.question,
    load: (request, signal) => this.client.getNominationHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly nomination = computed(() => this.page.value()?.nomination);
  protected readonly changes = computed(() => (this.nomination() ? nominationChanges(this.nomination()!) : []));
  /** Whoever is in sight comes with what they meet; of the others there is but that they are. */
  protected readonly seen = computed(() => this.nomination()?.nominees.filter(({ personId }) => personId) ?? []);
  protected readonly stepKey = awardStepKey;
  protected readonly metKey = awardMetKey;
  protected readonly verdictKey = awardVerdictKey;
  protected readonly standing = STANDING;
  protected readonly awarded = NominationStep.AWARDED;
  protected readonly bad = [NominationStep.SCREENED_OUT, NominationStep.NOT_AWARDED, NominationStep.REVOKED];
  protected readonly title = computed(() => {
    const it = this.nomination();
    return it ? `${this.language.of(it.programmeName)} ${it.year}` : '…';
  });
  protected readonly satisfied = (finding: Finding) => finding.verdict === Verdict.MET;
  protected link(deed: Deed): unknown[] {
    if (deed.matter === Matter.TITLE) return ['/giai-thuong', deed.id];
    if (deed.matter === Matter.INITIATIVE) return ['/dong-gop', deed.id];
    return ['/nhan-su', deed.id];
  }

  constructor() {
    pageTrail(() => [
      { text: this.t('award.title'), link: ['/giai-thuong'] },
      ...(this.nomination()?.cycleId
        ? [{ text: this.title(), link: ['/giai-thuong/ky', this.nomination()!.cycleId] }]
        : []),
      { text: this.seen()[0]?.fullName ?? this.title() },
    ]);
  }
}
