import { Component, input, output, signal } from '@angular/core';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';

/** Something secret that is shown this once, to be handed on. */
@Component({
  selector: 'ht-handed-over',
  imports: [Icon],
  template: `
    <div class="prove" role="status">
      <p>
        <b>{{ heading() }}</b> {{ t('signIn.codesOnce') }} {{ note() }}
      </p>
      <dl class="facts">
        @for (value of values(); track value.label) {
          <dt>{{ value.label }}</dt>
          <dd class="mono secret">{{ value.text }}</dd>
        }
      </dl>
      <div class="btns">
        <button class="btn sm" type="button" (click)="copy()">
          <ht-icon name="copy" />{{ t(copied() ? 'act.copied' : 'admin.copy') }}
        </button>
        <button class="btn sm" type="button" (click)="done.emit()">{{ t('admin.handedOver') }}</button>
      </div>
    </div>
  `,
})
export class HandedOver {
  protected readonly t = injectText();
  readonly heading = input.required<string>();
  readonly note = input('');
  readonly values = input.required<{ label: string; text: string }[]>();
  readonly done = output();
  protected readonly copied = signal(false);

  protected async copy() {
    await navigator.clipboard.writeText(
      this.values()
        .map((value) => value.text)
        .join('\n'),
    );
    this.copied.set(true);
  }
}
