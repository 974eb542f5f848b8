import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { PersonService } from '../../gen/hientai/personnel/v1/person_service_pb';
import { Difference } from '../../gen/hientai/rpc/v1/history_pb';
import { Moments, TwoMoments, knownWords, readMoment, validWords, writeMoment } from '../rpc/moments';
import { read } from '../rpc/read';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { toTimePoint } from '../rpc/when';
import { injectClient } from '../rpc/transport';
import { formatDay } from '../ui/dates';
import { Failure } from '../ui/failure';
import { Icon } from '../ui/icon';
import { pageTrail } from '../ui/page';
import { PaperRef } from '../ui/paper-ref';
import { Sentence } from '../ui/sentence';
import { Language, injectText } from '../ui/text';
import { entryKindKey } from '../ui/vocabulary';
import { changedWords } from './changed-words';
import { Eye } from './eye';
import { RevealInit, opening, withMore } from './reveal';
import { Asking } from '../ui/asking';

/** The same record at two moments: only what differs, and what made the difference. */
@Component({
  selector: 'ht-compare-page',
  imports: [Asking, Eye, Failure, Icon, Moments, PaperRef, Sentence],
  templateUrl: './compare-page.html',
})
export class ComparePage {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  private readonly client = injectClient(PersonService);
  private readonly router = inject(Router);
  private readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);

  readonly id = input.required<string>();
  readonly a = input<string>();
  readonly b = input<string>();

  protected readonly whenA = computed(() => readMoment(this.a()));
  protected readonly whenB = computed(() => readMoment(this.b()));
  protected readonly opened = opening(this.id);
  protected readonly answer = read({
    params: () => ({
      id: this.id(),
      a: toTimePoint(this.whenA()),
      b: toTimePoint(this.whenB()),
      reveal: this.opened(),
    }),
    load: (request, signal) => this.client.comparePerson(request, { signal }),
    subject: ({ id }) => id,
  });
  private readonly person = read({
    params: () => ({ id: this.id(), at: this.time.at() }),
    load: (request, signal) => this.client.getPerson(request, { signal }),
  });
  protected readonly name = computed(() => this.person.value()?.person?.identity?.fullName ?? '');
  protected readonly own = computed(() => this.registry.owns(this.id()));
  /** Classes that differ and are kept, and that this reader may open. */
  protected readonly kept = computed(() => {
    const asked = this.opened()?.classes ?? [];
    const differ = new Set(this.rows().map((row) => row.difference.dataClass));
    return (this.person.value()?.person?.withheld ?? [])
      .filter((one) => one.mayOpen && differ.has(one.dataClass) && !asked.includes(one.dataClass))
      .map((one) => one.dataClass);
  });
  protected readonly rows = computed(() => (this.answer.value()?.differences ?? []).map((one) => this.row(one)));
  protected readonly kindKey = entryKindKey;
  protected readonly day = formatDay;

  constructor() {
    pageTrail(() => [
      { text: this.t('people.title'), link: ['/nhan-su'] },
      { text: this.name() || '…', link: ['/nhan-su', this.id()] },
      { text: this.t('compare.title') },
    ]);
  }

  private row(difference: Difference) {
    const before = this.language.of(difference.before);
    const after = this.language.of(difference.after);
    return { difference, before: changedWords(before, after), after: changedWords(after, before) };
  }

  protected readonly titleA = computed(() => knownWords(this.answer.value()?.a, this.whenA(), this.t));
  protected readonly titleB = computed(() => knownWords(this.answer.value()?.b, this.whenB(), this.t));

  protected readonly valid = validWords;

  protected reveal(more: RevealInit) {
    this.opened.set(withMore(this.opened(), more));
  }

  protected swap() {
    this.show({ a: this.whenB(), b: this.whenA() });
  }

  protected show({ a, b }: TwoMoments) {
    void this.router.navigate([], {
      queryParams: { a: writeMoment(a), b: writeMoment(b) },
      queryParamsHandling: 'merge',
    });
  }
}
