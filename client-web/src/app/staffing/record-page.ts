import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { QuotaService } from '../../gen/hientai/organization/v1/quota_service_pb';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';
import { quotaTypeKey } from './cells';
import { QUOTA_CHANGES, quotaInitial } from './quota-changes';

/** Recording what a unit is granted, or what became of it within the year. */
@Component({
  selector: 'ht-quota-record-page',
  imports: [Failure, RecordForm, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/don-vi"
        (recorded)="leave()"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(change().title) }}</h1>
          @if (quota(); as quota) {
            <span class="mute"
              >{{ t('record.for') }}&ngsp;<a class="open" [routerLink]="['/don-vi', quota.unitId]">{{
                quota.unitName
              }}</a
              >, {{ t(typeKey(quota.type)) }}, {{ quota.year }}</span
            >
          }
        </div>
        <p class="sub">{{ t(change().say) }}</p>
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(QuotaService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly viec = input<string>();
  readonly donVi = input<string>(undefined, { alias: 'don-vi' });
  readonly loai = input<string>();
  readonly nam = input<string>();
  /** From when and to how many, where a notice proposes it. */
  readonly tu = input<string>();
  readonly con = input<string>();

  protected readonly change = computed(
    () => QUOTA_CHANGES.find((change) => change.name === this.viec()) ?? QUOTA_CHANGES[0],
  );
  private readonly granting = computed(() => this.change() === QUOTA_CHANGES[0]);
  protected readonly page = read({
    params: () =>
      this.granting()
        ? undefined
        : {
            unitId: this.donVi() ?? '',
            type: (Number(this.loai()) || 0) as QuotaType,
            year: Number(this.nam()) || 0,
            at: this.time.at(),
          },
    load: (request, signal) => this.client.getQuota(request, { signal }),
    subject: ({ unitId, type, year }) => `${unitId}/${type}/${year}`,
  });
  protected readonly quota = computed(() => (this.granting() ? undefined : this.page.value()?.quota));
  protected readonly typeKey = quotaTypeKey;
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const [change, quota] = [this.change(), this.quota()];
    if (!this.granting() && !quota) return undefined;
    return {
      key: `${change.name}/${quota?.id ?? this.donVi() ?? ''}`,
      fields: change.fields(quota),
      initial: {
        ...quotaInitial(
          this.donVi() ?? '',
          this.loai() ?? '',
          Number(this.nam()) || Number(this.time.today().slice(0, 4)),
        ),
        ...(this.tu() && { on: this.tu()!, from: this.tu()! }),
        ...(this.con() && { how: 'count', count: this.con()! }),
      },
      reason: change.reason,
      paper: 'record.basis',
      expectedVersion: quota?.version ?? 0n,
      send: (values, envelope, options) => change.send(values, { client: this.client, quota, envelope, options }),
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('staffing.title'), link: ['/bien-che'] },
      ...(this.quota() ? [{ text: this.quota()!.unitName }] : []),
      { text: this.t(this.change().title) },
    ]);
  }

  protected leave() {
    // Of a unit that is no more there is no page to go back to.
    const unit = this.tu() ? undefined : this.donVi();
    void this.router.navigate(['/bien-che'], { queryParams: { 'don-vi': unit, ...this.time.query() } });
  }
}
