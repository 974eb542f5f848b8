import { Component, computed, inject, input, linkedSignal, model, signal } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { PaperService } from '../../../gen/hientai/papers/v1/paper_service_pb';
import { Ability } from '../../../gen/hientai/rpc/v1/access_pb';
import { DateText } from '../../ui/date';
import { formatDate } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { formatCount } from '../../ui/numbers';
import { Language, injectText } from '../../ui/text';
import { pause, read } from '../read';
import { Registry } from '../registry';
import { injectClient } from '../transport';
import { NewPaper } from './new-paper';

/** The paper something stands on: found without tones, or registered in place. */
@Component({
  selector: 'ht-paper-picker',
  imports: [DateText, Icon, NewPaper],
  templateUrl: './paper-picker.html',
})
export class PaperPicker implements FormValueControl<string> {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(PaperService);
  private readonly registry = inject(Registry);
  /** The paper's id; '' for none. */
  readonly value = model('');
  readonly inputId = input.required<string>();
  readonly describedBy = input<string | null>(null);

  /** Some who cite papers may not register them. */
  protected readonly mayRegister = computed(() => !this.registry.me() || this.registry.may(Ability.RECORD_PAPERS));
  protected readonly query = signal('');
  protected readonly open = signal(false);
  protected readonly registering = signal(false);
  private readonly found = read({
    params: () => (this.open() ? { query: this.query().trim() } : undefined),
    load: async ({ query }, signal) => {
      if (query) await pause(180, signal);
      return this.client.listPapers({ query, pageSize: 8 }, { signal });
    },
  });
  protected readonly problem = this.found.problem;
  protected readonly loading = this.found.loading;
  protected readonly papers = computed(() => (this.found.value()?.papers ?? []).filter((paper) => !paper.withdrawal));
  protected readonly active = linkedSignal({ source: this.papers, computation: () => -1 });
  private readonly chosen = read({
    params: () => (this.value() ? { id: this.value() } : undefined),
    load: (request, signal) => this.client.getPaper(request, { signal }),
    subject: ({ id }) => id,
  });
  protected readonly paper = computed(() => (this.value() ? this.chosen.value()?.paper : undefined));
  protected readonly date = formatDate;
  protected readonly count = formatCount;

  protected choose(id: string) {
    this.value.set(id);
    this.open.set(false);
    this.registering.set(false);
    this.query.set('');
  }

  protected press(event: KeyboardEvent) {
    const last = this.papers().length - (this.mayRegister() ? 0 : 1);
    if (event.key === 'ArrowDown') this.active.update((at) => Math.min(last, at + 1));
    else if (event.key === 'ArrowUp') this.active.update((at) => Math.max(-1, at - 1));
    else if (event.key === 'Enter' && !event.ctrlKey && this.active() >= 0) this.pick(this.active());
    else return;
    event.preventDefault();
    this.open.set(true);
  }

  private pick(at: number) {
    const paper = this.papers()[at];
    if (paper) this.choose(paper.id);
    else this.registering.set(true);
  }
}
