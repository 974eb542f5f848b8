import { Component, computed, input } from '@angular/core';
import { Run, highlight, splitName } from './names';
import { Runs } from './runs';

/** A person's name with the tên in bold and the searched words marked. */
@Component({
  selector: 'ht-name',
  imports: [Runs],
  template: `<ht-runs [runs]="rest()" />
    <b>
      <ht-runs [runs]="ten()" />
    </b>`,
})
export class Name {
  readonly name = input.required<string>();
  readonly query = input('');

  private readonly runs = computed(() => highlight(this.name(), this.query()));
  private readonly cut = computed(() => splitName(this.name().normalize('NFC')).rest.length);
  protected readonly rest = computed(() => slice(this.runs(), 0, this.cut()));
  protected readonly ten = computed(() => slice(this.runs(), this.cut(), Infinity));
}

function slice(runs: Run[], from: number, to: number): Run[] {
  let at = 0;
  return runs.flatMap((run) => {
    const text = run.text.slice(Math.max(0, from - at), Math.max(0, to - at));
    at += run.text.length;
    return text ? [{ text, mark: run.mark }] : [];
  });
}
