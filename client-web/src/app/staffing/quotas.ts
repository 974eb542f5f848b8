import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { QuotaService } from '../../gen/hientai/organization/v1/quota_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { injectText } from '../ui/text';
import { quotaTypeKey } from './cells';
import { QUOTA_CHANGES } from './quota-changes';

/** What a unit itself is granted in a year: every number with its days and its paper, and what can be recorded about it. */
@Component({
  selector: 'ht-quotas',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Failure, Icon, PaperRef, PeriodText, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <ht-failure [problem]="problem" (retry)="page.reload()" />
    } @else if (quotas().length) {
      <section class="sec">
        <header>
          <h2>{{ t('quota.title', { year: year() }) }}</h2>
          <span class="note">{{ t('quota.note') }}</span>
        </header>
        <table class="tbl stack quotas">
          <thead>
            <tr>
              <th scope="col">{{ t('quota.type') }}</th>
              <th scope="col" class="r">{{ t('staffing.granted') }}</th>
              <th scope="col">{{ t('person.period') }}</th>
              <th scope="col">{{ t('person.basis') }}</th>
              <th scope="col">
                <span class="sr">{{ t('quota.record') }}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            @for (quota of quotas(); track quota.id) {
              @for (span of quota.spans; track $index) {
                <tr>
                  <td class="wide">
                    @if ($first && only()) {
                      {{ t(typeKey(quota.type)) }}
                    } @else if ($first) {
                      <a
                        class="open"
                        routerLink="/bien-che/lich-su"
                        [queryParams]="{
                          'don-vi': quota.unitId,
                          loai: quota.type,
                          nam: quota.year,
                          valid: time.valid(),
                          known: time.known(),
                        }"
                        >{{ t(typeKey(quota.type)) }}</a
                      >
                    }
                  </td>
                  <td class="num r">
                    {{ count(span.count) }}
                    @if (span.delta) {
                      <span class="mute">({{ signed(span.delta) }})</span>
                    }
                  </td>
                  <td class="nw"><ht-period [period]="span.period" /></td>
                  <td>
                    @if (span.source?.paper?.id) {
                      <ht-paper-ref [paper]="span.source!.paper!" />
                    }
                  </td>
                  <td class="r">
                    @if ($last && records()) {
                      @if (time.past()) {
                        <button class="btn sm" type="button" aria-disabled="true" [title]="t('time.closed')">
                          {{ t('quota.record') }}<span class="sr">. {{ t('time.closed') }}</span>
                        </button>
                      } @else {
                        <button
                          class="btn sm"
                          type="button"
                          [cdkMenuTriggerFor]="more"
                          [attr.aria-label]="t('quota.recordOf', { type: t(typeKey(quota.type)) })"
                        >
                          {{ t('quota.record') }}<ht-icon name="chd" small />
                        </button>
                        <ng-template #more>
                          <div class="pop menu" cdkMenu>
                            @for (change of changes; track change.name) {
                              <a
                                cdkMenuItem
                                routerLink="/bien-che/ghi"
                                [queryParams]="{
                                  viec: change.name,
                                  'don-vi': quota.unitId,
                                  loai: quota.type,
                                  nam: quota.year,
                                }"
                                ><span
                                  >{{ t(change.title) }}<small>{{ t(change.say) }}</small></span
                                ></a
                              >
                            }
                          </div>
                        </ng-template>
                      }
                    }
                  </td>
                </tr>
              }
            }
          </tbody>
        </table>
      </section>
    }
  `,
})
export class Quotas {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(QuotaService);
  readonly unit = input.required<string>();
  readonly year = input.required<number>();
  /** Of this type alone. */
  readonly only = input(QuotaType.UNSPECIFIED);

  protected readonly page = read({
    params: () => ({ unitId: this.unit(), year: this.year(), type: this.only(), at: this.time.at() }),
    load: (request, signal) => this.client.listQuotas(request, { signal }),
    subject: ({ unitId, year, type }) => `${unitId}/${year}/${type}`,
  });
  protected readonly quotas = computed(() => this.page.value()?.quotas ?? []);
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly changes = QUOTA_CHANGES.slice(1);
  protected readonly count = formatCount;
  protected readonly typeKey = quotaTypeKey;
  protected readonly signed = (delta: number) => (delta > 0 ? `+${formatCount(delta)}` : `−${formatCount(-delta)}`);
}
