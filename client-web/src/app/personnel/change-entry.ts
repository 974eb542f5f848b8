import { Component, computed, input, output } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { Evidence } from '../ui/evidence';
import { PeriodText } from '../ui/period';
import { injectText } from '../ui/text';
import { identityDocumentKindKey, verdictKey } from '../ui/vocabulary';
import { Change, qualificationWords } from './changes';

/** Which line of the record a change is about. */
@Component({
  selector: 'ht-change-entry',
  imports: [Evidence, PeriodText],
  template: `
    @if (change().entry) {
      <fieldset class="entries">
        <legend>{{ t('record.entry') }}</legend>
        @for (line of shown(); track line.id) {
          <label [class.on]="!!entryId()">
            <input type="radio" name="entry" [checked]="!!entryId()" (change)="choose.emit(line.id)" />
            <span
              >{{ line.text }}<small class="mute"><ht-period [period]="line.period" /></small
            ></span>
            @if (line.grade) {
              <ht-evidence [grade]="line.grade" word />
            }
          </label>
        } @empty {
          <p class="mute">{{ t('record.noEntry') }}</p>
        }
        @if (entryId() && lines().length > 1) {
          <button class="link" type="button" (click)="choose.emit(null)">{{ t('act.change') }}</button>
        }
      </fieldset>
    }
  `,
})
export class ChangeEntry {
  protected readonly t = injectText();
  readonly change = input.required<Change>();
  readonly person = input.required<Person>();
  readonly entryId = input('');
  readonly choose = output<string | null>();

  protected readonly lines = computed(() => {
    const { entry, name } = this.change();
    const qualifications = this.person().qualifications.map((one) => ({
      id: one.id,
      text: qualificationWords(one, this.t),
      period: one.period,
      grade: one.grade,
    }));
    const held = this.person().assignments.filter(
      (one) => one.inForce || name === 'correctAssignment' || entry === 'any',
    );
    // A change of post within an assignment makes another period of the same one; a correction is of one period.
    const assignments = held.map((one) => ({
      id: `${one.id}@${one.period?.from ?? ''}`,
      text: [one.details?.post, one.unitName].filter(Boolean).join(', '),
      period: one.period,
      grade: 0,
    }));
    const trainings = this.person()
      .trainings.filter((one) => name !== 'endTraining' || !one.outcome)
      .map((one) => ({ id: one.id, text: qualificationWords(one, this.t), period: one.period, grade: 0 }));
    const placements = this.person().placements.map((one) => ({
      id: `${one.assignmentId}@${one.period?.from ?? ''}`,
      text: [this.t(verdictKey(one.verdict)), one.because].join(': '),
      period: one.period,
      grade: 0,
    }));
    const documents = this.person()
      .identityDocuments.filter((one) => one.inForce || name !== 'endIdentityDocument')
      .map((one) => ({
        id: one.id,
        text: `${this.t(identityDocumentKindKey(one.details!.kind))} ${one.details!.numberMasked}`,
        period: one.period,
        grade: 0,
      }));
    switch (entry) {
      case 'qualification':
        return qualifications;
      case 'training':
        return trainings;
      case 'assignment':
        return assignments;
      case 'placement':
        return placements;
      case 'document':
        return documents;
      default:
        return [...qualifications, ...trainings, ...assignments, ...documents];
    }
  });
  protected readonly shown = computed(() => {
    const picked = this.lines().find((line) => line.id === this.entryId() || line.id.split('@')[0] === this.entryId());
    return picked ? [picked] : this.lines();
  });
}
