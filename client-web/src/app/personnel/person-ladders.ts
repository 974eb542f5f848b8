import { Component, computed, inject, input, output } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { EvidenceGrade, Ladder, Qualification } from '../../gen/hientai/personnel/v1/qualification_pb';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { formatDate } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { Rungs } from '../ui/rungs';
import { injectText } from '../ui/text';
import { ladderKey, levelKey, withdrawalCauseKey } from '../ui/vocabulary';

/** Qualifications by ladder, the highest in force first. A row opens to why it is believed. */
@Component({
  selector: 'ht-person-ladders',
  imports: [DateText, Evidence, Rungs],
  templateUrl: './person-ladders.html',
})
export class PersonLadders {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly person = input.required<Person>();
  readonly validOn = input.required<string>();
  readonly selected = input('');
  readonly why = output<string>();

  protected readonly rows = computed(() => {
    const byLadder = new Map<Ladder, Qualification[]>();
    for (const one of this.person().qualifications) {
      const ladder = one.details?.ladder ?? Ladder.UNSPECIFIED;
      byLadder.set(ladder, [...(byLadder.get(ladder) ?? []), one]);
    }
    return [...byLadder]
      .sort(([a], [b]) => a - b)
      .flatMap(([ladder, held]) =>
        held
          .sort((a, b) => Number(counts(b)) - Number(counts(a)))
          .map((one, i) => ({ one, ladder, first: i === 0, key: `qualification:${one.id}`, counts: counts(one) })),
      );
  });
  protected readonly revoked = EvidenceGrade.REVOKED_AS_FALSE;
  protected readonly date = formatDate;
  protected readonly causeKey = withdrawalCauseKey;
  protected readonly ladderKey = ladderKey;
  protected readonly levelKey = levelKey;
}

const counts = (one: Qualification) => one.inForce && one.grade !== EvidenceGrade.REVOKED_AS_FALSE;
