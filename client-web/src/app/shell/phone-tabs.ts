import { Component, computed, inject, output } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { command } from '../rpc/command';
import { Registry } from '../rpc/registry';
import { Session } from '../rpc/session';
import { TimeTravel } from '../rpc/time-travel';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { Language, injectText } from '../ui/text';
import { Theme } from '../ui/theme';
import { Places } from './places';

/** The navigation of a phone: places, search, and a sheet for the rest. */
@Component({
  selector: 'ht-phone-tabs',
  imports: [Icon, RouterLink, RouterLinkActive],
  template: `
    <nav class="tabs" [attr.aria-label]="t('app.mainPhone')">
      @for (place of tabs(); track place.path) {
        <a
          [routerLink]="place.path"
          [queryParams]="time.query()"
          routerLinkActive
          ariaCurrentWhenActive="page"
          [routerLinkActiveOptions]="{
            paths: 'subset',
            queryParams: 'ignored',
            fragment: 'ignored',
            matrixParams: 'ignored',
          }"
          ><ht-icon [name]="place.icon" />{{ t(place.text) }}</a
        >
      }
      <button type="button" (click)="palette.emit()"><ht-icon name="search" />{{ t('app.find') }}</button>
      <button type="button" (click)="sheet.showModal()"><ht-icon name="menu" />{{ t('app.more') }}</button>
    </nav>
    <dialog class="sheet" #sheet [attr.aria-label]="t('app.more')" (click)="$event.target === sheet && sheet.close()">
      <div class="sheet-in">
        <h2>
          {{ registry.name() }}
          <button class="ib" type="button" [attr.aria-label]="t('act.close')" (click)="sheet.close()">
            <ht-icon name="x" />
          </button>
        </h2>
        @if (registry.head(); as head) {
          <p class="mute num">{{ t('app.ledgerAt', { position: count(head) }) }}</p>
        }
        <button class="row" type="button" (click)="language.use(language.other())">
          <ht-icon name="globe" />{{ t('app.languageName') }}
        </button>
        <button class="row" type="button" (click)="theme.toggle()">
          <ht-icon [name]="theme.dark() ? 'sun' : 'moon'" />{{ t(theme.dark() ? 'app.toLight' : 'app.toDark') }}
        </button>
        <button class="row" type="button" (click)="sheet.close(); keys.emit()">
          <ht-icon name="keys" />{{ t('app.keys') }}
        </button>
        @for (place of rest(); track place.path) {
          <a class="row" [routerLink]="place.path" [queryParams]="time.query()" (click)="sheet.close()">
            <ht-icon [name]="place.icon" />{{ t(place.text) }}
            @if (places.count(place); as waiting) {
              <span class="cnt num"
                ><span class="sr">{{ t(waiting.text) }}: </span>{{ waiting.count }}</span
              >
            }
          </a>
        }
        <a class="row" routerLink="/tai-khoan" (click)="sheet.close()">
          <ht-icon name="user" />{{ t('nav.account')
          }}<span class="grip">{{ language.of(registry.actor()?.title) || registry.actor()?.name }}</span>
        </a>
        <button class="row" type="button" (click)="sheet.close(); signOut()">
          <ht-icon name="out" />{{ t('nav.signOut') }}
        </button>
      </div>
    </dialog>
  `,
})
export class PhoneTabs {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  protected readonly registry = inject(Registry);
  protected readonly language = inject(Language);
  protected readonly theme = inject(Theme);
  protected readonly places = inject(Places);
  protected readonly session = inject(Session);
  /** Three fit beside search and the sheet; the others stand in the sheet. */
  protected readonly tabs = computed(() => this.places.all().slice(0, 3));
  protected readonly rest = computed(() => this.places.all().slice(3));
  protected readonly signOut = command(() => this.session.signOut());
  protected readonly count = formatCount;
  readonly palette = output();
  readonly keys = output();
}
