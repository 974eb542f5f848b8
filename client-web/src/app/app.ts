import { DOCUMENT, Component, effect, inject, signal } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { Registry } from './rpc/registry';
import { TimeTravel } from './rpc/time-travel';
import { KeyList } from './shell/key-list';
import { Palette } from './shell/palette';
import { PhoneTabs } from './shell/phone-tabs';
import { PLACES } from './shell/places';
import { SideNav } from './shell/side-nav';
import { TopBar } from './shell/top-bar';
import { Exports } from './ui/exports';
import { Keys } from './ui/keys';
import { injectText } from './ui/text';
import { ToastList } from './ui/toasts';

@Component({
  selector: 'ht-app',
  imports: [Exports, KeyList, Palette, PhoneTabs, RouterOutlet, SideNav, ToastList, TopBar],
  template: `
    <a class="skip" href="#main" (click)="skip($event)">{{ t('app.skip') }}</a>
    <div class="app">
      <ht-side-nav (palette)="palette.set(true)" />
      <div class="work">
        <ht-top-bar [(choosing)]="choosing" />
        <router-outlet />
        @if (registry.value()?.sample) {
          <footer class="foot">{{ t('app.sample') }}</footer>
        }
        <div class="corner">
          <ht-exports />
          <ht-toasts />
        </div>
      </div>
    </div>
    <ht-phone-tabs (palette)="palette.set(true)" (keys)="keyList.set(true)" />
    @defer (when palette()) {
      <ht-palette [(open)]="palette" (choose)="choosing.set(true)" (keys)="keyList.set(true)" />
    }
    @defer (when keyList()) {
      <ht-key-list [(open)]="keyList" />
    }
  `,
})
export class App {
  protected readonly t = injectText();
  protected readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  private readonly router = inject(Router);
  private readonly root = inject(DOCUMENT).documentElement;

  protected readonly palette = signal(false);
  protected readonly keyList = signal(false);
  protected readonly choosing = signal(false);

  constructor() {
    effect(() => {
      if (this.time.past()) this.root.dataset['time'] = 'past';
      else delete this.root.dataset['time'];
    });
    const places = PLACES.map((place) => [
      `g ${place.keys.toLowerCase()}`,
      () => void this.router.navigate([place.path], { queryParams: this.time.query() }),
    ]);
    inject(Keys).bind({
      'Ctrl+k': () => this.palette.set(true),
      t: () => this.choosing.set(true),
      '?': () => this.keyList.set(true),
      Escape: () => (this.time.past() ? void this.time.leave() : false),
      ...Object.fromEntries(places),
    });
  }

  protected skip(event: Event) {
    event.preventDefault();
    const main = this.root.querySelector<HTMLElement>('main');
    main?.setAttribute('tabindex', '-1');
    main?.focus();
  }
}
