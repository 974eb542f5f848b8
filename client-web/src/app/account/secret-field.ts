import { Component, booleanAttribute, input, model, signal } from '@angular/core';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';

/** A password, hidden unless asked for. */
@Component({
  selector: 'ht-secret-field',
  imports: [Icon],
  template: `
    <div class="field" [class.err]="invalid()">
      <label [for]="name()">{{ label() }}</label>
      <div class="inp">
        <ht-icon name="lock" />
        <input
          [id]="name()"
          [name]="name()"
          [type]="shown() ? 'text' : 'password'"
          [autocomplete]="fresh() ? 'new-password' : 'current-password'"
          autocapitalize="none"
          spellcheck="false"
          [attr.aria-describedby]="name() + '-note'"
          [attr.aria-invalid]="invalid() || null"
          [value]="value()"
          (input)="value.set($any($event.target).value)"
        />
        <button
          class="ib"
          type="button"
          [attr.aria-label]="t(shown() ? 'signIn.hide' : 'signIn.show')"
          [attr.aria-pressed]="shown()"
          (click)="shown.set(!shown())"
        >
          <ht-icon name="eye" />
        </button>
      </div>
      <div [id]="name() + '-note'"><ng-content /></div>
    </div>
  `,
})
export class SecretField {
  protected readonly t = injectText();
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly value = model('');
  readonly fresh = input(false, { transform: booleanAttribute });
  readonly invalid = input(false);
  protected readonly shown = signal(false);
}
