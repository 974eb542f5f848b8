import { Component, computed, inject, input } from '@angular/core';
import { PrivacyRequest, PrivacyRequestStanding } from '../../gen/hientai/personnel/v1/privacy_service_pb';
import { TimeTravel } from '../rpc/time-travel';
import { dayNumber, formatDate } from '../ui/dates';
import { Icon } from '../ui/icon';
import { TextKey, injectText } from '../ui/text';

/** What is due next on a request, and when; a day that has passed is marked by a shape and a word. */
@Component({
  selector: 'ht-deadline',
  imports: [Icon],
  template: `
    @if (due(); as due) {
      <span class="due" [class.late]="due.late">
        <svg viewBox="0 0 16 16" aria-hidden="true">
          @if (due.late) {
            <path d="M8 1 15 8 8 15 1 8z" class="f" />
            <path d="M8 4.500v4.200M8 11v.2" class="k" />
          } @else {
            <circle cx="8" cy="8" r="6.500" class="o" />
            <path d="M8 4.500V8l2.500 1.500" class="o" />
          }
        </svg>
        <span class="num"
          ><b>{{ due.left }}</b
          ><small>{{ due.what }}</small></span
        >
      </span>
    } @else {
      <span class="mute"><ht-icon name="check" small /> {{ t(standing()) }}</span>
    }
  `,
})
export class Deadline {
  protected readonly t = injectText();
  private readonly time = inject(TimeTravel);
  readonly request = input.required<PrivacyRequest>();

  protected readonly standing = computed(() => `privacy.standing${this.request().standing}` as TextKey);
  protected readonly due = computed(() => {
    const one = this.request();
    const received = one.standing === PrivacyRequestStanding.RECEIVED;
    if (!received && one.standing !== PrivacyRequestStanding.ACKNOWLEDGED) return undefined;
    const day = received ? one.acknowledgeBy : one.answerBy;
    if (!day) return undefined;
    const days = dayNumber(day) - dayNumber(this.time.today());
    const what = this.t(received ? 'privacy.dueAcknowledge' : 'privacy.dueAnswer', { date: formatDate(day) });
    const left =
      days < 0
        ? this.t('privacy.overdue', { days: -days })
        : days
          ? this.t('privacy.dueIn', { days })
          : this.t('privacy.dueToday');
    return { late: one.overdue || days < 0, left, what };
  });
}
