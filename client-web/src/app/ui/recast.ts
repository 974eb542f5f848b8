import { Component, booleanAttribute, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { RecastTable } from '../../gen/hientai/reporting/v1/recast_pb';
import { TimeTravel } from '../rpc/time-travel';
import { formatDate } from './dates';
import { Icon } from './icon';
import { NotPlaced } from './not-placed';
import { formatCount } from './numbers';
import { injectText } from './text';

/** The people of a report on the tree of another day; who stands nowhere in it follows by name. */
@Component({
  selector: 'ht-recast',
  imports: [Icon, NotPlaced, RouterLink],
  template: `
    <section class="sec">
      <header>
        <h2 class="num">{{ t('otherTree.heading', { date: date(table().treeOn) }) }}</h2>
        <span class="note num">{{
          t('otherTree.note', { placed: count(table().placed), day: date(validOn()), all: count(all()) })
        }}</span>
        @if (deeper()) {
          <div class="act">
            <button class="btn sm" type="button" [attr.aria-pressed]="whole()" (click)="whole.set(!whole())">
              {{ t(whole() ? 'otherTree.top' : 'otherTree.whole') }}
            </button>
          </div>
        }
      </header>
      <table class="tbl recast">
        <thead>
          <tr>
            <th scope="col">{{ t('otherTree.unit', { date: date(table().treeOn) }) }}</th>
            <th scope="col" class="r">{{ t('otherTree.people') }}</th>
            @if (below()) {
              <th scope="col" class="r">{{ t('otherTree.below') }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (unit of shown(); track unit.id) {
            <tr [class.whole]="!unit.depth">
              <th scope="row" [class]="'d' + unit.depth">
                <a
                  class="open"
                  [routerLink]="['/don-vi', unit.id]"
                  [queryParams]="{ valid: table().treeOn, known: time.known() }"
                  >{{ unit.name }}</a
                >
              </th>
              <td class="num r">{{ count(unit.people) }}</td>
              @if (below()) {
                <td class="num r">{{ count(unit.below) }}</td>
              }
            </tr>
          } @empty {
            <tr>
              <td colspan="3" class="mute">{{ t('otherTree.nobody') }}</td>
            </tr>
          }
        </tbody>
      </table>
      @if (table().unplacedCount) {
        <ht-not-placed [people]="table().unplaced" [total]="table().unplacedCount" />
      } @else {
        <p class="small mute"><ht-icon name="check" small /> {{ t('otherTree.everybody') }}</p>
      }
    </section>
  `,
})
export class Recast {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly table = input.required<RecastTable>();
  /** The day the people are of. */
  readonly validOn = input.required<string>();
  /** Those below the law's standard are told too. */
  readonly below = input(false, { transform: booleanAttribute });
  protected readonly whole = signal(false);
  protected readonly deeper = computed(() => this.table().units.some(({ depth }) => depth > 1));
  protected readonly shown = computed(() => this.table().units.filter(({ depth }) => this.whole() || depth < 2));
  protected readonly all = computed(() => this.table().placed + this.table().unplacedCount);
  protected readonly count = formatCount;
  protected readonly date = formatDate;
}
