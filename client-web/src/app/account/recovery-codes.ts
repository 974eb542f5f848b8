import { Component, input, output, signal } from '@angular/core';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';

/** The codes that stand in for a lost second factor, shown this once. */
@Component({
  selector: 'ht-recovery-codes',
  imports: [Icon],
  template: `
    <p>{{ t('signIn.codesSay') }}</p>
    <ol class="codes mono">
      @for (code of codes(); track code) {
        <li>{{ code }}</li>
      }
    </ol>
    <div class="btns">
      <button class="btn" type="button" (click)="copy()">
        <ht-icon name="copy" />{{ t(copied() ? 'act.copied' : 'signIn.copyCodes') }}
      </button>
      <button class="btn" type="button" (click)="save()"><ht-icon name="down" />{{ t('signIn.saveCodes') }}</button>
    </div>
    <button class="btn p" type="button" (click)="kept.emit()">{{ t('signIn.codesKept') }}</button>
  `,
  host: { class: 'steps' },
})
export class RecoveryCodes {
  protected readonly t = injectText();
  readonly codes = input.required<string[]>();
  readonly kept = output();
  protected readonly copied = signal(false);

  protected async copy() {
    await navigator.clipboard.writeText(this.codes().join('\n'));
    this.copied.set(true);
  }

  protected save() {
    const href = URL.createObjectURL(new Blob([this.codes().join('\n') + '\n'], { type: 'text/plain' }));
    Object.assign(document.createElement('a'), { href, download: 'hientai-ma-khoi-phuc.txt' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  }
}
