import { Component, inject, input } from '@angular/core';
import { CodeList } from '../../../gen/hientai/codelists/v1/code_list_pb';
import { CodeListService } from '../../../gen/hientai/codelists/v1/code_list_service_pb';
import { TimeTravel } from '../time-travel';
import { pause, read } from '../read';
import { injectClient } from '../transport';

const TYPING_MS = 250;

/** Offers the entries that what is typed may mean; anything else can be typed all the same. */
@Component({
  selector: 'ht-suggestions',
  template: `<datalist [id]="for()">
    @for (entry of answer.value()?.entries ?? []; track entry.id) {
      <option [value]="entry.details?.[codes() ? 'code' : 'name']">{{ entry.details?.name }}</option>
    }
  </datalist>`,
})
export class Suggestions {
  private readonly client = injectClient(CodeListService);
  private readonly time = inject(TimeTravel);
  readonly for = input.required<string>();
  readonly list = input.required<CodeList>();
  readonly text = input('');
  protected readonly codes = () => this.list() === CodeList.TITLE;
  protected readonly answer = read({
    params: () => {
      const text = this.text().trim();
      return text.length < 2 ? undefined : { list: this.list(), text: text.slice(0, 200), at: this.time.at() };
    },
    load: async (request, signal) => {
      await pause(TYPING_MS, signal);
      return this.client.suggestEntries(request, { signal });
    },
    subject: ({ list }) => list,
  });
}
