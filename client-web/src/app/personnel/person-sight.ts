import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { Sight } from '../../gen/hientai/access/v1/account_pb';
import { AccountService } from '../../gen/hientai/access/v1/account_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { dataClassKey, roleKey } from '../account/words';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Failure } from '../ui/failure';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Language, injectText } from '../ui/text';
import { Asking } from '../ui/asking';

/** Who can see this file and by what right: for those who keep privacy, auditors, and the person concerned. */
@Component({
  selector: 'ht-person-sight',
  imports: [Asking, Failure, PaperRef, PeriodText],
  template: `
    @if (allowed()) {
      <section class="sec" [attr.aria-busy]="answer.loading()">
        <header>
          <h2>{{ t('sight.title') }}</h2>
          @if (answer.value(); as value) {
            <span class="note">{{ t('sight.note', { count: value.sights.length }) }}</span>
          }
          @if (!open()) {
            <div class="act">
              <button class="link" type="button" (click)="open.set(true)">{{ t('sight.show') }}</button>
            </div>
          }
        </header>
        @if (!open()) {
          <p class="mute">{{ t('sight.say') }}</p>
        } @else if (answer.problem(); as problem) {
          <ht-failure [problem]="problem" (retry)="answer.reload()" />
        } @else if (answer.value(); as value) {
          @if (value.sights.length) {
            <table class="tbl stack sights" [htAsking]="answer">
              <thead>
                <tr>
                  <th scope="col">{{ t('sight.who') }}</th>
                  <th scope="col">{{ t('sight.right') }}</th>
                  <th scope="col">{{ t('sight.classes') }}</th>
                  <th scope="col">{{ t('sight.because') }}</th>
                </tr>
              </thead>
              <tbody>
                @for (one of value.sights; track one.accountId + one.mandate?.id) {
                  <tr>
                    <td class="wide">
                      <b class="m">{{ language.of(one.accountTitle) }}</b><small class="mute">{{
                        one.accountName
                      }}</small>
                    </td>
                    <td class="wide">
                      {{ one.mandate?.role ? t(roleKey(one.mandate!.role)) : '' }}
                      @if (one.mandate?.unitName) {
                        <small class="mute">{{ one.mandate?.unitName }}</small>
                      }
                      @if (one.mandate?.source?.paper?.id) {
                        <small><ht-paper-ref [paper]="one.mandate!.source!.paper!" /></small>
                      }
                    </td>
                    <td class="wide">{{ classes(one) }}</td>
                    <td class="wide">
                      {{ language.of(one.because) }}
                      @if (one.whole) {
                        <small class="mute">{{ t('sight.whole') }}</small>
                      } @else {
                        @for (period of one.periods; track $index) {
                          <small class="mute">{{ t('sight.only') }} <ht-period [period]="period" /></small>
                        }
                      }
                    </td>
                  </tr>
                }
              </tbody>
            </table>
          } @else {
            <p class="mute">{{ t('sight.none') }}</p>
          }
        }
      </section>
    }
  `,
})
export class PersonSight {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(AccountService);
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  readonly personId = input.required<string>();

  protected readonly allowed = computed(
    () => this.registry.may(Ability.AUDIT, Ability.KEEP_PRIVACY) || this.registry.owns(this.personId()),
  );
  protected readonly open = linkedSignal({ source: this.personId, computation: () => false });
  protected readonly answer = read({
    params: () => (this.allowed() && this.open() ? { personId: this.personId(), at: this.time.at() } : undefined),
    load: (request, signal) => this.client.listSight(request, { signal }),
    subject: ({ personId }) => personId,
  });
  protected readonly roleKey = roleKey;
  protected readonly classes = (one: Sight) => one.classes.map((value) => this.t(dataClassKey(value))).join(', ');
}
