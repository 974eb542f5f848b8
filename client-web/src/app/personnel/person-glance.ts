import { Component, computed, inject, input } from '@angular/core';
import { AssignmentKind } from '../../gen/hientai/personnel/v1/assignment_pb';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { EvidenceGrade, Ladder } from '../../gen/hientai/personnel/v1/qualification_pb';
import { TimeTravel } from '../rpc/time-travel';
import { DateText } from '../ui/date';
import { formatDate, formatDay, formatTime } from '../ui/dates';
import { Evidence } from '../ui/evidence';
import { injectText } from '../ui/text';
import { categoryKey, levelKey, statusKey } from '../ui/vocabulary';

/** What one needs to know first: the post, the highest education, how fresh the record is. */
@Component({
  selector: 'ht-person-glance',
  imports: [DateText, Evidence],
  templateUrl: './person-glance.html',
})
export class PersonGlance {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly person = input.required<Person>();
  readonly validOn = input.required<string>();

  private readonly held = computed(() => this.person().assignments.filter((assignment) => assignment.inForce));
  protected readonly main = computed(
    () => this.held().find((assignment) => assignment.kind === AssignmentKind.MAIN) ?? this.held()[0],
  );
  protected readonly others = computed(() => this.held().filter((assignment) => assignment !== this.main()));
  protected readonly last = computed(() => this.person().assignments[0]);
  protected readonly education = computed(() =>
    this.person().qualifications.find(
      (one) => one.details?.ladder === Ladder.EDUCATION && one.inForce && one.grade !== EvidenceGrade.REVOKED_AS_FALSE,
    ),
  );
  protected readonly subject = computed(() => {
    const details = this.education()?.details;
    return [details?.field, details?.institution].filter(Boolean).join(', ');
  });
  protected readonly secondment = AssignmentKind.SECONDED;
  protected readonly date = formatDate;
  protected readonly day = formatDay;
  protected readonly clock = formatTime;
  protected readonly categoryKey = categoryKey;
  protected readonly levelKey = levelKey;
  protected readonly statusKey = statusKey;
}
