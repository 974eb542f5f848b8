import { Component, inject, input, linkedSignal, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { Level } from '../../../gen/hientai/personnel/v1/qualification_pb';
import { StandardService } from '../../../gen/hientai/standards/v1/standard_service_pb';
import { Icon } from '../../ui/icon';
import { Language, injectText } from '../../ui/text';
import { read } from '../read';
import { injectClient } from '../transport';
import { LevelSelect } from './level-select';
import { DemandValue, WayValue, readWays, writeWays } from './ways';

/** The ways to meet a standard: each a fieldset of levels and fields that are asked for together. */
@Component({
  selector: 'ht-ways-field',
  imports: [Icon, LevelSelect],
  template: `
    <div class="several" role="group" [attr.aria-labelledby]="labelledBy()" [attr.aria-describedby]="describedBy()">
      @for (way of ways(); track $index; let w = $index) {
        <fieldset>
          <legend>{{ t('standard.way.nth', { n: w + 1 }) }}</legend>
          @for (demand of way; track $index; let d = $index) {
            <div class="pair">
              <ht-level-select
                [label]="t('standard.way.demand')"
                [value]="demand.level"
                (valueChange)="set(w, d, { level: $event })"
              />
              <span class="inp">
                <select
                  [attr.aria-label]="t('standard.way.group')"
                  (change)="set(w, d, { group: $any($event.target).value })"
                >
                  <option value="" [selected]="!demand.group">{{ t('standard.way.anyField') }}</option>
                  @for (group of groups.value()?.groups ?? []; track group.code) {
                    <option [value]="group.code" [selected]="group.code === demand.group">
                      {{ language.of(group.name) }}
                    </option>
                  }
                </select>
                <ht-icon name="chd" small />
              </span>
              <button
                class="ib"
                type="button"
                [attr.aria-label]="t('standard.way.removeDemand', { n: d + 1 })"
                (click)="drop(w, d)"
              >
                <ht-icon name="x" />
              </button>
            </div>
          } @empty {
            <p class="mute">{{ t('standard.way.byPosition') }}</p>
          }
          <p>
            <button class="link" type="button" (click)="more(w)">{{ t('standard.way.addDemand') }}</button>
            <button class="link" type="button" (click)="without(w)">
              {{ t('standard.way.remove', { n: w + 1 }) }}
            </button>
          </p>
        </fieldset>
      }
      <button class="btn sm" type="button" [id]="inputId()" (click)="add()">
        <ht-icon name="plus" small />{{ t('standard.way.addWay') }}
      </button>
      @if (groups.problem(); as problem) {
        <p class="bad" role="alert">{{ language.of(problem.message) }}</p>
      }
    </div>
  `,
})
export class WaysField implements FormValueControl<string> {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(StandardService);
  readonly value = model('');
  readonly inputId = input('ways');
  readonly labelledBy = input<string | null>(null);
  readonly describedBy = input<string | null>(null);

  protected readonly groups = read({
    params: () => ({}),
    load: (request, signal) => this.client.listFieldGroups(request, { signal }),
  });
  protected readonly ways = linkedSignal(() => readWays(this.value()));

  protected set(w: number, d: number, patch: Partial<DemandValue>) {
    this.write(
      this.ways().map((way, i) => (i === w ? way.map((one, j) => (j === d ? { ...one, ...patch } : one)) : way)),
    );
  }

  protected more(w: number) {
    this.write(this.ways().map((way, i) => (i === w ? [...way, { level: Level.UNSPECIFIED, group: '' }] : way)));
  }

  protected drop(w: number, d: number) {
    this.write(this.ways().map((way, i) => (i === w ? way.filter((_, j) => j !== d) : way)));
  }

  protected without(w: number) {
    this.write(this.ways().filter((_, i) => i !== w));
  }

  protected add() {
    this.write([...this.ways(), [{ level: Level.UNSPECIFIED, group: '' }]]);
  }

  private write(ways: WayValue[]) {
    this.value.set(writeWays(ways));
  }
}
