import { Component, input, output } from '@angular/core';
import { Icon } from './icon';
import { TextKey, injectText } from './text';

/** One step of several: what it is called, and whether something in it is wrong or all of it is filled in. */
export interface Step {
  name: TextKey;
  state: 'ahead' | 'done' | 'wrong';
}

/** Where one is among steps that are taken in order; each can be gone to at any time. */
@Component({
  selector: 'ht-steps',
  imports: [Icon],
  template: `
    <nav [attr.aria-label]="t('record.steps')">
      <ol class="step-line">
        @for (step of steps(); track step.name) {
          <li [class.now]="$index === at()" [class]="step.state">
            <button type="button" [attr.aria-current]="$index === at() ? 'step' : null" (click)="go.emit($index)">
              <span class="n num" aria-hidden="true">
                @if (step.state === 'wrong') {
                  <ht-icon name="warn" small />
                } @else if (step.state === 'done' && $index !== at()) {
                  <ht-icon name="check" small />
                } @else {
                  {{ $index + 1 }}
                }
              </span>
              <span class="sr">{{ t('record.stepOf', { n: $index + 1, of: steps().length }) }} </span>
              <span class="name">{{ t(step.name) }}</span>
              @if (step.state !== 'ahead') {
                <span class="sr"> ({{ t(step.state === 'done' ? 'record.stepDone' : 'record.stepWrong') }})</span>
              }
            </button>
          </li>
        }
      </ol>
    </nav>
  `,
})
export class Steps {
  protected readonly t = injectText();
  readonly steps = input.required<Step[]>();
  readonly at = input.required<number>();
  readonly go = output<number>();
}
