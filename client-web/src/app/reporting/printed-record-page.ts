import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { ReconciliationService, ReportKind } from '../../gen/hientai/reporting/v1/reconciliation_service_pb';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatDate } from '../ui/dates';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { Skeleton } from '../ui/skeleton';
import { injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { correcting, reportKey, stating } from './printed-changes';

/** Entering the figures a paper prints, or correcting what was copied wrong. */
@Component({
  selector: 'ht-printed-record-page',
  imports: [Failure, RecordForm, Skeleton],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/tong-quan/so-in"
        (recorded)="leave($event.id)"
        (leave)="leave(so())"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(so() ? 'printed.correctTitle' : 'printed.state') }}</h1>
          @if (about(); as words) {
            <span class="mute num">{{ words }}</span>
          }
        </div>
        <p class="sub">{{ t(so() ? 'printed.sayCorrect' : 'printed.sayState') }}</p>
      </ht-record-form>
    } @else if (page.slow()) {
      <main class="page" id="main"><ht-skeleton [count]="8" /></main>
    }
  `,
})
export class PrintedRecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(ReconciliationService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly so = input<string>();
  readonly baoCao = input<string>(undefined, { alias: 'bao-cao' });

  /** The record that is corrected; of a new one every report, for its cells. */
  protected readonly page = read({
    params: () => ({ at: this.time.at(), statedId: this.so() ?? '' }),
    load: ({ at, statedId }, signal) =>
      Promise.all(
        (statedId ? [ReportKind.UNSPECIFIED] : this.kinds).map((report) =>
          this.client.getReconciliation({ at, statedId, report }, { signal }),
        ),
      ),
    subject: ({ statedId }) => statedId,
  });
  private readonly kinds = valuesOf<ReportKind>(ReportKind);
  private readonly newId = uuidv7();
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const found = this.page.value();
    if (!found) return undefined;
    if (this.so()) return correcting(found[0], this.client);
    const first = this.kinds.find((one) => one === Number(this.baoCao())) ?? ReportKind.STANDARDS;
    return stating(Object.fromEntries(found.map((one) => [one.report, one])), first, this.newId, this.client);
  });
  /** "Chuẩn trình độ, ngày 31/12/2023, 45-KH/HU": what is corrected. */
  protected readonly about = computed(() => {
    const found = this.so() ? this.page.value()?.[0] : undefined;
    return found
      ? [this.t(reportKey(found.report)), formatDate(found.at?.validOn ?? ''), found.basis?.paper?.number]
          .filter(Boolean)
          .join(' · ')
      : '';
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('overview.title'), link: ['/tong-quan'] },
      { text: this.t('printed.title'), link: ['/tong-quan/so-in'] },
      { text: this.t(this.so() ? 'printed.correctTitle' : 'printed.state') },
    ]);
  }

  protected leave(so?: string) {
    const queryParams = { so: so || null, 'bao-cao': so ? null : (this.baoCao() ?? null), ...this.time.query() };
    void this.router.navigate(['/tong-quan/so-in'], { queryParams });
  }
}
