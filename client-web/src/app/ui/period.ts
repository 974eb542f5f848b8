import { Component, input } from '@angular/core';
import { Period } from '../../gen/hientai/rpc/v1/time_pb';
import { DateText } from './date';
import { injectText } from './text';

/** From when until when; the end is the first day it no longer held. */
@Component({
  selector: 'ht-period',
  imports: [DateText],
  template: `@if (period()?.from; as from) {
      <ht-date [iso]="from" />
    } @else {
      <span>…</span>
    }
    <span> – </span>
    @if (period()?.to; as to) {
      <ht-date [iso]="to" />
    } @else {
      <span>{{ t('person.now') }}</span>
    }`,
})
export class PeriodText {
  protected readonly t = injectText();
  readonly period = input.required<Pick<Period, 'from' | 'to'> | undefined>();
}
