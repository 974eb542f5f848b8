import { Component, input, model } from '@angular/core';
import { Ladder, Level } from '../../../gen/hientai/personnel/v1/qualification_pb';
import { Icon } from '../../ui/icon';
import { injectText } from '../../ui/text';
import { ladderKey, levelKey, levelsOf, valuesOf } from '../../ui/vocabulary';

/** One level of any ladder. */
@Component({
  selector: 'ht-level-select',
  imports: [Icon],
  template: `
    <span class="inp">
      <select [attr.aria-label]="label()" (change)="value.set(+$any($event.target).value)">
        <option value="0" [selected]="!value()">{{ t('field.notChosen') }}</option>
        @for (ladder of ladders; track ladder) {
          <optgroup [label]="t(ladderKey(ladder))">
            @for (level of levels(ladder); track level) {
              <option [value]="level" [selected]="level === value()">{{ t(levelKey(level)) }}</option>
            }
          </optgroup>
        }
      </select>
      <ht-icon name="chd" small />
    </span>
  `,
})
export class LevelSelect {
  protected readonly t = injectText();
  readonly value = model.required<Level>();
  readonly label = input.required<string>();
  protected readonly ladders = valuesOf<Ladder>(Ladder);
  protected readonly levels = levelsOf;
  protected readonly ladderKey = ladderKey;
  protected readonly levelKey = levelKey;
}
