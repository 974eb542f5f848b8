import { Component, computed, inject, input, model, signal } from '@angular/core';
import { UnitKind } from '../../gen/hientai/organization/v1/unit_pb';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Icon } from '../ui/icon';
import { bare } from '../ui/names';
import { injectText } from '../ui/text';
import { read } from './read';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';

/** Choosing a unit: search without tones, the tree beneath. */
@Component({
  selector: 'ht-unit-picker',
  imports: [Icon],
  templateUrl: './unit-picker.html',
})
export class UnitPicker {
  protected readonly t = injectText();
  private readonly client = injectClient(UnitService);
  private readonly time = inject(TimeTravel);

  /** The unit's id; '' for none. */
  readonly value = model('');
  readonly inputId = input('unit-picker');
  readonly describedBy = input<string | null>(null);
  readonly invalid = input(false);
  /** Headings that group units can be chosen too: to filter by, or as a parent. */
  readonly groups = input(true);
  /** What lies outside the registry can be chosen too: where a part of a unit may go. */
  readonly outside = input(false);

  /** The day of the tree chosen from; '' is that of the page. */
  readonly treeOn = input('');

  protected readonly query = signal('');
  protected readonly active = signal(-1);
  private readonly tree = read({
    params: () => ({ at: this.time.at(), withOutside: this.outside(), treeOn: this.treeOn() }),
    load: (request, signal) => this.client.listUnits(request, { signal }),
  });
  protected readonly problem = this.tree.problem;
  /** Until the tree is there nothing can be said of what matches. */
  protected readonly loading = this.tree.loading;
  protected readonly chosen = computed(() => this.tree.value()?.units.find((unit) => unit.id === this.value()));
  protected readonly options = computed(() => {
    const units = this.tree.value()?.units ?? [];
    const words = bare(this.query()).split(/\s+/).filter(Boolean);
    const matching = units.filter((unit) => {
      const text = bare(`${unit.name} ${unit.shortName} ${unit.code}`);
      return (this.groups() || unit.kind !== UnitKind.GROUP) && words.every((word) => text.includes(word));
    });
    return words.length ? matching.slice(0, 60) : matching;
  });

  protected choose(id: string) {
    this.value.set(id);
    this.query.set('');
    this.active.set(-1);
  }

  protected press(event: KeyboardEvent) {
    const last = this.options().length - 1;
    if (event.key === 'ArrowDown') this.active.update((at) => Math.min(last, at + 1));
    else if (event.key === 'ArrowUp') this.active.update((at) => Math.max(0, at - 1));
    else if (event.key === 'Enter' && this.options()[this.active()]) this.choose(this.options()[this.active()].id);
    else return;
    event.preventDefault();
    document.getElementById(`${this.inputId()}-${this.active()}`)?.scrollIntoView({ block: 'nearest' });
  }
}
