import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, computed, inject, model, signal } from '@angular/core';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Chip } from '../ui/chip';
import { addDays, formatDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';
import { read } from './read';
import { PartialDateField } from './record/partial-date-field';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';

/** The day of the tree people are drawn on, where it is not that of the page: the days around a re-organisation, or any other. */
@Component({
  selector: 'ht-tree-choice',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Chip, Icon, PartialDateField],
  template: `
    <span cdkOverlayOrigin #origin="cdkOverlayOrigin">
      @if (day()) {
        <ht-chip
          [name]="t('otherTree.chip')"
          [value]="date(day())"
          numeric
          editable
          (edit)="start()"
          (remove)="take('')"
        />
      } @else {
        <button class="chip add" type="button" aria-haspopup="dialog" [attr.aria-expanded]="open()" (click)="start()">
          <ht-icon name="unit" small />{{ t('otherTree.choose') }}
        </button>
      }
    </span>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayPush]="true"
      [cdkConnectedOverlayOffsetY]="6"
      (backdropClick)="open.set(false)"
      (detach)="open.set(false)"
    >
      <div
        class="pop filter tree-pop"
        role="dialog"
        cdkTrapFocus
        cdkTrapFocusAutoCapture
        [attr.aria-label]="t('otherTree.title')"
      >
        <p class="cap">{{ t('otherTree.title') }}</p>
        @if (around().length) {
          <ul>
            @for (one of around(); track one.day) {
              <li>
                <button type="button" [class.on]="one.day === day()" (click)="take(one.day)">
                  {{ t(one.after ? 'otherTree.after' : 'otherTree.before') }} <b class="num">{{ date(one.day) }}</b>
                </button>
              </li>
            }
          </ul>
        }
        <form (submit)="$event.preventDefault(); typed() && take(typed())">
          <div class="field">
            <label for="tree-day">{{ t('otherTree.day') }}</label>
            <ht-partial-date-field inputId="tree-day" [fullDay]="true" [(value)]="typed" />
          </div>
          <button class="btn p" [attr.aria-disabled]="!typed()">{{ t('otherTree.draw') }}</button>
        </form>
      </div>
    </ng-template>
  `,
})
export class TreeChoice {
  protected readonly t = injectText();
  private readonly client = injectClient(UnitService);
  private readonly time = inject(TimeTravel);
  /** ISO day; '' is the tree of the page's own day. */
  readonly day = model('');

  protected readonly open = signal(false);
  protected readonly typed = signal('');
  /** Asked for when somebody first looks for a day. */
  private readonly reorganisations = read({
    params: () => (this.open() ? { at: this.time.at() } : undefined),
    load: (request, signal) => this.client.listReorganisations(request, { signal }),
  });
  protected readonly around = computed(() =>
    (this.reorganisations.value()?.reorganisations ?? [])
      .filter((one) => one.applied)
      .flatMap(({ on }) => [
        { day: addDays(on, -1), after: false },
        { day: on, after: true },
      ]),
  );
  protected readonly date = formatDate;

  protected start() {
    this.typed.set(this.day());
    this.open.set(true);
  }

  protected take(day: string) {
    this.open.set(false);
    this.day.set(day);
  }
}
