import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { UnitNode } from '../../gen/hientai/organization/v1/unit_pb';
import { Icon } from '../ui/icon';
import { highlight } from '../ui/names';
import { formatCount } from '../ui/numbers';
import { injectText } from '../ui/text';
import { Runs } from '../ui/runs';

/** The tree pattern: arrows move and unfold, Enter opens; one item at a time can be tabbed to. */
@Component({
  selector: 'ht-unit-tree',
  imports: [Runs, Icon],
  templateUrl: './unit-tree.html',
})
export class UnitTree {
  protected readonly t = injectText();
  readonly units = input.required<UnitNode[]>();
  readonly chosen = input('');
  readonly query = input('');
  readonly open = output<string>();

  private readonly parents = computed(() => new Set(this.units().map((unit) => unit.parentId)));
  private readonly byId = computed(() => new Map(this.units().map((unit) => [unit.id, unit])));
  /** Folded by hand, or never opened: below the first level everything starts folded, save the way to the chosen unit. */
  private readonly unfolded = linkedSignal<{ units: UnitNode[]; query: string; chosen: string }, Set<string>>({
    source: () => ({ units: this.units(), query: this.query(), chosen: this.chosen() }),
    computation: ({ units, query, chosen }, previous) => {
      const open = new Set(previous && previous.source.query === query ? previous.value : []);
      for (const unit of units) if (query || unit.depth === 0) open.add(unit.id);
      for (let unit = this.byId().get(chosen); unit; unit = this.byId().get(unit.parentId)) open.add(unit.parentId);
      return open;
    },
  });
  protected readonly shown = computed(() =>
    this.units().filter((unit) => {
      for (let up = this.byId().get(unit.parentId); up; up = this.byId().get(up.parentId)) {
        if (!this.unfolded().has(up.id)) return false;
      }
      return true;
    }),
  );
  private readonly current = linkedSignal(() => this.chosen());
  protected readonly focusable = computed(() =>
    this.shown().some((unit) => unit.id === this.current()) ? this.current() : this.shown()[0]?.id,
  );
  protected readonly count = formatCount;
  protected readonly runs = (unit: UnitNode) => highlight(unit.name, this.query());

  protected hasChildren = (unit: UnitNode) => this.parents().has(unit.id);
  protected isUnfolded = (unit: UnitNode) => this.unfolded().has(unit.id);

  protected fold(unit: UnitNode, open = !this.isUnfolded(unit)) {
    const unfolded = new Set(this.unfolded());
    if (open) unfolded.add(unit.id);
    else unfolded.delete(unit.id);
    this.unfolded.set(unfolded);
  }

  protected press(event: KeyboardEvent, unit: UnitNode) {
    const shown = this.shown();
    const at = shown.indexOf(unit);
    const parent = this.hasChildren(unit);
    const go = (next: UnitNode | undefined) => next && this.focus(next.id);
    switch (event.key) {
      case 'ArrowDown':
        go(shown[at + 1]);
        break;
      case 'ArrowUp':
        go(shown[at - 1]);
        break;
      case 'Home':
        go(shown[0]);
        break;
      case 'End':
        go(shown.at(-1));
        break;
      case 'ArrowRight':
        if (parent && !this.isUnfolded(unit)) this.fold(unit, true);
        else if (parent) go(shown[at + 1]);
        break;
      case 'ArrowLeft':
        if (parent && this.isUnfolded(unit)) this.fold(unit, false);
        else go(this.byId().get(unit.parentId));
        break;
      case 'Enter':
      case ' ':
        this.open.emit(unit.id);
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private focus(id: string) {
    this.current.set(id);
    document.getElementById(`unit-${id}`)?.focus();
  }
}
