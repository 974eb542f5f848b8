import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { IndicatorLine } from '../../gen/hientai/reporting/v1/indicator_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { Icon } from '../ui/icon';
import { Language, injectText } from '../ui/text';

/** Setting an indicator's target, or correcting it; closed in the past, and offered to whoever may. */
@Component({
  selector: 'ht-indicator-target',
  imports: [Icon, RouterLink],
  template: `
    @if (records()) {
      @for (one of offered(); track one.text) {
        @if (time.past()) {
          <button class="link small" type="button" aria-disabled="true" [title]="t('time.closed')">
            {{ t(one.text) }}<span class="sr">: {{ name() }}. {{ t('time.closed') }}</span>
          </button>
        } @else {
          <a
            class="link small"
            routerLink="/tong-quan/chi-tieu/ghi"
            [queryParams]="{ muc: line().indicator, viec: one.viec }"
            ><ht-icon [name]="one.icon" small />{{ t(one.text) }}<span class="sr">: {{ name() }}</span></a
          >
        }
      }
    }
  `,
  host: { class: 'aim-acts' },
})
export class IndicatorTarget {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly language = inject(Language);
  private readonly registry = inject(Registry);
  readonly line = input.required<IndicatorLine>();
  protected readonly records = computed(() => this.registry.may(Ability.RECORD_UNITS));
  protected readonly name = computed(() => this.language.of(this.line().name));
  protected readonly offered = computed(() => [
    { text: this.line().target ? 'target.setAnother' : 'target.set', viec: undefined, icon: 'plus' } as const,
    ...(this.line().targets.length ? [{ text: 'target.correct', viec: 'dinh-chinh', icon: 'edit' } as const] : []),
  ]);
}
