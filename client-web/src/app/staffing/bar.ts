import { Component, computed, input } from '@angular/core';
import type { StaffingLine } from '../../gen/hientai/reporting/v1/staffing_pb';
import { barOf } from './cells';

/** Present on a hatched quota, a tick at what is granted; beyond it the bar is outlined. The numbers stand beside it. */
@Component({
  selector: 'ht-staffing-bar',
  template: `
    @let bar = drawn();
    <svg viewBox="0 0 300 18" preserveAspectRatio="none" aria-hidden="true">
      @if (bar.tick !== undefined) {
        <rect class="quota" x=".5" y="3.5" [attr.width]="bar.tick" height="11" fill="url(#hatch)" />
      }
      <rect class="present" x="0" y="3" [attr.width]="bar.present" height="12" />
      @if (bar.over) {
        <rect class="over" [attr.x]="bar.tick" y="3.5" [attr.width]="bar.over" height="11" fill="url(#hatch-over)" />
      }
      @if (bar.tick !== undefined) {
        <path class="tick" [attr.d]="'M' + bar.tick + ' 0v18'" />
      }
    </svg>
  `,
})
export class StaffingBar {
  readonly line = input.required<StaffingLine>();
  protected readonly drawn = computed(() => barOf(this.line()));
}
