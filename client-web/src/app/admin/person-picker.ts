import { Component, computed, inject, input, output, signal } from '@angular/core';
import { ServiceStatus } from '../../gen/hientai/personnel/v1/person_pb';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { pause, read } from '../rpc/read';
import { TimeTravel } from '../rpc/time-travel';
import { injectClient } from '../rpc/transport';
import { Icon } from '../ui/icon';
import { injectText } from '../ui/text';

export interface Picked {
  id: string;
  fullName: string;
}

/** Choosing a person by name or number, tones or none. */
@Component({
  selector: 'ht-person-picker',
  imports: [Icon],
  template: `
    <div class="picker">
      <div class="inp">
        <ht-icon name="search" />
        <input
          #input
          role="combobox"
          aria-autocomplete="list"
          autocomplete="off"
          spellcheck="false"
          [id]="inputId()"
          [attr.aria-expanded]="people().length > 0"
          [attr.aria-controls]="inputId() + '-list'"
          [attr.aria-activedescendant]="active() >= 0 ? inputId() + '-' + active() : null"
          [attr.aria-label]="t('admin.findPerson')"
          [value]="query()"
          (input)="query.set(input.value); active.set(-1)"
          (keydown)="press($event)"
        />
      </div>
      @if (query().trim()) {
        <ul role="listbox" [id]="inputId() + '-list'" [attr.aria-label]="t('nav.people')">
          @for (person of people(); track person.id) {
            <li
              role="option"
              [id]="inputId() + '-' + $index"
              [class.cur]="$index === active()"
              [attr.aria-selected]="$index === active()"
              (click)="choose(person)"
            >
              <span
                ><b class="m">{{ person.fullName }}</b>
                <small class="mute">{{ person.assignment?.post }} · {{ person.assignment?.unitName }}</small></span
              >
            </li>
          } @empty {
            @if (!found.loading()) {
              <li class="none" role="option" aria-selected="false" aria-disabled="true">{{ t('admin.noPerson') }}</li>
            }
          }
        </ul>
      }
    </div>
  `,
})
export class PersonPicker {
  protected readonly t = injectText();
  private readonly client = injectClient(PersonService);
  private readonly time = inject(TimeTravel);
  readonly picked = output<Picked>();
  readonly inputId = input('person-picker');

  protected readonly query = signal('');
  protected readonly active = signal(-1);
  protected readonly found = read({
    params: () => (this.query().trim() ? { query: this.query().trim(), at: this.time.at() } : undefined),
    load: async ({ query, at }, signal) => {
      await pause(180, signal);
      return this.client.listPeople({ query, at, status: ServiceStatus.ANY, pageSize: 8 }, { signal });
    },
  });
  protected readonly people = computed(() => (this.query().trim() ? (this.found.value()?.people ?? []) : []));

  protected choose({ id, fullName }: Picked) {
    this.picked.emit({ id, fullName });
    this.query.set('');
    this.active.set(-1);
  }

  protected press(event: KeyboardEvent) {
    const last = this.people().length - 1;
    if (event.key === 'ArrowDown') this.active.update((at) => Math.min(last, at + 1));
    else if (event.key === 'ArrowUp') this.active.update((at) => Math.max(0, at - 1));
    else if (event.key === 'Enter' && this.people()[this.active()]) this.choose(this.people()[this.active()]);
    else return;
    event.preventDefault();
  }
}
