import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { StaffingUnit } from '../../gen/hientai/reporting/v1/staffing_pb';
import { StaffingService } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { TreeChoice } from '../rpc/tree-choice';
import { PageTables } from '../ui/page-tables';
import { isDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount, formatShareInTable } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Recast } from '../ui/recast';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { StaffingByType } from './by-type';
import { quotaTypeKey } from './cells';
import { StaffingFigure } from './figure';
import { StaffingFlow } from './flow';
import { StaffingNotices } from './notices';
import { Quotas } from './quotas';
import { Asking } from '../ui/asking';

/** How many are granted and how many are there: of a unit and everything below it, at the moment of the page. */
@Component({
  selector: 'ht-staffing-page',
  imports: [
    PageTables,
    Asking,
    Failure,
    Icon,
    Quotas,
    Recast,
    RouterLink,
    Skeleton,
    StaffingByType,
    StaffingFigure,
    StaffingFlow,
    StaffingNotices,
    TreeChoice,
  ],
  templateUrl: './staffing-page.html',
})
export class StaffingPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly router = inject(Router);
  private readonly client = injectClient(StaffingService);

  readonly donVi = input<string>(undefined, { alias: 'don-vi' });
  readonly loai = input<string>();
  readonly tu = input<string>();
  /** The day of the tree the people are drawn on too. */
  readonly cay = input<string>();
  protected readonly treeOn = computed(() => (this.cay() && isDay(this.cay()!) ? this.cay()! : ''));

  protected readonly page = read({
    params: () => ({ unitId: this.donVi() ?? '', since: this.tu() ?? '', treeOn: this.treeOn(), at: this.time.at() }),
    load: (request, signal) => this.client.getStaffing(request, { signal }),
    subject: ({ unitId }) => unitId,
  });
  /** Nobody asked for a unit and there is none at all. */
  protected readonly noTree = computed(() => !this.donVi() && !!this.page.problem()?.missing);
  protected readonly top = computed(() => this.page.value()?.units[0]);
  protected readonly below = computed(() =>
    (this.page.value()?.units.slice(1) ?? [])
      .map((unit) => ({ unit, line: this.lineOf(unit) }))
      .filter((row) => row.line !== undefined),
  );
  protected readonly sum = computed(() => this.top()?.lines.at(-1));
  protected readonly granted = computed(() => this.top()?.lines.some((line) => line.granted !== undefined) ?? false);
  protected readonly type = computed<QuotaType>(() => Number(this.loai()) || QuotaType.UNSPECIFIED);
  protected readonly types = valuesOf<QuotaType>(QuotaType);
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly notices = computed(() => this.page.value()?.notices ?? []);
  /** The years beside the one on the page; none that has not begun. */
  protected readonly before = computed(() => this.yearAt(-1));
  protected readonly after = computed(() => this.yearAt(1));
  protected readonly count = formatCount;
  protected readonly share = formatShareInTable;
  protected readonly typeKey = quotaTypeKey;

  constructor() {
    pageTrail(() => [
      { text: this.t('staffing.title'), link: ['/bien-che'] },
      ...(this.top()?.depth === 0 && this.donVi() ? [{ text: this.top()!.name }] : []),
    ]);
  }

  protected ask(query: Record<string, string | number | null>) {
    void this.router.navigate([], { queryParams: query, queryParamsHandling: 'merge' });
  }

  /** The line of the chosen type; of all types the sum, which is the only line where there is but one type. */
  private lineOf(unit: StaffingUnit) {
    return this.type() ? unit.lines.find((line) => line.type === this.type()) : unit.lines.at(-1);
  }

  private yearAt(step: number) {
    const year = (this.page.value()?.year ?? 0) + step;
    const now = Number(this.time.today().slice(0, 4));
    return year > now || step === year ? undefined : { year, valid: year === now ? undefined : `${year}-12-31` };
  }
}
