import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { StaffingCell } from '../../gen/hientai/reporting/v1/staffing_pb';
import { StaffingService } from '../../gen/hientai/reporting/v1/staffing_service_pb';
import { formatDate } from '../ui/dates';
import { Export } from '../ui/exports';
import { everyPage } from '../rpc/listing';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { ListHead } from '../ui/list-head';
import { Name } from '../ui/name';
import { pageTrail } from '../ui/page';
import { Pager } from '../ui/pager';
import { pagesOf } from '../ui/pages';
import { Skeleton } from '../ui/skeleton';
import { Language, injectText } from '../ui/text';
import { categoryKey, endCauseKey } from '../ui/vocabulary';
import { CELLS, cellKey, quotaTypeKey } from './cells';
import { Asking } from '../ui/asking';

/** The people of one figure. */
@Component({
  selector: 'ht-staffing-cell-page',
  imports: [Asking, DateText, Failure, Icon, ListHead, Name, Pager, RouterLink, Skeleton],
  templateUrl: './cell-page.html',
})
export class CellPage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly client = injectClient(StaffingService);

  readonly donVi = input<string>(undefined, { alias: 'don-vi' });
  readonly loai = input<string>();
  readonly so = input<string>();
  readonly tu = input<string>();

  protected readonly name = computed(() => (this.so() && this.so()! in CELLS ? this.so()! : 'hien-co'));
  protected readonly cell = computed(() => CELLS[this.name()]);
  private readonly question = computed(() => ({
    unitId: this.donVi() ?? '',
    type: (Number(this.loai()) || QuotaType.UNSPECIFIED) as QuotaType,
    cell: this.cell(),
    since: this.tu() ?? '',
    at: this.time.at(),
  }));
  protected readonly pages = pagesOf(() => this.question());
  protected readonly page = read({
    params: () => ({ ...this.question(), pageToken: this.pages.token() }),
    load: (request, signal) => this.client.listStaffingPeople(request, { signal }),
  });
  protected readonly moving = computed(
    () => this.cell() === StaffingCell.ARRIVALS || this.cell() === StaffingCell.DEPARTURES,
  );
  protected readonly leaving = computed(() => this.cell() === StaffingCell.DEPARTURES);
  protected readonly title = computed(() => cellKey(this.name()));
  protected readonly type = computed(() => quotaTypeKey(this.question().type));
  protected readonly categoryKey = categoryKey;
  protected readonly causeKey = endCauseKey;

  protected readonly written = (): Export => ({
    file: 'bien-che-nguoi',
    title: `${this.t(this.title())}: ${this.t(this.type())}`,
    header: [
      this.t('staffing.name'),
      this.t('field.fileNumber'),
      this.t('staffing.post'),
      this.t('staffing.unit'),
      this.t('staffing.category'),
      this.t(this.leaving() ? 'staffing.until' : 'staffing.from'),
      ...(this.moving() ? [this.t(this.leaving() ? 'staffing.whither' : 'staffing.whence')] : []),
    ],
    asked: [[this.t('filter.unit'), this.page.value()?.unitName ?? '']],
    pages: everyPage(
      (pageToken, signal) =>
        this.client.listStaffingPeople({ ...this.question(), pageToken, pageSize: 200 }, { signal }),
      ({ people }) =>
        people.map((person) => [
          person.fullName,
          person.fileNumber,
          person.post,
          person.unitName,
          this.t(categoryKey(person.category)),
          formatDate(person.on),
          ...(this.moving()
            ? [[person.otherUnitName, person.cause ? this.t(endCauseKey(person.cause)) : ''].filter(Boolean).join(', ')]
            : []),
        ]),
    ),
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('staffing.title'), link: ['/bien-che'] },
      ...(this.page.value() ? [{ text: this.page.value()!.unitName }] : []),
      { text: this.t(this.title()) },
    ]);
  }
}
