import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { QuotaType } from '../../gen/hientai/organization/v1/quota_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { formatCount } from '../ui/numbers';
import { injectText } from '../ui/text';
import { CellName, cellKey, quotaTypeKey } from './cells';

/** A counted figure; it opens to its people, for whom it is that. */
@Component({
  selector: 'ht-staffing-figure',
  imports: [RouterLink],
  template: `@if (count() && opens()) {
      <a class="open" routerLink="/bien-che/nguoi" [queryParams]="query()" [attr.aria-label]="said()">{{ shown() }}</a>
    } @else {
      {{ shown() }}
    }`,
})
export class StaffingFigure {
  private readonly t = injectText();
  private readonly registry = inject(Registry);
  private readonly time = inject(TimeTravel);
  readonly count = input.required<number>();
  readonly cell = input.required<CellName>();
  readonly unit = input.required<{ id: string; name: string }>();
  readonly type = input(QuotaType.UNSPECIFIED);
  readonly since = input('');

  protected readonly opens = computed(() => this.registry.may(Ability.READ_PEOPLE));
  protected readonly shown = computed(() => formatCount(this.count()));
  protected readonly said = computed(() =>
    [this.shown(), this.t(cellKey(this.cell())), this.t(quotaTypeKey(this.type())), this.unit().name].join(', '),
  );
  protected readonly query = computed(() => ({
    'don-vi': this.unit().id,
    ...(this.type() && { loai: this.type() }),
    so: this.cell(),
    ...(this.since() && { tu: this.since() }),
    ...this.time.query(),
  }));
}
