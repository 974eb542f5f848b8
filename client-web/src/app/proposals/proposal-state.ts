import { Component, computed, input } from '@angular/core';
import { injectText } from '../ui/text';

/** How many items wait, are approved, are returned: a glyph and words, never colour alone. */
@Component({
  selector: 'ht-proposal-state',
  template: `
    @for (part of parts(); track part.kind) {
      <span class="stand" [class]="part.kind">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          @switch (part.kind) {
            @case ('approved') {
              <circle cx="8" cy="8" r="6.5" class="f" />
              <path d="m5 8.2 2 2 4-4.400" class="k" />
            }
            @case ('returned') {
              <path d="M8 1.500 14.500 8 8 14.500 1.500 8z" class="o" />
              <path d="M10.500 8h-5m2-2-2 2 2 2" class="o" />
            }
            @case ('open') {
              <circle cx="8" cy="8" r="6.500" class="o dash" />
              <path d="M8 4.800V8l2 1.500" class="o" />
            }
            @default {
              <circle cx="8" cy="8" r="6.500" class="o" />
              <path d="M5 8h6" class="o" />
            }
          }
        </svg>
        {{ part.text }}
      </span>
    }
  `,
  host: { class: 'stands' },
})
export class ProposalState {
  protected readonly t = injectText();
  readonly row = input.required<{ items: number; open: number; approved: number; returned: number }>();

  protected readonly parts = computed(() => {
    const { items, open, approved, returned } = this.row();
    const parts = [
      { kind: 'open', count: open, text: this.t('proposal.open', { count: open }) },
      { kind: 'approved', count: approved, text: this.t('proposal.approved', { count: approved }) },
      { kind: 'returned', count: returned, text: this.t('proposal.returned', { count: returned }) },
    ].filter((part) => part.count);
    const rest = items - open - approved - returned;
    return rest > 0 ? [...parts, { kind: 'withdrawn', text: this.t('proposal.withdrawn') }] : parts;
  });
}
