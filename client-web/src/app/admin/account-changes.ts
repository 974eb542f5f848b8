import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { AccountChange, AccountChangeState, ProgramService } from '../../gen/hientai/access/v1/program_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Prove, guarded } from '../account/guarded';
import { Refused } from '../account/refused';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatTime } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Sure } from '../ui/sure';
import { Language, injectText } from '../ui/text';
import { Toasts } from '../ui/toasts';

/** What two administrators change: of one account, or of all what waits; the other one approves it here. */
@Component({
  selector: 'ht-account-changes',
  imports: [Failure, Prove, Refused, RouterLink, Sure],
  template: `
    @if (changes.problem(); as problem) {
      <ht-failure [problem]="problem" (retry)="changes.reload()" />
    } @else if (changes.value(); as answer) {
      @if (answer.changes.length || !accountId()) {
        <section class="sec">
          <header>
            <h2>{{ t(accountId() ? 'admin.changesDone' : 'admin.changesWaiting') }}</h2>
          </header>
          @for (write of [approve, cancel]; track $index) {
            @if (write.problem(); as problem) {
              <div class="field"><ht-refused [problem]="problem" /></div>
            }
            <ht-prove [of]="write" />
          }
          @if (answer.changes.length) {
            <table class="tbl stack">
              <thead>
                <tr>
                  @if (!accountId()) {
                    <th scope="col">{{ t('admin.colTitle') }}</th>
                  }
                  <th scope="col">{{ t('admin.changeWhat') }}</th>
                  <th scope="col">{{ t('admin.changeWho') }}</th>
                  <th scope="col">{{ t('admin.changeState') }}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                @for (change of answer.changes; track change.id) {
                  <tr>
                    @if (!accountId()) {
                      <td class="wide">
                        <a
                          class="open"
                          [routerLink]="['/quan-tri/tai-khoan', change.accountId]"
                          [queryParams]="time.query()"
                          >{{ language.of(change.accountTitle) }}</a
                        >
                        <small class="mono mute">{{ change.accountName }}</small>
                      </td>
                    }
                    <td class="wide">{{ language.of(change.says) }}</td>
                    <td class="wide mute">
                      <span class="num">{{ when(change.source?.recordedTime) }}</span> · {{ change.source?.actor }}
                      @if (change.source?.reason) {
                        · {{ change.source?.reason }}
                      }
                    </td>
                    <td class="wide">
                      {{ state(change) }}
                      @if (change.approvedBy) {
                        <small class="mute">{{ t('admin.changeBy', { name: change.approvedBy }) }}</small>
                      }
                    </td>
                    <td class="wide">
                      @if (waits(change) && administers()) {
                        <div class="acts">
                          <ht-sure
                            [label]="t('admin.changeApprove')"
                            [about]="change.accountName"
                            [ask]="t('admin.changeApproveAsk')"
                            [closed]="change.own ? t('admin.changeOwn') : ''"
                            [busy]="busy()"
                            (yes)="approve(change)"
                          />
                          <ht-sure
                            [label]="t('admin.changeCancel')"
                            [about]="change.accountName"
                            [ask]="t('admin.changeCancelAsk')"
                            [busy]="busy()"
                            (yes)="cancel(change)"
                          />
                        </div>
                      }
                    </td>
                  </tr>
                }
              </tbody>
            </table>
          } @else {
            <p class="mute">{{ t('admin.changesNone') }}</p>
          }
        </section>
      }
    }
  `,
})
export class AccountChanges {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  private readonly toasts = inject(Toasts);
  private readonly client = injectClient(ProgramService);
  /** Everything of this account; without one, of all accounts what waits. */
  readonly accountId = input('');
  readonly changed = output();

  protected readonly changes = read({
    params: () => ({
      at: this.time.at(),
      accountId: this.accountId(),
      waiting: !this.accountId(),
      pageSize: 200,
    }),
    load: (request, signal) => this.client.listAccountChanges(request, { signal }),
    subject: ({ accountId }) => accountId,
  });
  protected readonly administers = computed(() => this.registry.may(Ability.ADMINISTER) && !this.time.past());
  protected readonly when = formatTime;

  protected readonly approve = guarded(async (change: AccountChange) => {
    await this.client.approveAccountChange({
      envelope: { requestId: uuidv7() },
      accountId: change.accountId,
      changeId: change.id,
    });
    this.done(this.t('admin.changeApproved'));
  });
  protected readonly cancel = guarded(async (change: AccountChange) => {
    await this.client.cancelAccountChange({
      envelope: { requestId: uuidv7(), reason: this.t('admin.changeCancelWhy') },
      accountId: change.accountId,
      changeId: change.id,
    });
    this.done(this.t('admin.changeCancelled'));
  });
  protected readonly busy = computed(() => this.approve.running() || this.cancel.running());

  reload() {
    this.changes.reload();
  }

  protected waits({ state }: AccountChange) {
    return state === AccountChangeState.WAITS_FOR_APPROVAL || state === AccountChangeState.WAITS_FOR_DELAY;
  }

  protected state({ state, effectiveTime }: AccountChange) {
    const time = formatTime(effectiveTime);
    if (state === AccountChangeState.WAITS_FOR_APPROVAL) return this.t('admin.changeWaits');
    if (state === AccountChangeState.WAITS_FOR_DELAY) return this.t('admin.changeDelay', { time });
    return state === AccountChangeState.IN_EFFECT
      ? this.t('admin.changeInEffect', { time })
      : this.t('admin.changeEnded');
  }

  private done(words: string) {
    this.toasts.say(words);
    this.changes.reload();
    this.changed.emit();
  }
}
