import { CdkTrapFocus } from '@angular/cdk/a11y';
import { CdkConnectedOverlay, CdkOverlayOrigin } from '@angular/cdk/overlay';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Params } from '@angular/router';
import { Stage } from '../../gen/hientai/talent/v1/candidacy_pb';
import { Sector, SourceKind } from '../../gen/hientai/talent/v1/programme_pb';
import { TalentService } from '../../gen/hientai/talent/v1/talent_service_pb';
import { read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Chip } from '../ui/chip';
import { Icon } from '../ui/icon';
import { TextKey, injectText } from '../ui/text';
import { valuesOf } from '../ui/vocabulary';
import { FILTERS, FilterName, some } from './query';
import { ASKABLE_GROUPS, groupKey, kindKey, sectorKey, stageKey } from './words';

const NAMES: Record<FilterName, TextKey> = {
  'chuong-trinh': 'find.programme',
  dien: 'talent.kind',
  'linh-vuc': 'find.sectors',
  nhom: 'talent.group',
  buoc: 'talent.stage',
};

/** Filters of the pool as chips, and the panel that sets them. */
@Component({
  selector: 'ht-candidate-filters',
  imports: [CdkConnectedOverlay, CdkOverlayOrigin, CdkTrapFocus, Chip, Icon],
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
                  <option value="" [selected]="!params()[one.name]">{{ t('talent.anyOne') }}</option>
                  @for (option of one.options; track option.value) {
                    <option [value]="option.value" [selected]="params()[one.name] === option.value">
                      {{ option.text }}
                    </option>
                  }</select
                ><ht-icon name="chd" small /></span
            ></label>
          }
          <button class="btn p" type="submit">{{ t('act.close') }}</button>
        </form>
      </div>
    </ng-template>
  `,
})
export class CandidateFilters {
  protected readonly t = injectText();
  private readonly client = injectClient(TalentService);
  private readonly time = inject(TimeTravel);
  readonly params = input.required<Params>();
  /** Which of the filters there are; the board has a column for each stage. */
  readonly names = NAMES;
  readonly offered = input<readonly FilterName[]>(FILTERS);
  readonly ask = output<Params>();

  protected readonly open = signal(false);
  protected readonly active = computed(() => this.offered().filter((name) => this.params()[name]));
  private readonly programmes = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.listProgrammes(request, { signal }),
  });
  protected readonly choices = computed(() => {
    const { t } = this;
    const options = <T extends number>(values: T[], text: (value: T) => TextKey) =>
      values.map((value) => ({ value: String(value), text: t(text(value)) }));
    const all: Record<FilterName, { value: string; text: string }[]> = {
      'chuong-trinh': (this.programmes.value()?.programmes ?? []).map((one) => ({
        value: one.id,
        text: one.details?.code ?? '',
      })),
      dien: options(valuesOf<SourceKind>(SourceKind), kindKey),
      'linh-vuc': options(valuesOf<Sector>(Sector), sectorKey),
      nhom: options(ASKABLE_GROUPS, groupKey),
      buoc: options(valuesOf<Stage>(Stage), stageKey),
    };
    return this.offered().map((name) => ({ name, options: all[name] }));
  });

  protected set(name: FilterName, value: string) {
    this.ask.emit({ [name]: value || null });
  }

  protected words(name: FilterName): string {
    const options = this.choices().find((one) => one.name === name)?.options ?? [];
    const values = name === 'chuong-trinh' ? [this.params()[name]] : some(this.params()[name]).map(String);
    return values.map((value) => options.find((one) => one.value === value)?.text ?? '…').join(', ');
  }
}
