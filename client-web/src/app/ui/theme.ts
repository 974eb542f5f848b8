import { DOCUMENT, Injectable, inject, signal } from '@angular/core';

/** Light or dark. The starter has set it before first paint; here it is switched. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  readonly dark = signal(this.root.dataset['theme'] === 'dark');

  toggle() {
    this.dark.update((dark) => !dark);
    this.root.dataset['theme'] = this.code();
    this.keep();
  }

  /** Remembers it for the next visit. */
  keep() {
    localStorage.setItem('theme', this.code());
  }

  private code() {
    return this.dark() ? 'dark' : 'light';
  }
}
