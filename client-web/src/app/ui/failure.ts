import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { Problem } from '../rpc/problem';
import { Language, injectText } from './text';

/** A read that failed: what failed, what to do, and a code to hand on. */
@Component({
  selector: 'ht-failure',
  template: `
    <div class="say-state" role="alert">
      <b>{{ title() || t(problem().missing ? 'state.notOnRecord' : 'state.failed') }}</b>
      <p>{{ message() }}</p>
      <div class="btns">
        <button class="btn sm p" type="button" (click)="retry.emit()">{{ t('act.retry') }}</button>
        @if (!problem().missing) {
          <button class="btn sm q" type="button" (click)="copy()">
            {{ copied() ? t('act.copied') : t('act.copyCode') }} <span class="mono">{{ problem().code }}</span>
          </button>
        }
        <ng-content />
      </div>
    </div>
  `,
})
export class Failure {
  protected readonly t = injectText();
  private readonly language = inject(Language);
  readonly problem = input.required<Problem>();
  readonly title = input('');
  readonly retry = output();

  protected readonly copied = signal(false);
  protected readonly message = computed(() => this.language.of(this.problem().message));

  protected async copy() {
    await navigator.clipboard.writeText(this.problem().code);
    this.copied.set(true);
  }
}
