import { Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { TextKey, injectText } from '../ui/text';

/** The rules are everybody's; what is said of people is for who may read people other than themselves. */
const PARTS: { path: string; text: TextKey; people?: boolean; exact?: boolean }[] = [
  { path: '/chuan', text: 'standard.rules', exact: true },
  { path: '/chuan/chua-dat', text: 'standing.below', people: true },
  { path: '/chuan/doi-chieu', text: 'standing.report', people: true },
  { path: '/chuan/thay-doi', text: 'changes.title', people: true },
  { path: '/chuan/neu-nhu', text: 'whatIf.title', people: true },
];

/** The parts of what is known about standards that are open to the reader. */
@Component({
  selector: 'ht-standards-parts',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="parts" [attr.aria-label]="t('standard.parts')">
      @for (part of parts(); track part.path) {
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
export class StandardsParts {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  protected readonly parts = computed(() =>
    PARTS.filter((part) => !part.people || (this.registry.may(Ability.READ_PEOPLE) && !this.registry.onlySelf())),
  );
}
