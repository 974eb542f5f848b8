import { Component, computed, inject, signal } from '@angular/core';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { RegistryService } from '../../gen/hientai/registry/v1/registry_service_pb';
import { command } from '../rpc/command';
import { Registry } from '../rpc/registry';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { formatCount } from '../ui/numbers';
import { Language, injectText } from '../ui/text';

/**
 * Says that nothing is recorded, because entries were lost or the clock is in doubt, and takes an administrator's word
 * to go on.
 */
@Component({
  selector: 'ht-halt-notice',
  template: `
    @if (why(); as why) {
      <div class="idle" role="alert">
        <span
          ><b>{{ t('halt.title') }}.</b> {{ why.say }}</span
        >
        @if (decides()) {
          <form (submit)="$event.preventDefault(); goOn()">
            <label for="halt-reason">{{ t('halt.reason') }}</label>
            <input
              class="inp"
              id="halt-reason"
              required
              maxlength="500"
              [value]="reason()"
              (input)="reason.set($any($event.target).value)"
            />
            <button class="btn sm" type="submit" [attr.aria-disabled]="goOn.running()">
              {{ t(why.clock ? 'halt.confirmClock' : 'halt.goOn') }}
            </button>
          </form>
        }
        @if (goOn.problem(); as problem) {
          <span>{{ language.of(problem.message) }}</span>
        }
      </div>
    }
  `,
})
export class HaltNotice {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly registry = inject(Registry);
  private readonly client = injectClient(RegistryService);
  protected readonly reason = signal('');
  protected readonly decides = computed(() => this.registry.may(Ability.ADMINISTER));

  protected readonly why = computed(() => {
    const said = this.registry.value();
    if (said?.clockDoubt) return { clock: true, say: this.language.of(said.clockDoubt) };
    const lost = said?.wentBack;
    return (
      lost && {
        clock: false,
        say: this.t('halt.lost', {
          head: formatCount(lost.headPosition),
          common: formatCount(lost.lastCommonPosition),
          count: formatCount(lost.headPosition - lost.lastCommonPosition),
        }),
      }
    );
  });

  /** The same while it is asked again after a lost answer. */
  private requestId = uuidv7();
  protected readonly goOn = command(async () => {
    const envelope = { requestId: this.requestId, reason: this.reason() };
    if (this.why()?.clock) await this.client.confirmClock({ envelope });
    else await this.client.beginEpoch({ envelope });
    this.requestId = uuidv7();
    this.reason.set('');
    this.registry.reload();
  });
}
