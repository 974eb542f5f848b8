import { Component, computed, inject, input, linkedSignal, model, signal } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { PersonRow, ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Icon } from '../ui/icon';
import { Name } from '../ui/name';
import { injectText } from '../ui/text';
import { personRow } from './person-row';
import { pause, read } from './read';
import { TimeTravel } from './time-travel';
import { injectClient } from './transport';

/** Choosing somebody on record: by name without tones, or by file number. */
@Component({
  selector: 'ht-person-picker',
  imports: [Icon, Name],
  template: `
    <div class="picker">
      @if (chosen(); as row) {
        <div class="picked">
          <ht-icon name="check" /><span
            ><ht-name [name]="row.fullName" /><small>{{ place(row) }}</small></span
          ><button class="link" type="button" (click)="value.set('')">{{ t('act.change') }}</button>
        </div>
      } @else {
        <div class="inp">
          <ht-icon name="search" />
          <input
            #input
            role="combobox"
            aria-autocomplete="list"
            autocomplete="off"
            [id]="inputId()"
            [attr.aria-expanded]="rows().length > 0"
            [attr.aria-controls]="inputId() + '-list'"
            [attr.aria-describedby]="describedBy()"
            [attr.aria-activedescendant]="active() >= 0 ? inputId() + '-' + active() : null"
            [attr.aria-label]="t('pick.person')"
            [value]="query()"
            (input)="query.set(input.value)"
            (keydown)="press($event)"
          />
        </div>
        <ul role="listbox" [id]="inputId() + '-list'" [attr.aria-label]="t('pick.people')">
          @for (row of rows(); track row.id) {
            <li
              role="option"
              [id]="inputId() + '-' + $index"
              [class.cur]="$index === active()"
              [attr.aria-selected]="$index === active()"
              (click)="value.set(row.id)"
            >
              <span
                ><ht-name [name]="row.fullName" [query]="query()" /> <small class="mute">{{ place(row) }}</small></span
              >
              <span class="mute num">{{ row.fileNumber }}</span>
            </li>
          } @empty {
            <li class="none" role="option" aria-selected="false" aria-disabled="true">
              {{ t(query().trim() && !found.loading() ? 'pick.none' : 'pick.type') }}
            </li>
          }
        </ul>
      }
    </div>
  `,
})
export class PersonPicker implements FormValueControl<string> {
  protected readonly t = injectText();
  private readonly client = injectClient(PersonService);
  private readonly time = inject(TimeTravel);
  /** The person's id; '' for nobody. */
  readonly value = model('');
  readonly inputId = input.required<string>();
  readonly describedBy = input<string | null>(null);

  protected readonly query = signal('');
  protected readonly found = read({
    params: () => (this.query().trim() ? { query: this.query().trim(), at: this.time.at() } : undefined),
    load: async ({ query, at }, signal) => {
      await pause(180, signal);
      return this.client.listPeople({ query, at, status: ServiceStatus.ANY, pageSize: 8 }, { signal });
    },
  });
  protected readonly rows = computed(() => (this.query().trim() ? (this.found.value()?.people ?? []) : []));
  protected readonly active = linkedSignal({ source: this.rows, computation: () => -1 });
  private readonly among = computed(() => this.rows().find((row) => row.id === this.value()));
  private readonly named = personRow(() => (this.among() ? '' : this.value()));
  protected readonly chosen = computed(() => (this.value() ? (this.among() ?? this.named.value()) : undefined));

  protected place = (row: PersonRow) => [row.assignment?.post, row.assignment?.unitName].filter(Boolean).join(', ');

  protected press(event: KeyboardEvent) {
    const last = this.rows().length - 1;
    if (event.key === 'ArrowDown') this.active.update((at) => Math.min(last, at + 1));
    else if (event.key === 'ArrowUp') this.active.update((at) => Math.max(0, at - 1));
    else if (event.key === 'Enter' && this.rows()[this.active()]) this.value.set(this.rows()[this.active()].id);
    else return;
    event.preventDefault();
  }
}
