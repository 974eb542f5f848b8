import { Component, input, linkedSignal, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { Level } from '../../../gen/hientai/personnel/v1/qualification_pb';
import { Icon } from '../../ui/icon';
import { injectText } from '../../ui/text';
import { LevelSelect } from './level-select';
import { PartialDateField } from './partial-date-field';
import { ExemptionValue, readExemptions, writeExemptions } from './ways';

/** Who need not be trained: a day, the level held, and the service left below which nothing is asked. */
@Component({
  selector: 'ht-exemptions-field',
  imports: [Icon, LevelSelect, PartialDateField],
  template: `
    <div class="several" role="group" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @for (one of all(); track $index; let i = $index) {
        <fieldset class="exempt">
          <div>
            <label [for]="inputId() + '-on-' + i">{{ t('standard.exemption.on') }}</label>
            <ht-partial-date-field
              [fullDay]="true"
              [inputId]="inputId() + '-on-' + i"
              [value]="one.on"
              (valueChange)="set(i, { on: $event })"
            />
          </div>
          <div>
            <span class="lab">{{ t('standard.exemption.holding') }}</span>
            <ht-level-select
              [label]="t('standard.exemption.holding')"
              [value]="one.holding"
              (valueChange)="set(i, { holding: $event })"
            />
          </div>
          <div>
            <label [for]="inputId() + '-months-' + i">{{ t('standard.exemption.months') }}</label>
            <span class="inp"
              ><input
                class="num"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                [id]="inputId() + '-months-' + i"
                [value]="one.months"
                (input)="set(i, { months: $any($event.target).value.trim() })"
            /></span>
          </div>
          <button
            class="ib"
            type="button"
            [attr.aria-label]="t('standard.exemption.remove', { n: i + 1 })"
            (click)="without(i)"
          >
            <ht-icon name="x" />
          </button>
        </fieldset>
      }
      <button class="btn sm" type="button" [id]="inputId()" (click)="add()">
        <ht-icon name="plus" small />{{ t('standard.exemption.add') }}
      </button>
    </div>
  `,
})
export class ExemptionsField implements FormValueControl<string> {
  protected readonly t = injectText();
  readonly value = model('');
  readonly inputId = input('exemptions');
  readonly labelledBy = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  protected readonly all = linkedSignal(() => readExemptions(this.value()));

  protected set(at: number, patch: Partial<ExemptionValue>) {
    this.write(this.all().map((one, i) => (i === at ? { ...one, ...patch } : one)));
  }

  protected without(at: number) {
    this.write(this.all().filter((_, i) => i !== at));
  }

  protected add() {
    this.write([...this.all(), { on: '', holding: Level.UNSPECIFIED, months: '' }]);
  }

  private write(all: ExemptionValue[]) {
    this.value.set(writeExemptions(all));
  }
}
