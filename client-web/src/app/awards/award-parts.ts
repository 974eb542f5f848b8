import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { TextKey, injectText } from '../ui/text';

const PARTS: { path: string; text: TextKey }[] = [
  { path: '/giai-thuong', text: 'award.cycles' },
  { path: '/giai-thuong/da-tang', text: 'award.held' },
  { path: '/giai-thuong/danh-muc', text: 'award.catalogue' },
];

/** The parts of awards, over each of their pages. */
@Component({
  selector: 'ht-award-parts',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="parts" [attr.aria-label]="t('award.parts')">
      @for (part of parts; track part.path) {
        <a
          [routerLink]="part.path"
          [queryParams]="time.query()"
          routerLinkActive
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="exact"
          >{{ t(part.text) }}</a
        >
      }
    </nav>
  `,
})
export class AwardParts {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  protected readonly parts = PARTS;
  protected readonly exact = {
    paths: 'exact',
    queryParams: 'ignored',
    matrixParams: 'ignored',
    fragment: 'ignored',
  } as const;
}
