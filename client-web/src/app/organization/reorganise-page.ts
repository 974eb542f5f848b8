import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { LineageUnit } from '../../gen/hientai/organization/v1/unit_pb';
import { ReorganiseResponse, UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { DateText } from '../ui/date';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { formatCount } from '../ui/numbers';
import { pageTrail } from '../ui/page';
import { Language, injectText } from '../ui/text';
import { displacementKey, partKindKey } from '../ui/vocabulary';

/** A re-organisation that ships as data: what it would do, in full, before it is recorded as one change set. */
@Component({
  selector: 'ht-reorganise-page',
  imports: [DateText, Failure, Icon, RecordForm],
  templateUrl: './reorganise-page.html',
})
export class ReorganisePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(UnitService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  /** Which one. */
  readonly ten = input<string>();

  protected readonly page = read({
    params: () => ({ at: this.time.at() }),
    load: (request, signal) => this.client.listReorganisations(request, { signal }),
  });
  protected readonly one = computed(() => {
    const all = this.page.value()?.reorganisations ?? [];
    return all.find((each) => each.name === this.ten()) ?? all.at(-1);
  });
  /** What it would do, as last tried. */
  protected readonly plan = signal<ReorganiseResponse | undefined>(undefined);
  private readonly units = computed(
    () => new Map([...(this.plan()?.founded ?? []), ...(this.plan()?.dissolved ?? [])].map((unit) => [unit.id, unit])),
  );
  /** Moves to one unit for one reason are told together. */
  protected readonly moved = computed(() => {
    const groups = new Map<string, { under: string; why: string; names: string[] }>();
    for (const unit of this.plan()?.moved ?? []) {
      const [why, key] = [this.language.of(unit.why), `${unit.parentId}/${unit.why?.en}`];
      const group = groups.get(key) ?? { under: unit.parentName, why, names: [] };
      group.names.push(unit.name);
      groups.set(key, group);
    }
    return [...groups.values()];
  });
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const one = this.one();
    if (!one || one.applied) return undefined;
    return {
      key: one.name,
      fields: [],
      initial: {},
      reason: 'required',
      paper: 'record.basis',
      expectedVersion: 0n,
      send: async (_, envelope, options) => {
        const answer = await this.client.reorganise({ envelope, name: one.name }, options);
        this.plan.set(answer);
        return answer.receipt!;
      },
    };
  });
  protected readonly named = (id: string) => this.units().get(id)?.name ?? '';
  protected readonly coded = (unit: LineageUnit) => (unit.code ? `${unit.name} (${unit.code})` : unit.name);
  protected readonly sum = (of: { people: number }[]) => of.reduce((all, one) => all + one.people, 0);
  protected readonly inside = (units: LineageUnit[]) => units.filter((unit) => !unit.outside);
  protected readonly outside = (units: LineageUnit[]) => units.filter((unit) => unit.outside);
  protected readonly partKey = partKindKey;
  protected readonly whyKey = displacementKey;
  protected readonly count = formatCount;

  constructor() {
    pageTrail(() => [{ text: this.t('unit.title'), link: ['/don-vi'] }, { text: this.t('reorganise.title') }]);
  }

  protected done() {
    void this.router.navigate(['/don-vi/chua-xep-cho'], { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(['/don-vi'], { queryParams: this.time.query() });
  }
}
