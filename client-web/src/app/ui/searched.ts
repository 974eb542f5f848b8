import { Location } from '@angular/common';
import { Injectable, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Params, Router } from '@angular/router';
import { filter, map, startWith } from 'rxjs';

/**
 * What is searched for in the list on screen. It may be somebody's name or number, so it stands beside the address, in the browser's
 * entry of it: back, forward and reload bring it again, and no log, proxy or link that is passed on has it.
 */
@Injectable({ providedIn: 'root' })
export class Searched {
  private readonly router = inject(Router);
  private readonly location = inject(Location);

  readonly words = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(undefined),
      map(() => this.beside()),
    ),
    { requireSync: true },
  );

  /** The same page with other parameters or other words; what is not given stays. */
  go(queryParams: Params, { words = this.words(), replaceUrl = true } = {}) {
    return this.router.navigate([], {
      queryParams,
      queryParamsHandling: 'merge',
      replaceUrl,
      state: words ? { words } : {},
      // Other words at the same address are another question.
      onSameUrlNavigation: 'reload',
    });
  }

  private beside(): string {
    const { words } = (this.location.getState() ?? {}) as { words?: unknown };
    return typeof words === 'string' ? words : '';
  }
}
