import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Text } from '../../gen/hientai/rpc/v1/text_pb';
import { TimeTravel } from '../rpc/time-travel';
import { Icon } from './icon';
import { Name } from './name';
import { formatCount } from './numbers';
import { Language, injectText } from './text';

/** Somebody the tree of another day has no place for. */
export interface NotPlacedPerson {
  personId: string;
  fullName: string;
  unitId: string;
  unitName: string;
  why?: Text;
}

const FIRST = 5;

/** Who has no place in the tree of another day, each by name with the reason. */
@Component({
  selector: 'ht-not-placed',
  imports: [Icon, Name, RouterLink],
  template: `
    <div class="not-placed" role="group" [attr.aria-label]="t('otherTree.unplaced')">
      <p>
        <ht-icon name="alert" />
        <span
          ><b class="num">{{ said() }}</b> {{ t('otherTree.unplacedSay') }}</span
        >
      </p>
      @if (people().length) {
        <ul>
          @for (one of shown(); track one.personId) {
            <li>
              <a class="open" [routerLink]="['/nhan-su', one.personId]" [queryParams]="time.query()"
                ><ht-name [name]="one.fullName"
              /></a>
              <span>{{ one.unitName }}</span>
              <small>{{ language.of(one.why) }}</small>
            </li>
          }
        </ul>
        @if (shown().length < people().length) {
          <button class="link small num" type="button" (click)="limit.set(people().length)">
            {{ t('otherTree.showAll', { count: count(people().length) }) }}
          </button>
        } @else if (people().length < total()) {
          <p class="small mute num">{{ t('otherTree.more', { count: count(total() - people().length) }) }}</p>
        }
      }
    </div>
  `,
})
export class NotPlaced {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  readonly people = input.required<NotPlacedPerson[]>();
  /** How many in all; the names may be fewer. */
  readonly total = input.required<number>();
  protected readonly limit = linkedSignal({ source: this.people, computation: () => FIRST });
  protected readonly shown = computed(() => this.people().slice(0, this.limit()));
  protected readonly said = computed(() => this.t('otherTree.unplacedCount', { count: formatCount(this.total()) }));
  protected readonly count = formatCount;
}
