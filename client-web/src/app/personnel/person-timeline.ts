import { Component, ElementRef, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { FactVersion } from '../../gen/hientai/personnel/v1/person_pb';
import { Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { TimeTravel } from '../rpc/time-travel';
import { dayOf, formatDate, formatDay, formatDayMonth } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { measured } from '../ui/measured';
import { PeriodText } from '../ui/period';
import { Language, TextKey, injectText } from '../ui/text';
import { ladderKey } from '../ui/vocabulary';
import { draw } from './timeline-geometry';

type View = 'both' | 'valid' | 'table';

const LANES: Record<string, TextKey> = {
  assignment: 'person.lanePost',
  training: 'person.laneTraining',
  placement: 'person.lanePlacement',
  outside: 'person.laneOutside',
  document: 'person.laneDocument',
  name: 'person.laneName',
  particulars: 'person.laneParticulars',
  contacts: 'person.laneContacts',
  contribution: 'person.laneContribution',
  award: 'person.laneAward',
  candidacy: 'person.laneCandidacy',
};

/** Where the records are that other modules keep of a person, by the lane they stand in. */
const RECORDS: Record<string, string> = { contribution: '/dong-gop', award: '/giai-thuong', candidacy: '/nguon' };

/** Everything that held, above; when it came to be known, below; and what joins the two. */
@Component({
  selector: 'ht-person-timeline',
  imports: [Evidence, PeriodText, RouterLink],
  templateUrl: './person-timeline.html',
})
export class PersonTimeline {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly time = inject(TimeTravel);
  private readonly router = inject(Router);
  readonly facts = input.required<FactVersion[]>();
  /** The resolved moment: a day in the world and a day of knowledge. */
  readonly valid = input.required<string>();
  readonly known = input.required<string>();
  readonly why = output<string>();

  private readonly plane = viewChild<ElementRef<HTMLElement>>('plane');
  protected readonly width = measured(this.plane, 760);
  /** On a phone the table comes first; the drawing is one tap away. */
  protected readonly view = signal<View>(matchMedia('(max-width: 860px)').matches ? 'table' : 'both');

  protected readonly drawing = computed(() =>
    draw({
      facts: this.facts(),
      width: Math.max(700, this.width()),
      today: this.time.today(),
      valid: this.valid(),
      known: this.known(),
      label: (fact) => this.label(fact),
      validOnly: this.view() === 'valid',
    }),
  );
  /** The person's own file first. */
  protected readonly rows = computed(() => {
    const rows = [...this.facts()].reverse();
    return [...rows.filter((fact) => !fact.recordId), ...rows.filter((fact) => fact.recordId)];
  });
  protected readonly day = formatDay;
  protected readonly date = formatDate;
  protected readonly short = (day: string) =>
    day.slice(0, 4) === this.time.today().slice(0, 4) ? formatDayMonth(day) : formatDate(day);
  protected readonly iso = dayOf;

  protected label = (fact: FactVersion) => this.language.of({ vi: fact.labelVi, en: fact.labelEn });

  protected laneName(lane: string, ladder: Ladder) {
    return lane === 'qualification' ? this.t(ladderKey(ladder)) : this.t(LANES[lane] ?? 'person.fact');
  }

  /** As much of a label as fits in its bar; its whole is in the table. */
  protected fit(label: string, width: number) {
    const room = Math.floor((width - 12) / 6.4);
    if (room < 4) return '';
    return label.length <= room ? label : `${label.slice(0, room - 1).trimEnd()}…`;
  }

  protected record(fact: { lane: string; recordId: string }) {
    return fact.recordId ? [RECORDS[fact.lane], fact.recordId] : undefined;
  }

  /** To what explains it: the panel beside the page, or the record that keeps it. */
  protected open(fact: { key?: string; lane: string; recordId: string }) {
    const record = this.record(fact);
    if (record) void this.router.navigate(record, { queryParams: this.time.query() });
    else this.why.emit(fact.key!);
  }

  protected goKnown(position: bigint) {
    void this.time.go({ known: String(position) });
  }
}
