import { Component, booleanAttribute, computed, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { Icon } from '../../ui/icon';
import { injectText } from '../../ui/text';
import { PersonPicker } from '../person-picker';
import { PersonValue, evenShares, readPeople, writePeople } from './people';

/** Several people on record; where it is asked, with the role and share of each, and what the shares make so far. */
@Component({
  selector: 'ht-people-field',
  imports: [Icon, PersonPicker],
  template: `
    <div class="several" role="group" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @for (one of all(); track $index; let i = $index) {
        <fieldset class="named" [class.shared]="shares()">
          <legend class="sr">{{ t('contribution.people.who', { n: i + 1 }) }}</legend>
          <ht-person-picker
            [inputId]="i ? inputId() + '-' + i : inputId()"
            [value]="one.id"
            (valueChange)="set(i, { id: $event })"
          />
          @if (shares()) {
            <div>
              <label [for]="inputId() + '-role-' + i">{{ t('contribution.role') }}</label>
              <span class="inp"
                ><input
                  type="text"
                  autocomplete="off"
                  maxlength="120"
                  [id]="inputId() + '-role-' + i"
                  [value]="one.role"
                  (input)="set(i, { role: $any($event.target).value })"
              /></span>
            </div>
            <div>
              <label [for]="inputId() + '-share-' + i">{{ t('contribution.shareCol') }}, %</label>
              <span class="inp"
                ><input
                  class="num"
                  type="text"
                  inputmode="numeric"
                  autocomplete="off"
                  maxlength="3"
                  [id]="inputId() + '-share-' + i"
                  [value]="one.share"
                  (input)="set(i, { share: $any($event.target).value.replace(digits, '') })"
              /></span>
            </div>
          }
          @if (all().length > 1) {
            <button
              class="ib"
              type="button"
              [attr.aria-label]="t('contribution.people.remove', { n: i + 1 })"
              (click)="without(i)"
            >
              <ht-icon name="x" />
            </button>
          }
        </fieldset>
      }
      <div class="sumline">
        <button class="btn sm" type="button" (click)="add()">
          <ht-icon name="plus" small />{{ t('contribution.people.add') }}
        </button>
        @if (shares()) {
          <button class="btn sm" type="button" (click)="even()">{{ t('contribution.people.even') }}</button>
          <span class="num" role="status" [class.ok]="sum() === 100" [class.warned]="sum() !== 100"
            ><ht-icon [name]="sum() === 100 ? 'check' : 'warn'" small />
            {{ t('contribution.people.sum', { sum: sum() }) }},
            {{
              sum() === 100
                ? t('contribution.people.full')
                : sum() < 100
                  ? t('contribution.people.left', { left: 100 - sum() })
                  : t('contribution.people.over', { over: sum() - 100 })
            }}</span
          >
        }
      </div>
    </div>
  `,
})
export class PeopleField implements FormValueControl<string> {
  protected readonly t = injectText();
  readonly value = model('');
  readonly shares = input(false, { transform: booleanAttribute });
  readonly inputId = input('people');
  readonly labelledBy = input<string | null>(null);
  readonly describedBy = input<string | null>(null);
  protected readonly digits = /\D/g;
  protected readonly all = computed(() => readPeople(this.value()));
  protected readonly sum = computed(() => this.all().reduce((sum, one) => sum + Number(one.share), 0));

  protected set(at: number, patch: Partial<PersonValue>) {
    this.write(this.all().map((one, i) => (i === at ? { ...one, ...patch } : one)));
  }

  protected without(at: number) {
    this.write(this.all().filter((_, i) => i !== at));
  }

  protected add() {
    this.write([...this.all(), { id: '', role: '', share: '' }]);
  }

  protected even() {
    const shares = evenShares(this.all().length);
    this.write(this.all().map((one, i) => ({ ...one, share: String(shares[i]) })));
  }

  private write(all: PersonValue[]) {
    this.value.set(writePeople(all));
  }
}
