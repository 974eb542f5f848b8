import { Component, computed, effect, inject, input, signal } from '@angular/core';
import type { Problem } from '../rpc/problem';
import { Icon } from '../ui/icon';
import { Language, injectText } from '../ui/text';

/** Why something was not accepted, in the server's words; locked out, it counts the time that is left. */
@Component({
  selector: 'ht-refused',
  imports: [Icon],
  template: `
    <p class="msg" role="alert">
      <ht-icon name="warn" small /><span>{{ words() }}</span>
    </p>
    @if (left()) {
      <p class="hint num" aria-hidden="true">{{ t('signIn.wait', { time: clock() }) }}</p>
    }
  `,
})
export class Refused {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  readonly problem = input.required<Problem>();
  /** The field it stands beside, if the words about that field are wanted. */
  readonly field = input('');

  protected readonly words = computed(() => {
    const { fields, message } = this.problem();
    const own = fields.find((one) => one.field === this.field()) ?? fields[0];
    return this.language.of(own?.message ?? message);
  });
  protected readonly left = signal(0);
  protected readonly clock = computed(() => {
    const [minutes, seconds] = [Math.floor(this.left() / 60), this.left() % 60];
    return `${minutes}:${String(seconds).padStart(2, '0')}`;
  });

  constructor() {
    effect((onCleanup) => {
      const { reason, message } = this.problem();
      const seconds = reason === 'LOCKED_OUT' ? Number(/\d+/.exec(message.vi)?.[0] ?? 0) : 0;
      const end = Date.now() + seconds * 1000;
      const tick = () => this.left.set(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
      tick();
      if (!seconds) return;
      const timer = setInterval(tick, 1000);
      onCleanup(() => clearInterval(timer));
    });
  }
}
