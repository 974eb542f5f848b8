import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UnplacedPerson } from '../../gen/hientai/organization/v1/unit_service_pb';
import { Ability } from '../../gen/hientai/rpc/v1/access_pb';
import { Registry } from '../rpc/registry';
import { TimeTravel } from '../rpc/time-travel';
import { injectText } from '../ui/text';
import { displacementKey } from '../ui/vocabulary';

/** People without a place, each with the reason, the unit proposed and the way to the decision that places them. */
@Component({
  selector: 'ht-unplaced-list',
  imports: [RouterLink],
  template: `
    <ul class="jobs">
      @for (one of people(); track one.assignmentId) {
        <li>
          <span
            ><a class="open b" [routerLink]="['/nhan-su', one.personId]" [queryParams]="time.query()">{{
              one.fullName
            }}</a
            ><small
              >{{ one.post }}, {{ one.unitName }} · {{ t(whyKey(one.why)) }}
              @if (one.proposedId) {
                · {{ t('unplaced.proposed', { unit: one.proposedName }) }}
              }
              @if (one.placedElsewhere) {
                · {{ t('unplaced.elsewhere') }}
              }
            </small></span
          >
          @if (!time.past() && places()) {
            <a
              class="link due"
              [routerLink]="['/nhan-su', one.personId, 'ghi']"
              [queryParams]="{
                viec: 'transferAssignment',
                muc: one.assignmentId,
                ve: one.proposedId || null,
                tu: one.ended || null,
              }"
              >{{ t('unplaced.place') }}<span class="sr">: {{ one.fullName }}</span></a
            >
          }
        </li>
      }
    </ul>
  `,
})
export class UnplacedList {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  private readonly registry = inject(Registry);
  readonly people = input.required<UnplacedPerson[]>();
  protected readonly whyKey = displacementKey;
  protected readonly places = () => this.registry.may(Ability.RECORD_PEOPLE, Ability.PROPOSE);
}
