import { Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Params, Router, RouterLink } from '@angular/router';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { StandingRow } from '../../gen/hientai/reporting/v1/standing_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { Moments, TwoMoments, knownWords, readMoment, validWords, writeMoment } from '../rpc/moments';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { When, toTimePoint } from '../rpc/when';
import { injectClient } from '../rpc/transport';
import { StandardsParts } from '../standards/standards-parts';
import { addMonths, formatDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { PaperRef } from '../ui/paper-ref';
import { Sentence, sentenceWords } from '../ui/sentence';
import { Skeleton } from '../ui/skeleton';
import { Standing } from '../ui/standing';
import { Language, injectText } from '../ui/text';
import { ladderKey, valuesOf, standingKey } from '../ui/vocabulary';
import { Asking } from '../ui/asking';

const PAGE = 25;

/** Who stands otherwise at one moment than at another, and what was recorded that made it so. */
@Component({
  selector: 'ht-changes-page',
  imports: [
    Asking,
    Failure,
    Icon,
    Moments,
    Name,
    Pager,
    PaperRef,
    RouterLink,
    Sentence,
    Skeleton,
    Standing,
    StandardsParts,
  ],
  templateUrl: './changes-page.html',
})
export class ChangesPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StandingService);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });

  protected readonly kind = computed(() =>
    Number(this.params()['loai']) === StandardKind.PLAN ? StandardKind.PLAN : StandardKind.LAW,
  );
  protected readonly ladder = computed<Ladder>(() => Number(this.params()['thang']) || Ladder.EDUCATION);
  protected readonly all = computed(() => this.params()['luc'] === 'moi');
  /** Without a choice: the moment the app stands at, and the same a year before. */
  protected readonly whenB = computed(() =>
    this.params()['b'] ? readMoment(String(this.params()['b'])) : this.time.when(),
  );
  protected readonly whenA = computed<When>(() =>
    this.params()['a']
      ? readMoment(String(this.params()['a']))
      : { ...this.time.when(), valid: addMonths(this.time.valid() ?? this.time.today(), -12) },
  );
  private readonly question = computed(() => ({
    a: toTimePoint(this.whenA()),
    b: toTimePoint(this.whenB()),
    kind: this.kind(),
    ladder: this.ladder(),
    all: this.all(),
  }));
  protected readonly pages = pagesOf(this.question);
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.compareStandings(request, { signal }),
  });
  protected readonly rows = computed(() =>
    (this.page.value()?.rows ?? []).map(({ a, b, causes }) => ({ person: (b ?? a)!, sides: [a, b], causes })),
  );
  protected readonly said = computed(() => {
    const answer = this.page.value();
    return this.t('changes.said', {
      kind: this.t(this.kind() === StandardKind.LAW ? 'changes.law' : 'changes.plan'),
      a: formatCount(answer?.belowA ?? 0),
      b: formatCount(answer?.belowB ?? 0),
      came: formatCount(answer?.cameBelow ?? 0),
      gone: formatCount(answer?.noLongerBelow ?? 0),
    });
  });

  protected readonly ladders = valuesOf<Ladder>(Ladder);
  protected readonly ladderKey = ladderKey;
  protected readonly law = StandardKind.LAW;
  protected readonly plan = StandardKind.PLAN;
  protected readonly known = knownWords;
  protected readonly valid = validWords;
  protected readonly write = writeMoment;
  protected readonly day = formatDay;

  protected readonly written = (): Export => {
    const { t, language } = this;
    const said = (side?: StandingRow) =>
      side?.finding
        ? `${t(standingKey(side.finding.standing))}: ${language.of(side.finding.because)} (${side.finding.code})`
        : t('changes.notCounted');
    const answer = this.page.value();
    const sides = [
      ['A', knownWords(answer?.a, this.whenA(), t), validWords(answer?.a, t)],
      ['B', knownWords(answer?.b, this.whenB(), t), validWords(answer?.b, t)],
    ].map((words) => words.join(', '));
    return {
      file: 'thay-doi-chuan',
      title: t('changes.title'),
      header: [t('standing.colPerson'), t('field.post'), t('field.unit'), ...sides, t('compare.cause')],
      asked: [
        [t('standing.ladder'), t(ladderKey(this.ladder()))],
        [t('standing.whose'), t(this.kind() === StandardKind.LAW ? 'standing.byLaw' : 'standing.byPlan')],
        [t('changes.which'), t(this.all() ? 'changes.all' : 'changes.crossing')],
        ...sides.map((side): [string, string] => [side.slice(0, 1), side.slice(3)]),
      ],
      pages: everyPage(
        async (pageToken, signal) => {
          const {
            a: _,
            b,
            ...page
          } = await this.client.compareStandings({ ...this.question(), pageToken, pageSize: 200 }, { signal });
          return { ...page, at: b };
        },
        ({ rows }) =>
          rows.map(({ a, b, causes }) => [
            (b ?? a)!.fullName,
            (b ?? a)!.post,
            (b ?? a)!.unitName,
            said(a),
            said(b),
            causes
              .map(({ source, sentence }) =>
                [formatDay(source?.recordedTime), sentenceWords(sentence, language), source?.paper?.number]
                  .filter(Boolean)
                  .join(', '),
              )
              .join('; ') || t('compare.onlyDay'),
          ]),
      ),
    };
  };

  constructor() {
    pageTrail(() => [{ text: this.t('standard.title'), link: ['/chuan'] }, { text: this.t('changes.title') }]);
  }

  protected show({ a, b }: TwoMoments) {
    this.ask({ a: writeMoment(a), b: writeMoment(b) });
  }

  protected ask(queryParams: Params) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
