import { Component, Signal, computed, input } from '@angular/core';
import { Command, command } from '../rpc/command';
import { Problem } from '../rpc/problem';
import { injectText } from '../ui/text';
import { SecondFactor } from './second-factor';

/** A write that may first ask for proof of who is there; it goes on by itself once that is given. */
export interface Guarded<A extends unknown[], R> extends Command<A, R> {
  /** It is on its way, or waits for the proof. */
  readonly running: Signal<boolean>;
  readonly asked: Signal<boolean>;
  again(): Promise<R | undefined>;
}

export function guarded<A extends unknown[], R>(run: (...args: A) => Promise<R>): Guarded<A, R> {
  const inner = command(run);
  const asked = computed(() => inner.problem()?.reason === 'REAUTHENTICATE');
  let last: A;
  const call = (...args: A) => inner(...(last = args));
  return Object.assign(call, {
    running: computed(() => inner.running() || asked()),
    problem: computed<Problem | undefined>(() => (asked() ? undefined : inner.problem())),
    forget: inner.forget,
    asked,
    again: () => inner(...last),
  });
}

/** The question who is there, in the place where something waits for the answer. */
@Component({
  selector: 'ht-prove',
  imports: [SecondFactor],
  template: `
    @if (of().asked()) {
      <div class="prove" role="group" [attr.aria-label]="t('account.prove')">
        <p>
          <b>{{ t('account.prove') }}</b> {{ t('account.proveSay') }}
        </p>
        <ht-second-factor say="signIn.confirm" again (done)="of().again()" />
        <button class="link small" type="button" (click)="of().forget()">{{ t('act.cancel') }}</button>
      </div>
    }
  `,
})
export class Prove {
  protected readonly t = injectText();
  readonly of = input.required<Pick<Guarded<never[], unknown>, 'asked' | 'again' | 'forget'>>();
}
