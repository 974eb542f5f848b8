import { ApplicationInitStatus } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { prepare } from '../../testing/open';
import { NewPassword } from './new-password';

function fit(value: string, account = 'noivu') {
  const fixture = TestBed.createComponent(NewPassword);
  for (const [name, input] of Object.entries({ value, again: value, account }))
    fixture.componentRef.setInput(name, input);
  fixture.detectChanges();
  return fixture.componentInstance.fit();
}

describe('new password', () => {
  beforeEach(async () => {
    prepare();
    await TestBed.inject(ApplicationInitStatus).donePromise;
  });

  it('counts letters as people do, tones and all', () => {
    expect(fit('nguyễn văn ăn cơm'.normalize('NFD'))).toBe(true);
    expect(fit('ngữ ẫn ỡ'.normalize('NFD'))).toBe(false);
  });
  it('refuses what repeats or leans on the account or the product', () => {
    expect(fit('aaaaaaaaaaaaaaaaaaaa')).toBe(false);
    expect(fit('hiền tài noivu 2024')).toBe(false);
    expect(fit('UBND huyện Bình Chánh 2024')).toBe(false);
    expect(fit('ở Bình Chánh trâu đi trước cái cày')).toBe(true);
  });
});
