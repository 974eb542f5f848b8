import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { StandardDetails } from '../../gen/hientai/standards/v1/standard_pb';
import { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { StandingTable } from '../reporting/standing-table';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { History } from '../ui/history';
import { Icon } from '../ui/icon';
import { KindTag } from '../ui/kind-tag';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Skeleton } from '../ui/skeleton';
import { SourceLine } from '../ui/source-line';
import { Language, injectText } from '../ui/text';
import { ladderKey } from '../ui/vocabulary';
import { STANDARD_CHANGES } from './changes';
import { clauseOf, isToCome, scopeWords, transitionWords, waysWords } from './standard-words';
import { Asking } from '../ui/asking';

const FIRST = 10;

/** One standard: what it says on the day, what it said before and will say, who is below it, and everything recorded about it. */
@Component({
  selector: 'ht-standard-page',
  imports: [
    Asking,
    CdkMenu,
    CdkMenuItem,
    CdkMenuTrigger,
    Failure,
    History,
    Icon,
    KindTag,
    PaperRef,
    PeriodText,
    RouterLink,
    Skeleton,
    SourceLine,
    StandingTable,
  ],
  templateUrl: './standard-page.html',
})
export class StandardPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StandardService);
  private readonly standings = injectClient(StandingService);
  private readonly registry = inject(Registry);
  readonly id = input.required<string>();

  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly people = computed(() => this.registry.may(Ability.READ_PEOPLE) && !this.registry.onlySelf());
  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getStandard(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly history = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getStandardHistory(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly standard = computed(() => this.page.value()?.standard);
  protected readonly below = read({
    params: () => {
      const standard = this.standard();
      if (!standard?.inForce || !standard.details || !this.people()) return undefined;
      const { kind, ladder } = standard.details;
      return { standardId: standard.id, kind, ladder, at: this.time.at(), pageSize: FIRST };
    },
    load: (request, signal) => this.standings.listStandings(request, { signal }),
    subject: ({ standardId }) => standardId,
  });
  protected readonly wordings = computed(() => [...(this.standard()?.wordings ?? [])].reverse());
  protected readonly toCome = computed(() => {
    const standard = this.standard();
    return !!standard && isToCome(standard, this.page.value()?.at?.validOn ?? '');
  });
  protected readonly changes = STANDARD_CHANGES;
  protected readonly count = formatCount;
  protected readonly clause = clauseOf;
  protected readonly ladderKey = ladderKey;
  protected readonly scope = (details: StandardDetails) => scopeWords(details.scope, this.t);
  protected readonly ways = (ways: StandardDetails['ways']) => waysWords(ways, this.language.code(), this.t);
  protected readonly transition = (details: StandardDetails) => transitionWords(details, this.t);

  constructor() {
    pageTrail(() => [
      { text: this.t('standard.title'), link: ['/chuan'] },
      { text: this.standard()?.details?.code ?? '…' },
    ]);
  }
}
