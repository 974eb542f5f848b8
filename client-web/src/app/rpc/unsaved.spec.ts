import { Component, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from 'vitest';
import { Unsaved } from './unsaved';

const changed = signal(false);

@Component({ template: '' })
class Form {
  constructor() {
    inject(Unsaved).hold({ unsaved: () => changed(), giveUp: () => changed.set(false) });
  }
}

describe('what is unsaved', () => {
  const unload = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));

  it('is asked about while it is there, and only then', async () => {
    const unsaved = TestBed.inject(Unsaved);
    const form = TestBed.createComponent(Form);
    changed.set(false);
    expect(await unsaved.mayLeave()).toBe(true);
    expect(unload()).toBe(false);

    changed.set(true);
    expect(unload()).toBe(true);
    const staying = unsaved.mayLeave();
    unsaved.question()!(false);
    expect(await staying).toBe(false);
    expect(unsaved.question()).toBeUndefined();

    form.destroy();
    expect(await unsaved.mayLeave()).toBe(true);
    expect(unload()).toBe(false);
  });

  it('is asked about once: who gave it up is not asked again on the way out', async () => {
    const unsaved = TestBed.inject(Unsaved);
    TestBed.createComponent(Form);
    changed.set(true);
    const leaving = unsaved.mayLeave();
    unsaved.question()!(true);
    expect(await leaving).toBe(true);
    expect(await unsaved.mayLeave()).toBe(true);
    expect(unload()).toBe(false);
  });

  it('is kept when something else would be asked meanwhile', async () => {
    const unsaved = TestBed.inject(Unsaved);
    TestBed.createComponent(Form);
    changed.set(true);
    const [first, second] = [unsaved.mayLeave(), unsaved.mayLeave()];
    expect(await first).toBe(false);
    unsaved.question()!(true);
    expect(await second).toBe(true);
  });
});
