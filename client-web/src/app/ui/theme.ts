import { DOCUMENT, Injectable, inject, signal } from '@angular/core';

/** Light or dark. theme.js has set it before first paint; here it is switched. */
@Injectable({ providedIn: 'root' })
export class Theme {
  private readonly root = inject(DOCUMENT).documentElement;
  readonly dark = signal(this.root.dataset['theme'] === 'dark');

  toggle() {
    const theme = this.dark() ? 'light' : 'dark';
    this.root.dataset['theme'] = theme;
    localStorage.setItem('theme', theme);
    this.dark.set(theme === 'dark');
  }
}
