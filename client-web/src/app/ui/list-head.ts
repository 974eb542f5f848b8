import { Component, ElementRef, inject, input, linkedSignal, viewChild } from '@angular/core';
import { Icon } from './icon';
import { formatCount } from './numbers';
import { Searched } from './searched';
import { TextKey, injectText } from './text';

/**
 * The head of a list: its name and how many match, the search, and the filters in force. In it come what can be done (.act), a choice
 * before the filters (.by), the chips, and how the list looks (.right).
 */
@Component({
  selector: 'ht-list-head',
  imports: [Icon],
  template: `
    <div class="pt-row">
      <h1 class="pt">{{ t(name()) }}</h1>
      <span class="mute" role="status">
        @if (total() !== undefined) {
          <b class="num ink">{{ count(total()!) }}{{ capped() ? '+' : '' }}</b> {{ t(counted()) }}
        }
      </span>
      <ng-content select=".act" />
    </div>
    <div class="toolbar">
      @if (search(); as label) {
        <div class="inp search" role="search">
          <ht-icon name="search" />
          <input
            #box
            type="text"
            autocomplete="off"
            spellcheck="false"
            maxlength="200"
            [attr.aria-label]="t(label)"
            [value]="words()"
            (input)="type(box.value)"
          />
          @if (words()) {
            <button class="ib" type="button" [attr.aria-label]="t('list.clearSearch')" (click)="type(''); focus()">
              <ht-icon name="x" small />
            </button>
          } @else {
            <kbd>/</kbd>
          }
        </div>
      }
      <ng-content select=".by" />
      <div class="chips" role="group" tabindex="-1" [attr.aria-label]="t('list.filters')"><ng-content /></div>
      <ng-content select=".right" />
    </div>
  `,
})
export class ListHead {
  protected readonly t = injectText();
  private readonly searched = inject(Searched);
  readonly name = input.required<TextKey>();
  /** How many match; none while that is not known. */
  readonly total = input<number>();
  readonly capped = input(false);
  /** What is counted: "papers", "papers match". */
  readonly counted = input.required<TextKey>();
  /** What the search box is called; without it there is none. */
  readonly search = input<TextKey>();
  protected readonly count = formatCount;
  /** What stands in the box; the page follows when the browser has taken note of it. */
  protected readonly words = linkedSignal(() => this.searched.words());
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');

  type(words: string) {
    this.words.set(words);
    void this.searched.go({}, { words });
  }

  focus() {
    this.box()?.nativeElement.focus();
  }
}
