import { Component, input, output } from '@angular/core';
import { AssignmentKind } from '../../gen/hientai/personnel/v1/assignment_pb';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { PaperRef } from '../ui/paper-ref';
import { PeriodText } from '../ui/period';
import { injectText } from '../ui/text';
import { assignmentKindKey, categoryKey, endCauseKey } from '../ui/vocabulary';

/** Where somebody has served, newest first. */
@Component({
  selector: 'ht-person-assignments',
  imports: [PaperRef, PeriodText],
  template: `
    <section class="sec">
      <header>
        <h2>{{ t('person.assignments') }}</h2>
      </header>
      @if (person().assignments.length) {
        <table class="tbl stack">
          <thead>
            <tr>
              <th scope="col">{{ t('person.period') }}</th>
              <th scope="col">{{ t('people.colPost') }}</th>
              <th scope="col">{{ t('people.colUnit') }}</th>
              <th scope="col">{{ t('people.colCategory') }}</th>
              <th scope="col">{{ t('person.basis') }}</th>
            </tr>
          </thead>
          <tbody>
            @for (one of person().assignments; track one.id + one.period?.from) {
              @let key = 'assignment:' + one.id;
              <tr [class.on]="selected() === key" [class.off]="!one.inForce">
                <td class="nw"><ht-period [period]="one.period" /></td>
                <td class="wide">
                  <button class="open" type="button" (click)="why.emit(key)">{{ one.details?.post }}</button>
                  @if (one.kind !== main && one.kind) {
                    <span class="tag">{{ t(kindKey(one.kind)) }}</span>
                  }
                  @if (one.details?.titleCode) {
                    <small class="mute">
                      {{ one.titleName }} <span class="num">{{ one.details?.titleCode }}</span>
                      @if (one.details?.payStep) {
                        <span class="num">, {{ t('person.step', { step: one.details?.payStep }) }}</span>
                      }
                    </small>
                  }
                </td>
                <td>{{ one.unitName }}</td>
                <td>
                  {{ one.details?.category ? t(categoryKey(one.details!.category)) : '' }}
                  @if (one.endCause) {
                    <small class="mute">{{ t(causeKey(one.endCause)) }}</small>
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
      } @else {
        <p class="mute">{{ t('person.noAssignments') }}</p>
      }
    </section>
  `,
})
export class PersonAssignments {
  protected readonly t = injectText();
  readonly person = input.required<Person>();
  readonly selected = input('');
  readonly why = output<string>();
  protected readonly main = AssignmentKind.MAIN;
  protected readonly kindKey = assignmentKindKey;
  protected readonly categoryKey = categoryKey;
  protected readonly causeKey = endCauseKey;
}
