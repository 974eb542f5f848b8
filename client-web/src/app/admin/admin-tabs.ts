import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { TextKey, injectText } from '../ui/text';

const PARTS: { path: string; text: TextKey; needs: Ability[] }[] = [
  { path: '/quan-tri/tai-khoan', text: 'admin.accounts', needs: [Ability.ADMINISTER, Ability.AUDIT] },
  { path: '/quan-tri/chuong-trinh', text: 'admin.programs', needs: [Ability.ADMINISTER, Ability.AUDIT] },
  { path: '/quan-tri/ai-xem', text: 'admin.sight', needs: [Ability.ADMINISTER, Ability.AUDIT, Ability.KEEP_PRIVACY] },
  { path: '/quan-tri/duyet', text: 'admin.approval', needs: [Ability.ADMINISTER, Ability.AUDIT] },
  { path: '/quan-tri/nhat-ky', text: 'admin.reads', needs: [Ability.AUDIT] },
];

/** The parts of administration that are open to the reader. */
@Component({
  selector: 'ht-admin-tabs',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="parts" [attr.aria-label]="t('nav.admin')">
      @for (part of parts(); track part.path) {
        <a
          [routerLink]="part.path"
          [queryParams]="time.query()"
          routerLinkActive
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: 'subset',
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
export class AdminTabs {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  protected readonly parts = computed(() => PARTS.filter((part) => this.registry.may(...part.needs)));
}
