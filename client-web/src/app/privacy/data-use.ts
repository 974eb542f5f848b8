import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Consent, PrivacyService } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Source } from '../../gen/hientai/rpc/v1/history_pb';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { formatDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Language, TextKey, injectText } from '../ui/text';

/** On what ground somebody's data is kept and used: by duty, by consents, restricted or not. For the person and who keeps privacy. */
@Component({
  selector: 'ht-data-use',
  imports: [Failure, Icon, PaperRef, PeriodText, RouterLink],
  template: `
    @if (allowed()) {
      <section class="sec">
        <header>
          <h2>{{ t('privacy.use') }}</h2>
          @if (keeps() && answer.value(); as use) {
            <div class="act">
              @if (!use.byDuty) {
                <a class="link" [routerLink]="to('dong-y')">{{ t('privacy.consent') }}</a>
              }
              <a class="link" [routerLink]="to(use.restricted ? 'bo-han-che' : 'han-che')">{{
                t(use.restricted ? 'privacy.lift' : 'privacy.restrict')
              }}</a>
            </div>
          }
        </header>
        @if (answer.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="answer.reload()" />
        } @else if (answer.value(); as use) {
          <p>{{ t(use.byDuty ? 'privacy.byDuty' : 'privacy.byConsent') }}</p>
          @if (use.restricted) {
            <p class="notice" role="note">
              <ht-icon name="lock" /><span
                ><b>{{ t('privacy.restricted') }}</b
                >&ngsp;<span class="sub num">{{
                  t('privacy.restrictedSay', { who: by(use.restriction), date: day(use.restriction?.recordedTime) })
                }}</span></span
              >
            </p>
          }
          @if (use.consents.length) {
            <ul class="plain-rows">
              @for (one of use.consents; track one.id) {
                <li [class.mute]="!one.inForce">
                  <b class="m">{{ t(purpose(one)) }}</b>
                  <span class="num"><ht-period [period]="one.period" /></span>
                  @if (one.source?.paper?.id) {
                    <ht-paper-ref [paper]="one.source!.paper!" />
                  }
                  @if (one.inForce && mayWithdraw()) {
                    <a class="link" [routerLink]="to('rut-dong-y')" [queryParams]="{ 'dong-y': one.id }">{{
                      t('privacy.withdrawConsent')
                    }}</a>
                  }
                </li>
              }
            </ul>
          }
        }
      </section>
    }
  `,
})
export class DataUse {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  private readonly client = injectClient(PrivacyService);
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  readonly personId = input.required<string>();

  private readonly own = computed(() => this.registry.owns(this.personId()));
  protected readonly allowed = computed(() => this.own() || this.registry.may(Ability.KEEP_PRIVACY, Ability.AUDIT));
  protected readonly keeps = computed(() => this.registry.may(Ability.KEEP_PRIVACY) && !this.time.past());
  protected readonly mayWithdraw = computed(() => this.keeps() || (this.own() && !this.time.past()));
  protected readonly answer = read({
    params: () => (this.allowed() ? { personId: this.personId(), at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getDataUse(request, { signal }),
    subject: ({ personId }) => personId,
  });
  protected readonly purpose = (one: Consent) => `privacy.use${one.purpose}` as TextKey;
  protected readonly to = (step: string) => ['/quyen-rieng-tu', 'nguoi', this.personId(), step];
  protected readonly day = formatDay;
  protected readonly by = (source: Source | undefined) =>
    this.language.of({ vi: source?.actorTitle || source?.actor || '', en: source?.actorTitleEn ?? '' });
}
