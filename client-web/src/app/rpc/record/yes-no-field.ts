import { Component, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { injectText } from '../../ui/text';

/** A condition that is met or not; nothing is chosen beforehand. The value is 'yes', 'no' or ''. */
@Component({
  selector: 'ht-yes-no-field',
  template: `
    <div class="yesno" role="radiogroup" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @for (one of ['yes', 'no']; track one) {
        <label class="check"
          ><input
            type="radio"
            [id]="one === 'yes' ? inputId() : inputId() + '-no'"
            [name]="inputId()"
            [checked]="value() === one"
            (change)="value.set(one)"
          />{{ t(one === 'yes' ? 'contribution.met' : 'contribution.notMet') }}</label
        >
      }
    </div>
  `,
})
export class YesNoField implements FormValueControl<string> {
  protected readonly t = injectText();
  readonly value = model('');
  readonly inputId = input('yes-no');
  readonly labelledBy = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
}
