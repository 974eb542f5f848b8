import { Component, booleanAttribute, computed, input } from '@angular/core';
import { TextKey, Translate, injectText } from '../ui/text';

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
            @case ('waits') {
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
  /** Of one item: in words, without counting. */
  readonly single = input(false, { transform: booleanAttribute });
  readonly row = input.required<Counted>();

  protected readonly parts = computed(() => stateParts(this.row(), this.single(), this.t));
}

interface Counted {
  items: number;
  open: number;
  approved: number;
  returned: number;
}

function stateParts({ items, open, approved, returned }: Counted, single: boolean, t: Translate) {
  const words = (counted: TextKey, one: TextKey, count: number) => (single ? t(one) : t(counted, { count }));
  const parts = [
    { kind: 'waits', count: open, text: words('proposal.open', 'proposal.standing1', open) },
    { kind: 'approved', count: approved, text: words('proposal.approved', 'proposal.standing2', approved) },
    { kind: 'returned', count: returned, text: words('proposal.returned', 'proposal.standing3', returned) },
  ].filter((part) => part.count);
  const rest = items - open - approved - returned;
  return rest > 0 ? [...parts, { kind: 'withdrawn', text: t('proposal.withdrawn') }] : parts;
}

/** The same in words alone. */
export const stateWords = (row: Counted, t: Translate) =>
  stateParts(row, false, t)
    .map(({ text }) => text)
    .join(', ');
