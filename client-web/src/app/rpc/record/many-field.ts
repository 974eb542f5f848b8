import { Component, computed, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import type { Option } from './form-spec';

/** Any number of choices; the value keeps them a line each, in the order they are offered. */
@Component({
  selector: 'ht-many-field',
  template: `
    <div class="many" role="group" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @for (option of options(); track option.value) {
        <label class="check"
          ><input type="checkbox" [checked]="chosen().has(option.value)" (change)="toggle(option.value)" />{{
            option.label
          }}</label
        >
      }
    </div>
  `,
})
export class ManyField implements FormValueControl<string> {
  readonly value = model('');
  readonly options = input.required<Option[]>();
  readonly labelledBy = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  protected readonly chosen = computed(() => new Set(this.value().split('\n').filter(Boolean)));

  protected toggle(value: string) {
    const on = !this.chosen().has(value);
    const kept = this.options().map((option) => option.value);
    this.value.set(kept.filter((one) => (one === value ? on : this.chosen().has(one))).join('\n'));
  }
}
