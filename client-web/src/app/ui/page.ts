import { Injectable, effect, inject, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';

export interface Crumb {
  text: string;
  link?: unknown[];
}

/** Where the reader is: the trail in the top bar and the title of the window. */
@Injectable({ providedIn: 'root' })
export class Page {
  readonly trail = signal<Crumb[]>([]);
}

/** Called once by every page: the last crumb is the page itself. */
export function pageTrail(trail: () => Crumb[]) {
  const page = inject(Page);
  const title = inject(Title);
  effect(() => {
    const crumbs = trail();
    page.trail.set(crumbs);
    title.setTitle([crumbs.at(-1)?.text, 'Hiền Tài'].filter(Boolean).join(' · '));
  });
}
