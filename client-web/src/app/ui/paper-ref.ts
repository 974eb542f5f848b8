import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PaperRef as PaperRefMessage } from '../../gen/hientai/rpc/v1/history_pb';
import { TimeTravel } from '../rpc/time-travel';
import { formatDate } from './dates';
import { Icon } from './icon';
import { injectText } from './text';

/** The paper a fact stands on, one click away. */
@Component({
  selector: 'ht-paper-ref',
  imports: [Icon, RouterLink],
  template: `
    <a class="paper-ref" [routerLink]="['/van-ban', paper().id]" [queryParams]="time.query()"
      ><ht-icon name="paper" />{{ paper().number }}</a
    >
    @if (paper().withdrawn) {
      &ngsp; <span class="tag wd">{{ t('paper.withdrawn') }}</span>
    } @else if (paper().repealedFrom) {
      &ngsp; <span class="tag wd">{{ t('paper.repealed', { date: date(paper().repealedFrom!) }) }}</span>
    }
  `,
})
export class PaperRef {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);
  protected readonly date = formatDate;
  readonly paper = input.required<
    Pick<PaperRefMessage, 'id' | 'number' | 'withdrawn'> & Partial<Pick<PaperRefMessage, 'repealedFrom'>>
  >();
}
