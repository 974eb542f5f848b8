import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { UnitService } from '../../gen/hientai/organization/v1/unit_service_pb';
import { read } from '../rpc/read';
import { FormSpec } from '../rpc/record/form-spec';
import { RecordForm } from '../rpc/record/record-form';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { uuidv7 } from '../rpc/uuid';
import { Failure } from '../ui/failure';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';
import { UNIT_CHANGES } from './changes';

/** Recording something about a unit, or founding the root when there is none yet. */
@Component({
  selector: 'ht-unit-record-page',
  imports: [Failure, RecordForm, RouterLink],
  template: `
    @if (page.problem(); as problem) {
      <main class="page" id="main"><ht-failure [problem]="problem" (retry)="page.reload()" /></main>
    } @else if (spec(); as spec) {
      <ht-record-form
        [spec]="spec"
        relatedLink="/don-vi"
        (recorded)="open($event.id)"
        (leave)="leave()"
        (reload)="page.reload()"
      >
        <div heading class="pt-row">
          <h1 class="pt">{{ t(change().title) }}</h1>
          @if (unit(); as unit) {
            <span class="mute"
              >{{ t('record.for') }}&ngsp;<a class="open" [routerLink]="['/don-vi', unit.id]">{{ unit.name }}</a></span
            >
          }
        </div>
        <p class="sub">{{ t(change().say) }}</p>
      </ht-record-form>
    }
  `,
})
export class RecordPage {
  protected readonly t = injectText();
  private readonly client = injectClient(UnitService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  readonly id = input<string>();
  readonly viec = input<string>();

  protected readonly page = read({
    params: () => (this.id() ? { id: this.id()!, at: this.time.at() } : undefined),
    load: (request, signal) => this.client.getUnit(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly unit = computed(() => this.page.value()?.unit);
  protected readonly change = computed(
    () => UNIT_CHANGES.find((change) => change.name === (this.viec() ?? 'addChild')) ?? UNIT_CHANGES[0],
  );
  private readonly newId = uuidv7();
  protected readonly spec = computed<FormSpec | undefined>(() => {
    const [change, unit] = [this.change(), this.unit()];
    if (this.id() && !unit) return undefined;
    return {
      key: `${change.name}/${unit?.id ?? this.newId}`,
      fields: change.fields(unit),
      initial: change.initial(unit),
      reason: change.reason,
      paper: 'record.basis',
      // A unit added below is a record of its own, so the parent's version says nothing about it.
      expectedVersion: change.name === 'addChild' ? 0n : (unit?.version ?? 0n),
      send: (values, envelope, options) =>
        change.send(values, { client: this.client, unit, newId: this.newId, envelope, options }),
    };
  });

  constructor() {
    pageTrail(() => [
      { text: this.t('unit.title'), link: ['/don-vi'] },
      ...(this.unit() ? [{ text: this.unit()!.name, link: ['/don-vi', this.unit()!.id] }] : []),
      { text: this.t(this.change().title) },
    ]);
  }

  protected open(id: string) {
    void this.router.navigate(['/don-vi', id], { queryParams: this.time.query() });
  }

  protected leave() {
    void this.router.navigate(this.id() ? ['/don-vi', this.id()] : ['/don-vi'], { queryParams: this.time.query() });
  }
}
