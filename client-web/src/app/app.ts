import {
  ApplicationRef,
  DOCUMENT,
  Component,
  afterRenderEffect,
  computed,
  effect,
  inject,
  signal,
} from '@angular/core';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { toSignal } from '@angular/core/rxjs-interop';
import { filter, map } from 'rxjs';
import { EarlyQuestions } from './rpc/early';
import { Registry } from './rpc/registry';
import { Session } from './rpc/session';
import { TimeTravel } from './rpc/time-travel';
import { AccountNotice } from './shell/account-notice';
import { HaltNotice } from './shell/halt-notice';
import { IdleNotice } from './shell/idle-notice';
import { KeyList } from './shell/key-list';
import { LeaveQuestion } from './shell/leave-question';
import { Palette } from './shell/palette';
import { PhoneTabs } from './shell/phone-tabs';
import { ALL_PLACES, Places } from './shell/places';
import { SideNav } from './shell/side-nav';
import { TopBar } from './shell/top-bar';
import { Exports } from './ui/exports';
import { Failure } from './ui/failure';
import { Keys } from './ui/keys';
import { injectText } from './ui/text';
import { ToastList } from './ui/toasts';

@Component({
  selector: 'ht-app',
  imports: [
    AccountNotice,
    HaltNotice,
    Exports,
    Failure,
    IdleNotice,
    KeyList,
    LeaveQuestion,
    Palette,
    PhoneTabs,
    RouterOutlet,
    SideNav,
    ToastList,
    TopBar,
  ],
  template: `
    @if (inside()) {
      <a class="skip" href="#main" (click)="skip($event)">{{ t('app.skip') }}</a>
    }
    <div [class.app]="inside()">
      @if (inside()) {
        <ht-side-nav (palette)="palette.set(true)" />
      }
      <div [class.work]="inside()">
        @if (inside()) {
          <ht-top-bar [(choosing)]="choosing" />
          <ht-idle-notice />
          <ht-account-notice />
          <ht-halt-notice />
        }
        @if (session.problem(); as problem) {
          <main class="page" id="main"><ht-failure [problem]="problem" (retry)="session.again()" /></main>
        }
        <router-outlet />
        @if (inside()) {
          @if (registry.value()?.sample) {
            <footer class="foot">{{ t('app.sample') }}</footer>
          }
          <div class="corner">
            <ht-exports />
            <ht-toasts />
          </div>
        }
      </div>
    </div>
    @if (inside()) {
      <ht-leave-question />
      <ht-phone-tabs (palette)="palette.set(true)" (keys)="keyList.set(true)" />
      @defer (when palette()) {
        <ht-palette [(open)]="palette" (choose)="choosing.set(true)" (keys)="keyList.set(true)" />
      }
      @defer (when keyList()) {
        <ht-key-list [(open)]="keyList" />
      }
    }
  `,
})
export class App {
  protected readonly t = injectText();
  protected readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  private readonly router = inject(Router);
  private readonly root = inject(DOCUMENT).documentElement;

  protected readonly session = inject(Session);
  private readonly places = inject(Places);
  /** Before the door of the registry; undefined until it is known where one is. */
  private readonly gate = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      map(() => !!this.router.routerState.snapshot.root.firstChild?.data['bare']),
    ),
  );
  protected readonly inside = computed(() => this.session.complete() && this.gate() === false);

  protected readonly palette = signal(false);
  protected readonly keyList = signal(false);
  protected readonly choosing = signal(false);

  constructor() {
    this.takeOver();
    effect(() => {
      if (this.time.past()) this.root.dataset['time'] = 'past';
      else delete this.root.dataset['time'];
    });
    const inside = (act: () => boolean | void) => () => (this.inside() ? act() : false);
    const places = ALL_PLACES.map(({ path, keys }) => [
      `g ${keys.toLowerCase()}`,
      inside(() => {
        const open = this.places.all().some((place) => place.path === path);
        if (open) void this.router.navigate([path], { queryParams: this.time.query() });
        return open;
      }),
    ]);
    inject(Keys).bind({
      'Ctrl+k': inside(() => this.palette.set(true)),
      t: inside(() => this.choosing.set(true)),
      '?': inside(() => this.keyList.set(true)),
      Escape: () => (this.time.past() ? void this.time.leave() : false),
      ...Object.fromEntries(places),
    });
  }

  /** The frame painted with the document stays until there is a page, or a word why there is none. */
  private takeOver() {
    const [early, app] = [inject(EarlyQuestions), inject(ApplicationRef)];
    const frame = afterRenderEffect(() => {
      if (this.gate() === undefined && !this.session.problem()) return;
      this.root.querySelector('#starting')?.remove();
      frame.destroy();
      void app.whenStable().then(() => early.drop());
    });
  }

  protected skip(event: Event) {
    event.preventDefault();
    const main = this.root.querySelector<HTMLElement>('main');
    main?.setAttribute('tabindex', '-1');
    main?.focus();
  }
}
