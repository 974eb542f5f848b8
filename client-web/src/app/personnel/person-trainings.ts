import { Component, input, output } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { Training } from '../../gen/hientai/personnel/v1/training_pb';
import { DateText } from '../ui/date';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { Standing } from '../ui/standing';
import { TextKey, injectText } from '../ui/text';
import { ladderKey, levelKey, outcomeKey, studyModeKey } from '../ui/vocabulary';
import { Standing as Value } from '../../gen/hientai/reporting/v1/standing_pb';

/** What somebody is sent to study: what they are on, how it stands, and what it led to. Nothing is shown of who was never sent. */
@Component({
  selector: 'ht-person-trainings',
  imports: [DateText, PaperRef, PeriodText, Standing],
  template: `
    @if (person().trainings.length) {
      <section class="sec">
        <header>
          <h2>{{ t('person.trainings') }}</h2>
        </header>
        <table class="tbl stack">
          <thead>
            <tr>
              <th scope="col">{{ t('person.period') }}</th>
              <th scope="col">{{ t('person.course') }}</th>
              <th scope="col">{{ t('person.courseStands') }}</th>
              <th scope="col">{{ t('person.basis') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (one of person().trainings; track one.id) {
              @let key = 'training:' + one.id;
              <tr [class.on]="selected() === key" [class.off]="!one.inForce">
                <td class="nw"><ht-period [period]="one.period" /></td>
                <td class="wide">
                  <button class="open" type="button" (click)="why.emit(key)">{{ title(one) }}</button>
                  <small class="mute">{{ where(one) }}</small>
                </td>
                <td>
                  @if (one.inForce) {
                    <ht-standing [value]="studying" [word]="t('person.studying')" />
                    @if (one.details?.expected; as expected) {
                      <small [class]="one.overdue ? 'warn num' : 'mute num'"
                        >{{ t(one.overdue ? 'person.overdue' : 'person.expected', { date: '' })
                        }}<ht-date [iso]="expected"
                      /></small>
                    }
                  } @else if (one.outcome) {
                    {{ t(outcomeKey(one.outcome)) }}
                    @if (led(one); as earned) {
                      <small
                        ><button class="link" type="button" (click)="why.emit('qualification:' + one.qualificationId)">
                          {{ earned }}
                        </button></small
                      >
                    }
                  }
                </td>
                <td>
                  @if (one.source?.paper; as paper) {
                    @if (paper.id) {
                      <ht-paper-ref [paper]="paper" />
                    }
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      </section>
    }
  `,
})
export class PersonTrainings {
  protected readonly t = injectText();
  readonly person = input.required<Person>();
  readonly selected = input('');
  readonly why = output<string>();

  protected readonly studying = Value.IN_TRAINING;
  protected readonly outcomeKey = outcomeKey;

  protected title({ details }: Training): string {
    return details ? [this.t(levelKey(details.level)), details.field].filter(Boolean).join(' ') : '';
  }

  protected where({ details }: Training): string {
    const mode: TextKey | undefined = details?.mode ? studyModeKey(details.mode) : undefined;
    return [details && this.t(ladderKey(details.ladder)), details?.institution, mode && this.t(mode)]
      .filter(Boolean)
      .join(' · ');
  }

  /** The qualification a course led to, if it is on the file as it is shown. */
  protected led({ qualificationId }: Training): string {
    const earned = this.person().qualifications.find((one) => one.id === qualificationId)?.details;
    return earned ? [this.t(levelKey(earned.level)), earned.field].filter(Boolean).join(' ') : '';
  }
}
