import { Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { Candidate, Nominee, NominationStep, Verdict } from '../../gen/hientai/awards/v1/award_pb';
import { AwardService } from '../../gen/hientai/awards/v1/award_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { formatDate } from '../ui/dates';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { PaperRef } from '../ui/paper-ref';
import { Skeleton } from '../ui/skeleton';
import { Standing } from '../ui/standing';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { STANDING, awardStepKey, awardVerdictKey, countAt, dueOf, left, said } from './award-words';
import { CYCLE_CHANGES } from './changes';
import { AwardMenu } from './record-menu';
import { Asking } from '../ui/asking';

const PAGE = 20;
const GIVEN = [NominationStep.AWARDED];

/** One cycle: its days and places, who is put forward and how far they have come, and who meets the criteria and is not. */
@Component({
  selector: 'ht-cycle-page',
  imports: [Asking, AwardMenu, DateText, Failure, Icon, Name, Pager, PaperRef, RouterLink, Skeleton, Standing],
  templateUrl: './cycle-page.html',
})
export class CyclePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(AwardService);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  readonly id = input.required<string>();

  protected readonly keeps = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_PEOPLE));
  protected readonly step = computed<NominationStep>(() => Number(this.params()['buoc']) || 0);
  protected readonly verdict = computed<Verdict>(() => Number(this.params()['muc'] ?? Verdict.MET) || 0);
  protected readonly page = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getCycle(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly cycle = computed(() => this.page.value()?.cycle);
  private readonly day = computed(() => this.page.value()?.at?.validOn ?? '');
  private readonly asked = computed(() => ({
    cycleId: this.id(),
    steps: this.step() ? [this.step()] : [],
    at: this.time.at(),
  }));
  protected readonly pages = pagesOf(this.asked);
  protected readonly nominations = read({
    params: () => ({ ...this.asked(), pageToken: this.pages.token(), pageSize: PAGE }),
    load: (request, signal) => this.client.listNominations(request, { signal }),
    subject: ({ cycleId }) => cycleId,
  });
  private readonly measured = computed(() => ({
    cycleId: this.id(),
    verdict: this.verdict(),
    notNominated: true,
    at: this.time.at(),
  }));
  protected readonly candidatePages = pagesOf(this.measured);
  protected readonly candidates = read({
    params: () =>
      this.cycle() && !this.cycle()!.programme?.forWorks
        ? { ...this.measured(), pageToken: this.candidatePages.token(), pageSize: PAGE }
        : undefined,
    load: (request, signal) => this.client.listEligible(request, { signal }),
    subject: ({ cycleId }) => cycleId,
  });
  protected readonly steps = computed(() => {
    const cycle = this.cycle();
    return [NominationStep.UNSPECIFIED, ...valuesOf<NominationStep>(NominationStep)]
      .map((step) => ({ step, count: cycle ? countAt(cycle, ...(step ? [step] : [])) : 0 }))
      .filter(({ step, count }) => !step || count || step === this.step());
  });
  protected readonly days = computed(() => {
    const { screening = '', submission = '', results = '' } = this.cycle()?.details ?? {};
    return [
      { label: 'award.dayScreening', date: screening },
      { label: 'award.daySubmission', date: submission },
      { label: 'award.dayResults', date: results },
    ].map((one) => ({ ...one, past: !!one.date && one.date < this.day(), left: this.leftTo(one.date) }));
  });
  protected readonly due = computed(() => {
    const due = this.cycle() && dueOf(this.cycle()!, this.day());
    return due && `${said(due, this.t)}, ${left(due.date, this.day(), this.t)}`;
  });
  protected readonly open = computed(() => this.day() <= (this.cycle()?.details?.screening ?? ''));
  protected readonly fields = computed(() =>
    (this.cycle()?.details?.fields ?? []).map((field) => ({
      ...field,
      nominated: this.countIn(field.code),
      awarded: this.countIn(field.code, ...GIVEN),
    })),
  );
  protected readonly verdicts = [Verdict.MET, Verdict.NOT_ENOUGH_DATA, Verdict.NOT_MET, Verdict.UNSPECIFIED];
  protected readonly changes = CYCLE_CHANGES;
  protected readonly count = formatCount;
  protected readonly stepKey = awardStepKey;
  protected readonly verdictKey = awardVerdictKey;
  protected readonly standing = STANDING;
  protected readonly met = Verdict.MET;
  protected lacking = (nominee: Nominee) => (nominee.verdict === Verdict.MET ? '' : this.language.of(nominee.missing));
  protected wanting = (candidate: Candidate) =>
    candidate.findings
      .filter(({ verdict }) => verdict !== Verdict.MET)
      .map((finding) =>
        [this.language.of(finding.words), finding.missing && `(${this.language.of(finding.missing)})`]
          .filter(Boolean)
          .join(' '),
      )
      .join('; ');

  private readonly called = () => `${this.language.of(this.cycle()?.programme?.name)} ${this.cycle()?.year ?? ''}`;
  protected readonly nominationsWritten = (): Export => ({
    file: 'de-nghi-khen-thuong',
    title: `${this.t('award.nominations')}: ${this.called()}`,
    header: (
      [
        'award.colPerson',
        'award.colUnit',
        'award.colStep',
        'award.colSince',
        'award.colEligible',
        'fileColumn.missing',
      ] as const
    ).map((text) => this.t(text)),
    asked: [[this.t('award.colStep'), this.t(awardStepKey(this.step()))]],
    pages: everyPage(
      (pageToken, signal) => this.client.listNominations({ ...this.asked(), pageToken, pageSize: 200 }, { signal }),
      ({ nominations }) =>
        nominations.flatMap((one) =>
          one.nominees.map((nominee) => [
            [nominee.fullName, one.workTitle].filter(Boolean).join(': '),
            one.unitName,
            this.t(awardStepKey(one.step)),
            formatDate(one.since),
            this.t(awardVerdictKey(nominee.verdict)),
            this.lacking(nominee),
          ]),
        ),
    ),
  });
  protected readonly candidatesWritten = (): Export => ({
    file: 'du-dieu-kien-khen-thuong',
    title: `${this.t('award.candidates')}: ${this.called()}`,
    header: (['award.who', 'award.colUnit', 'award.colEligible', 'fileColumn.missing'] as const).map((text) =>
      this.t(text),
    ),
    asked: [[this.t('award.colEligible'), this.t(awardVerdictKey(this.verdict()))]],
    pages: everyPage(
      (pageToken, signal) => this.client.listEligible({ ...this.measured(), pageToken, pageSize: 200 }, { signal }),
      ({ candidates }) =>
        candidates.map((one) => [
          one.fullName,
          one.unitName,
          this.t(awardVerdictKey(one.verdict)),
          one.verdict === Verdict.MET ? '' : this.wanting(one),
        ]),
    ),
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('award.title'), link: ['/giai-thuong'] },
      {
        text: this.cycle() ? `${this.language.of(this.cycle()!.programme?.name)} ${this.cycle()!.year}` : '…',
      },
    ]);
  }

  protected ask(queryParams: Record<string, number | null>) {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  private leftTo(date: string): string {
    return date && date >= this.day() && this.day() ? left(date, this.day(), this.t) : '';
  }

  private countIn(field: string, ...steps: NominationStep[]): number {
    return (this.cycle()?.counts ?? [])
      .filter((one) => one.field === field && (!steps.length || steps.includes(one.step)))
      .reduce((sum, { count }) => sum + count, 0);
  }
}
