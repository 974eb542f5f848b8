import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { TextKey, injectText } from '../ui/text';

const PARTS: { path: string; text: TextKey; exact?: boolean }[] = [
  { path: '/nguon', text: 'find.board', exact: true },
  { path: '/nguon/danh-sach', text: 'find.list' },
  { path: '/nguon/ke-can', text: 'find.succession' },
  { path: '/nguon/tim', text: 'find.title' },
  { path: '/nguon/chuyen-gia', text: 'find.experts' },
  { path: '/nguon/chuong-trinh', text: 'find.programmes' },
];

/** The parts of the talent pool. */
@Component({
  selector: 'ht-talent-tabs',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="parts" [attr.aria-label]="t('nav.talent')">
      @for (part of parts; track part.path) {
        <a
          [routerLink]="part.path"
          [queryParams]="time.query()"
          routerLinkActive
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: part.exact ? 'exact' : 'subset',
            queryParams: 'ignored',
            fragment: 'ignored',
            matrixParams: 'ignored',
          }"
          >{{ t(part.text) }}</a
        >
      }
    </nav>
  `,
})
export class TalentTabs {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  protected readonly parts = PARTS;
}
