import { Component, input } from '@angular/core';
import { Run } from './names';

/** A text in runs, some of them marked. Nothing comes between two runs, for they may be parts of one word. */
@Component({
  selector: 'ht-runs',
  template: `
    @for (run of runs(); track $index) {
      @if (run.mark) {
        <mark>{{ run.text }}</mark>
      } @else {
        <span>{{ run.text }}</span>
      }
    }
  `,
})
export class Runs {
  readonly runs = input.required<Run[]>();
}
