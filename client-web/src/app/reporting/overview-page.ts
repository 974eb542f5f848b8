import { Component, DestroyRef, computed, inject, signal } from '@angular/core';
import { Params, RouterLink } from '@angular/router';
import { Category } from '../../gen/hientai/personnel/v1/assignment_pb';
import { ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { EvidenceGrade } from '../../gen/hientai/personnel/v1/qualification_pb';
import { IndicatorService } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { ReconciliationService, ReportKind } from '../../gen/hientai/reporting/v1/reconciliation_service_pb';
import { StaffingService } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { Standing } from '../../gen/hientai/reporting/v1/standing_pb';
import { StandingService } from '../../gen/hientai/reporting/v1/standing_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { StandardKind } from '../../gen/hientai/standards/v1/standard_pb';
import { StandardService } from '../../gen/hientai/standards/v1/standard_service_pb';
import { ContributionBlock } from '../contributions/contribution-block';
import { WaitingProposals } from '../proposals/waiting';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { ExportButton } from '../ui/export-button';
import { ExportDesk, Format } from '../ui/exports';
import { addMonths, formatDate } from '../ui/dates';
import { StaffingByType } from '../staffing/by-type';
import { StaffingFlow } from '../staffing/flow';
import { PoolFigures } from '../talent/pool-figures';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { BelowBlock } from './below-block';
import { BelowByLaw } from './below-by-law';
import { IndicatorFigures } from './indicator-figures';
import { Asking } from '../ui/asking';

const NOTICES = 4;
/** The categories the report counts. */
const COUNTED = [
  Category.DISTRICT_CADRE,
  Category.DISTRICT_CIVIL_SERVANT,
  Category.COMMUNE_CADRE,
  Category.COMMUNE_CIVIL_SERVANT,
  Category.PUBLIC_EMPLOYEE,
];

/** What a registry begins with. */
const STEPS = [
  { link: '/don-vi/them', text: 'unit.found', say: 'overview.stepUnits', needs: Ability.RECORD_UNITS },
  { link: '/chuan/nap', text: 'standard.load', say: 'overview.stepStandards', needs: Ability.RECORD_UNITS },
  { link: '/nhan-su/them', text: 'people.add', say: 'overview.stepPeople', needs: Ability.RECORD_PEOPLE },
] as const;

/** Something that wants a look: what, more about it, by when, and where it opens. */
interface Heed {
  icon: string;
  text: string;
  more: string;
  due: string;
  link: unknown[];
  query: Params;
}

/** Something that is another number than a month ago. */
interface Change {
  text: string;
  before: number;
  after: number;
  query: Params;
  link: unknown[];
}

/** The leader's page: where staffing, standards and indicators stand, what needs attention and what has changed. Every figure opens. */
@Component({
  selector: 'ht-overview-page',
  imports: [
    Asking,
    BelowBlock,
    ContributionBlock,
    ExportButton,
    Failure,
    Icon,
    IndicatorFigures,
    PoolFigures,
    RouterLink,
    Skeleton,
    StaffingByType,
    StaffingFlow,
  ],
  templateUrl: './overview-page.html',
})
export class OverviewPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly standings = injectClient(StandingService);
  private readonly rules = injectClient(StandardService);
  private readonly staff = injectClient(StaffingService);
  private readonly aims = injectClient(IndicatorService);
  private readonly printed = injectClient(ReconciliationService);
  private readonly people = injectClient(PersonService);
  private readonly waiting = inject(WaitingProposals);
  private readonly registry = inject(Registry);
  private readonly desk = inject(ExportDesk);

  protected readonly report = inject(BelowByLaw).report(inject(DestroyRef));
  protected readonly staffing = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.staff.getStaffing(request, { signal }),
  });
  protected readonly indicators = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.aims.getIndicators(request, { signal }),
  });
  protected readonly reconciliation = read({
    params: () => ({ at: this.time.at(), report: ReportKind.STANDARDS }),
    load: (request, signal) => this.printed.getReconciliation(request, { signal }),
  });
  protected readonly validOn = computed(() => this.report.value()?.at?.validOn ?? '');
  protected readonly monthAgo = computed(() => (this.validOn() ? addMonths(this.validOn(), -1) : ''));
  protected readonly then = read({
    params: () => (this.monthAgo() ? { at: { ...this.time.at(), validOn: this.monthAgo() } } : undefined),
    load: (request, signal) => this.standings.getStandingReport(request, { signal }),
  });
  protected readonly standards = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.rules.listStandards(request, { signal }),
  });
  private readonly declared = { grade: EvidenceGrade.SELF_DECLARED };
  protected readonly selfDeclared = read({
    params: () => ({ at: this.time.at(), status: ServiceStatus.IN_SERVICE, pageSize: 1, ...this.declared }),
    load: (request, signal) => this.people.listPeople(request, { signal }),
  });

  /** There is no tree, and so nobody and nothing to count. */
  protected readonly nothing = computed(
    () => !!this.staffing.problem()?.missing && this.report.value()?.lines[0]?.people === 0,
  );
  protected readonly steps = STEPS;
  protected readonly talent = Ability.READ_TALENT;
  protected readonly contributions = Ability.READ_PEOPLE;
  protected readonly may = (ability: Ability) => this.registry.may(ability);
  protected readonly total = computed(() => this.report.value()?.lines[0]);
  protected readonly whole = computed(() => this.staffing.value()?.units[0]);
  protected readonly sum = computed(() => this.whole()?.lines.find((line) => !line.type) ?? this.whole()?.lines[0]);
  /** " trên 5.727 được giao, còn trống 794.": what the sentence says of the posts. */
  protected readonly posts = computed(() => {
    const { granted, vacant } = this.sum() ?? {};
    const of = granted === undefined ? '' : ` ${this.t('overview.lede.granted', { count: formatCount(granted) })}`;
    return `${of}${vacant ? this.t('overview.lede.vacant', { count: formatCount(vacant) }) : ''}. `;
  });
  /** A printed figure that does not agree with the others printed beside it. */
  protected readonly broken = computed(() => {
    const found = this.reconciliation.value();
    return !!found?.breaks.length && found.at?.validOn === this.validOn() && !this.report.value()?.partial;
  });
  protected readonly asTable = signal(false);
  protected readonly heeds = computed<Heed[]>(() => [...this.byDeadline(), ...this.ending(), ...this.wanting()]);
  protected readonly changes = computed<Change[]>(() => this.changed());
  protected readonly count = formatCount;
  protected readonly date = formatDate;

  protected write(format: Format) {
    const [{ t, language }, answer] = [this, this.indicators.value()];
    const share = (count: number, of: number) => (of ? Math.round((count * 1000) / of) / 10 : null);
    const lines = (answer?.indicators ?? []).map((one) => [
      language.of(one.name),
      one.count,
      one.people,
      share(one.count, one.people),
      one.undecided,
      one.target ? one.target.permille / 10 : null,
      formatDate(one.target?.due ?? ''),
    ]);
    const names = (answer?.indicators ?? []).map(({ name }) => language.of(name));
    const months = (answer?.indicators[0]?.points ?? []).map((point, n) => [
      formatDate(point.on),
      ...answer!.indicators.map(({ points }) => share(points[n].count, points[n].people)),
    ]);
    const columns = ['overview.indicators', 'fileColumn.counting', 'fileColumn.of', 'fileColumn.share'] as const;
    const more = ['fileColumn.undecided', 'fileColumn.target', 'fileColumn.due'] as const;
    void this.desk.write(
      'chi-tieu',
      [
        { name: t('overview.indicators'), header: [...columns, ...more].map((text) => t(text)), rows: lines },
        { name: t('fileColumn.share'), header: [t('file.validOn'), ...names], rows: months },
      ],
      { title: t('overview.indicators'), at: answer?.at },
      format,
    );
  }

  constructor() {
    pageTrail(() => [{ text: this.t('overview.title') }]);
  }

  protected readonly ask = (query: Params): Params => ({ ...this.time.query(), ...query });
  protected readonly asThen = (query: Params): Params => ({ ...this.ask(query), valid: this.monthAgo() });
  protected by = ({ before, after }: Change): string =>
    this.t(after > before ? 'overview.more' : 'overview.fewer', { count: formatCount(Math.abs(after - before)) });

  /** People below a standard that gives them until a day, the nearest day first. */
  private byDeadline(): Heed[] {
    const below = new Map((this.report.value()?.standards ?? []).map((line) => [line.key, line.law?.below ?? 0]));
    return (this.standards.value()?.standards ?? [])
      .filter(({ id, details }) => details?.deadline && details.kind === StandardKind.LAW && below.get(id))
      .sort((a, b) => a.details!.deadline.localeCompare(b.details!.deadline) || below.get(b.id)! - below.get(a.id)!)
      .slice(0, NOTICES)
      .map(({ id, details }) => ({
        icon: 'clock',
        text: this.t('overview.deadline', { count: formatCount(below.get(id)!), code: details!.code }),
        more: this.language.of(details!.name),
        due: this.t('overview.due', { date: formatDate(details!.deadline) }),
        link: ['/chuan/chua-dat'],
        query: { chuan: id, loai: details!.kind, thang: details!.ladder },
      }));
  }

  /** Wordings that end within twelve months. */
  private ending(): Heed[] {
    const on = this.validOn();
    return (this.standards.value()?.standards ?? [])
      .filter(({ period }) => on && period?.to && period.to > on && period.to <= addMonths(on, 12))
      .sort((a, b) => a.period!.to.localeCompare(b.period!.to))
      .slice(0, NOTICES)
      .map(({ id, details, period }) => ({
        icon: 'std',
        text: this.t('overview.ending', { code: details?.code ?? '' }),
        more: this.language.of(details?.name),
        due: this.t('overview.from', { date: formatDate(period!.to) }),
        link: ['/chuan', id],
        query: {},
      }));
  }

  /** What is wanting and has no day: data, evidence, posts beyond what is granted, proposals that wait. */
  private wanting(): Heed[] {
    const heeds: Heed[] = [];
    const noData = this.total()?.law?.notEnoughData ?? 0;
    if (noData)
      heeds.push({
        icon: 'info',
        text: this.t('overview.noData', { count: formatCount(noData) }),
        more: this.t('overview.noDataSay'),
        due: '',
        link: ['/chuan/chua-dat'],
        query: { 'ket-qua': Standing.NOT_ENOUGH_DATA },
      });
    const declared = this.selfDeclared.value();
    if (declared?.totalSize)
      heeds.push({
        icon: 'alert',
        text: this.t('overview.selfDeclared', {
          count: formatCount(declared.totalSize) + (declared.totalCapped ? '+' : ''),
        }),
        more: this.t('overview.selfDeclaredSay'),
        due: '',
        link: ['/nhan-su'],
        query: this.declared,
      });
    for (const notice of (this.staffing.value()?.notices ?? []).slice(0, NOTICES))
      heeds.push({
        icon: 'unit',
        text: notice.unitName,
        more: this.language.of(notice.message),
        due: '',
        link: ['/don-vi', notice.unitId],
        query: {},
      });
    if (this.waiting.count() && !this.time.past())
      heeds.push({
        icon: 'two',
        text: this.t('overview.proposals', { count: formatCount(this.waiting.count()) }),
        more: '',
        due: '',
        link: ['/de-nghi'],
        query: {},
      });
    return heeds;
  }

  /** The report of today beside that of a month ago, both as known at the moment looked at. */
  private changed(): Change[] {
    const [now, then] = [this.report.value()?.lines ?? [], this.then.value()?.lines ?? []];
    if (!now.length || !then.length) return [];
    const before = new Map(then.map((line) => [line.key, line]));
    return now.flatMap((line) => {
      const old = before.get(line.key);
      if (!old) return [];
      const group = line.partOf ? { nhom: line.key } : {};
      const name = this.language.of(line.name);
      const one = (text: string, was: number, is: number, loai: StandardKind): Change[] =>
        was === is ? [] : [{ text, before: was, after: is, link: ['/chuan/chua-dat'], query: { ...group, loai } }];
      const people: Change[] =
        old.people === line.people || line.partOf
          ? []
          : [
              {
                text: this.t('overview.changedPeople'),
                before: old.people,
                after: line.people,
                link: ['/nhan-su'],
                query: { cat: COUNTED.join(',') },
              },
            ];
      const words = line.partOf ? 'overview.changedGroup' : 'overview.changedBelow';
      return [
        ...people,
        ...one(this.t(words, { group: name }), old.law?.below ?? 0, line.law?.below ?? 0, StandardKind.LAW),
        ...(line.partOf
          ? []
          : one(this.t('overview.changedPlan'), old.plan?.below ?? 0, line.plan?.below ?? 0, StandardKind.PLAN)),
      ];
    });
  }
}
