import { TestBed } from '@angular/core/testing';
import { Component } from '@angular/core';
import { describe, expect, it } from 'vitest';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import { open } from '../../testing/open';
import { dayInVietnam } from '../ui/dates';
import { TimeTravel } from './time-travel';
import { toTimePoint } from './when';

@Component({ template: '' })
class Blank {}

describe('time travel', () => {
  it('reads the moment from the address alone', async () => {
    const page = await open([{ path: '**', component: Blank }], '/x?valid=2024-01-01&known=2024-05-15&q=an');
    const time = TestBed.inject(TimeTravel);
    expect(time.past()).toBe(true);
    expect(time.query()).toEqual({ valid: '2024-01-01', known: '2024-05-15' });
    await page.go('/x?valid=khong&known=2024-13-01');
    expect(time.past()).toBe(false);
    expect(time.at()).toBeUndefined();
  });

  it('goes elsewhere in time on the same page, and comes back', async () => {
    const page = await open([{ path: '**', component: Blank }], '/x?q=an');
    const time = TestBed.inject(TimeTravel);
    await time.go({ valid: '2020-01-01' });
    await page.settle();
    expect(TestBed.inject(TimeTravel).when()).toEqual({ valid: '2020-01-01', known: undefined });
    await time.leave();
    expect(time.past()).toBe(false);
  });

  it('means the end of a day in Vietnam, or a ledger position', () => {
    const day = toTimePoint({ known: '2024-05-15' })!.known!;
    expect(day.case === 'knownAt' && timestampDate(day.value as never).toISOString()).toBe('2024-05-15T16:59:59.999Z');
    expect(toTimePoint({ valid: '2024-01-01', known: '29418' })).toEqual({
      validOn: '2024-01-01',
      known: { case: 'knownPosition', value: 29418n },
    });
    expect(toTimePoint({})).toBeUndefined();
  });

  it('sends what is known today as what is known so far', () => {
    const today = dayInVietnam(new Date());
    expect(toTimePoint({ known: today })).toBeUndefined();
    expect(toTimePoint({ valid: '2024-01-01', known: today })).toEqual({ validOn: '2024-01-01', known: undefined });
    expect(toTimePoint({ known: '2024-05-15' })?.known?.case).toBe('knownAt');
  });
});
