import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { injectText } from '../ui/text';
import { Hint } from './person-proposals';

/** What is proposed, dashed: it is not on record yet. Each leads to its proposal. */
@Component({
  selector: 'ht-proposal-hints',
  imports: [RouterLink],
  template: `
    @for (hint of hints(); track $index) {
      <a class="hinted" [routerLink]="['/de-nghi', hint.proposalId]" [queryParams]="time.query()">
        <span class="tag dashed">{{ t('proposal.proposed') }}</span>
        <span
          ><b>{{ hint.title }}</b>
          @if (hint.detail) {
            <span>: {{ hint.detail }}</span>
          }
        </span>
        <span class="link">{{ t('proposal.seeProposal') }}</span>
      </a>
    }
  `,
})
export class ProposalHints {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly hints = input.required<Hint[]>();
}
