import { Component, model } from '@angular/core';
import { injectText } from './text';

/** Did the world change, or did the record have it wrong? Never chosen for the recorder. */
@Component({
  selector: 'ht-kind-choice',
  template: `
    <div class="field">
      <span class="lab" id="kind-label">{{ t('record.choose') }}</span>
      <div class="kind" role="radiogroup" aria-labelledby="kind-label">
        <button
          type="button"
          role="radio"
          [attr.aria-checked]="value() === 'thay-doi'"
          [attr.tabindex]="value() === 'dinh-chinh' ? -1 : 0"
          (click)="value.set('thay-doi')"
          (keydown)="press($event, 'dinh-chinh')"
        >
          <span class="radio"></span>
          <span
            ><b>{{ t('record.change') }}</b
            ><small>{{ t('record.changeSay') }}</small></span
          >
          <svg class="g" viewBox="0 0 220 34" aria-hidden="true">
            <path d="M4 25h112" stroke="var(--ink-3)" stroke-width="2" />
            <path d="M116 25V10" stroke="var(--accent)" stroke-width="1.5" stroke-dasharray="2 2" />
            <path d="M116 10h98" stroke="var(--accent)" stroke-width="2.5" />
            <circle cx="116" cy="10" r="3.5" fill="var(--accent)" />
          </svg>
        </button>
        <button
          type="button"
          role="radio"
          [attr.aria-checked]="value() === 'dinh-chinh'"
          [attr.tabindex]="value() === 'dinh-chinh' ? 0 : -1"
          (click)="value.set('dinh-chinh')"
          (keydown)="press($event, 'thay-doi')"
        >
          <span class="radio"></span>
          <span
            ><b>{{ t('record.correction') }}</b
            ><small>{{ t('record.correctionSay') }}</small></span
          >
          <svg class="g" viewBox="0 0 220 34" aria-hidden="true">
            <path d="M60 25h154" stroke="var(--ink-3)" stroke-width="2" stroke-dasharray="3 3" />
            <path d="M132 20l10 10M142 20l-10 10" stroke="var(--seal)" stroke-width="1.5" />
            <path d="M60 10h154" stroke="var(--accent)" stroke-width="2.5" />
            <circle cx="60" cy="10" r="3.5" fill="var(--accent)" />
          </svg>
        </button>
      </div>
    </div>
  `,
})
export class KindChoice {
  protected readonly t = injectText();
  /** "thay-doi", "dinh-chinh" or ''. */
  readonly value = model('');

  protected press(event: KeyboardEvent, other: string) {
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    this.value.set(other);
    const radios = (event.currentTarget as HTMLElement).parentElement!.querySelectorAll<HTMLElement>('[role=radio]');
    radios[other === 'thay-doi' ? 0 : 1].focus();
  }
}
