import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import { CanActivateFn, Router } from '@angular/router';

/** Something that is filled in on screen and recorded by its own button. */
export interface Filled {
  unsaved(): boolean;
  /** What is filled in now counts as nothing. */
  giveUp(): void;
}

/** What has been filled in and not recorded: whoever is about to leave it is asked first, whichever way they go. */
@Injectable({ providedIn: 'root' })
export class Unsaved {
  private readonly held = new Set<Filled>();
  private readonly answer = signal<((leave: boolean) => void) | undefined>(undefined);
  /** How the question on screen is answered; undefined while none is asked. */
  readonly question = this.answer.asReadonly();

  /** For as long as the caller stands. */
  hold(filled: Filled) {
    const ask = (event: Event) => filled.unsaved() && event.preventDefault();
    this.held.add(filled);
    addEventListener('beforeunload', ask);
    inject(DestroyRef).onDestroy(() => {
      this.held.delete(filled);
      removeEventListener('beforeunload', ask);
    });
  }

  /** At once where nothing would be lost. */
  async mayLeave(): Promise<boolean> {
    if (![...this.held].some((one) => one.unsaved())) return true;
    this.answer()?.(false);
    const leave = await new Promise<boolean>((resolve) =>
      this.answer.set((answer) => {
        this.answer.set(undefined);
        resolve(answer);
      }),
    );
    if (leave) this.giveUp();
    return leave;
  }

  giveUp() {
    this.held.forEach((one) => one.giveUp());
  }
}

/** Asks on the way to another page or another question; the same at another moment loses nothing. */
export const nothingUnsaved: CanActivateFn = (_, { url }) => {
  const router = inject(Router);
  const question = (address: string) => {
    const tree = router.parseUrl(address);
    const { valid, known, ...asked } = tree.queryParams;
    tree.queryParams = asked;
    tree.fragment = null;
    return tree.toString();
  };
  return question(url) === question(router.url) || inject(Unsaved).mayLeave();
};
