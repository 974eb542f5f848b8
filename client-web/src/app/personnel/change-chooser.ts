import { Component, computed, inject, input, output } from '@angular/core';
import { Person } from '../../gen/hientai/personnel/v1/person_pb';
import { TimeTravel } from '../rpc/time-travel';
import { KindChoice } from '../ui/kind-choice';
import { TextKey, injectText } from '../ui/text';
import { CHANGES, Change } from './changes';

const GROUPS: Change['group'][] = ['Qualification', 'Training', 'Assignment', 'Person'];

/** What happened? First whether the world changed or the record was wrong, then what. */
@Component({
  selector: 'ht-change-chooser',
  imports: [KindChoice],
  template: `
    <div class="form chooser-page">
      <p class="sub">{{ t('record.chooseSay') }}</p>
      <ht-kind-choice [value]="nature()" (valueChange)="natureChange.emit($event)" />
      @for (group of groups(); track group.name) {
        <section class="sec">
          <header>
            <h2>{{ t(group.title) }}</h2>
          </header>
          <ul class="ways">
            @for (change of group.changes; track change.name) {
              <li>
                <button type="button" [attr.aria-disabled]="time.past() || !possible(change)" (click)="pick(change)">
                  <b>{{ t(name(change)) }}</b>
                  @if (change.nature === 'correction') {
                    <span class="tag cor">{{ t('record.correction') }}</span>
                  }
                  <small>{{ possible(change) ? t(say(change)) : t('record.noEntry') }}</small>
                </button>
              </li>
            }
          </ul>
        </section>
      }
      @if (time.past()) {
        <p class="mute">{{ t('record.past') }}</p>
      }
    </div>
  `,
})
export class ChangeChooser {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  readonly person = input.required<Person>();
  readonly entryId = input('');
  /** "thay-doi", "dinh-chinh", or nothing chosen yet. */
  readonly nature = input('');
  readonly natureChange = output<string>();
  readonly choose = output<string>();

  protected readonly groups = computed(() =>
    GROUPS.map((name) => ({
      name,
      title: `change.group${name}` as TextKey,
      changes: CHANGES.filter((change) => change.group === name && this.fits(change)),
    })).filter((group) => group.changes.length),
  );

  private fits(change: Change): boolean {
    const wanted = { 'thay-doi': 'change', 'dinh-chinh': 'correction' }[this.nature()];
    if (wanted && change.nature !== wanted) return false;
    const id = this.entryId();
    if (!id) return true;
    const { qualifications, trainings, placements, identityDocuments } = this.person();
    if (qualifications.some((one) => one.id === id)) return ['qualification', 'any'].includes(change.entry!);
    if (trainings.some((one) => one.id === id)) return ['training', 'any'].includes(change.entry!);
    if (identityDocuments.some((one) => one.id === id)) return ['document', 'any'].includes(change.entry!);
    const judged = placements.some((one) => one.assignmentId === id.split('@')[0]);
    return ['assignment', 'any'].includes(change.entry!) || (judged && change.entry === 'placement');
  }

  protected possible(change: Change): boolean {
    const { qualifications, trainings, assignments, placements, identityDocuments, personalNumbers } = this.person();
    if (change.name === 'endTraining') return trainings.some((one) => !one.outcome);
    if (change.name === 'correctPersonalNumber') return personalNumbers.length > 1;
    if (change.name === 'endIdentityDocument') return identityDocuments.some((one) => one.inForce);
    switch (change.entry) {
      case 'qualification':
        return qualifications.length > 0;
      case 'training':
        return trainings.length > 0;
      case 'assignment':
        return assignments.length > 0;
      case 'placement':
        return placements.length > 0;
      case 'document':
        return identityDocuments.length > 0;
      case 'any':
        return qualifications.length + trainings.length + assignments.length + identityDocuments.length > 0;
      default:
        return true;
    }
  }

  protected pick(change: Change) {
    if (!this.time.past() && this.possible(change)) this.choose.emit(change.name);
  }

  protected name = (change: Change) => `change.${change.name}` as TextKey;
  protected say = (change: Change) =>
    `change.say${change.name.charAt(0).toUpperCase()}${change.name.slice(1)}` as TextKey;
}
