import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Params } from '@angular/router';
import { ContributionKind, Outcome, RecognitionLevel, Stage } from '../../gen/hientai/contributions/v1/contribution_pb';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { PersonPicker } from '../rpc/person-picker';
import { personRow } from '../rpc/person-row';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { UnitPicker } from '../rpc/unit-picker';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { TextKey, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { FILTERS, FilterName } from './query';
import { kindKey, outcomeKey, recognitionKey, stageKey } from './words';

const NAMES: Record<FilterName, TextKey> = {
  loai: 'contribution.byKind',
  buoc: 'contribution.byStage',
  cap: 'contribution.byLevel',
  'ket-qua': 'contribution.byOutcome',
  nam: 'contribution.byYear',
  'don-vi': 'filter.unit',
  nguoi: 'contribution.person',
};

/** Filters of the list as chips, and the panel that sets them. */
@Component({
  selector: 'ht-contribution-filters',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Chip, Icon, PersonPicker, UnitPicker],
  template: `
    @for (name of active(); track name) {
      <ht-chip
        [name]="t(names[name])"
        [value]="words(name)"
        editable
        (edit)="open.set(true)"
        (remove)="set(name, '')"
      />
    }
    <button
      class="chip add"
      type="button"
      cdkOverlayOrigin
      #origin="cdkOverlayOrigin"
      aria-haspopup="dialog"
      [attr.aria-expanded]="open()"
      (click)="open.set(true)"
    >
      <ht-icon name="plus" small />{{ t('list.filter') }}
    </button>
    <ng-template
      cdkConnectedOverlay
      [cdkConnectedOverlayOrigin]="origin"
      [cdkConnectedOverlayOpen]="open()"
      [cdkConnectedOverlayHasBackdrop]="true"
      cdkConnectedOverlayBackdropClass="cdk-overlay-transparent-backdrop"
      [cdkConnectedOverlayPush]="true"
      (backdropClick)="open.set(false)"
      (detach)="open.set(false)"
    >
      <div class="pop filter" role="dialog" cdkTrapFocus cdkTrapFocusAutoCapture [attr.aria-label]="t('list.filters')">
        <form (submit)="$event.preventDefault(); open.set(false)">
          @for (one of choices(); track one.name) {
            <label class="field"
              ><span>{{ t(names[one.name]) }}</span
              ><span class="inp"
                ><select (change)="set(one.name, $any($event.target).value)">
                  <option value="" [selected]="!params()[one.name]">{{ t('contribution.anyOne') }}</option>
                  @for (option of one.options; track option.value) {
                    <option [value]="option.value" [selected]="params()[one.name] === option.value">
                      {{ option.text }}
                    </option>
                  }</select
                ><ht-icon name="chd" small /></span
            ></label>
          }
          <div class="field">
            <span id="filter-unit">{{ t('filter.unit') }}</span>
            <ht-unit-picker [value]="params()['don-vi'] ?? ''" (valueChange)="set('don-vi', $event)" />
          </div>
          <div class="field">
            <span>{{ t('contribution.person') }}</span>
            <ht-person-picker
              inputId="filter-person"
              [value]="params()['nguoi'] ?? ''"
              (valueChange)="set('nguoi', $event)"
            />
          </div>
          <button class="btn p" type="submit">{{ t('act.close') }}</button>
        </form>
      </div>
    </ng-template>
  `,
})
export class ContributionFilters {
  protected readonly t = injectText();
  private readonly client = injectClient(UnitService);
  private readonly time = inject(TimeTravel);
  readonly params = input.required<Params>();
  /** The years there are. */
  readonly years = input<number[]>([]);
  readonly ask = output<Params>();

  protected readonly open = signal(false);
  protected readonly names = NAMES;
  protected readonly active = computed(() => FILTERS.filter((name) => this.params()[name]));
  protected readonly choices = computed(() => {
    const options = <T extends number>(values: T[], text: (value: T) => string) =>
      values.map((value) => ({ value: String(value), text: text(value) }));
    const { t } = this;
    return [
      { name: 'loai', options: options(valuesOf<ContributionKind>(ContributionKind), (kind) => t(kindKey(kind))) },
      { name: 'buoc', options: options(valuesOf<Stage>(Stage), (stage) => t(stageKey(stage))) },
      {
        name: 'cap',
        options: options(valuesOf<RecognitionLevel>(RecognitionLevel), (level) => t(recognitionKey(level))),
      },
      { name: 'ket-qua', options: options(valuesOf<Outcome>(Outcome), (outcome) => t(outcomeKey(outcome))) },
      { name: 'nam', options: options(this.years(), String) },
    ] satisfies { name: FilterName; options: { value: string; text: string }[] }[];
  });
  private readonly unit = read({
    params: () => (this.params()['don-vi'] ? { id: this.params()['don-vi'] as string, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getUnit(request, { signal }),
    subject: ({ id }) => id,
  });
  private readonly person = personRow(() => this.params()['nguoi'] ?? '');

  protected set(name: FilterName, value: string) {
    this.ask.emit({ [name]: value || null });
  }

  protected words(name: FilterName): string {
    const value = this.params()[name];
    switch (name) {
      case 'loai':
        return this.t(kindKey(Number(value)));
      case 'buoc':
        return this.t(stageKey(Number(value)));
      case 'cap':
        return this.t(recognitionKey(Number(value)));
      case 'ket-qua':
        return this.t(outcomeKey(Number(value)));
      case 'don-vi':
        return this.t('filter.unitBelow', { name: this.unit.value()?.unit?.shortName || '…' });
      case 'nguoi':
        return this.person.value()?.fullName ?? '…';
      default:
        return value;
    }
  }
}
