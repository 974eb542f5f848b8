import { CdkMenuTrigger } from '@angular/cdk/menu';
import { NgTemplateOutlet } from '@angular/common';
import { Component, DestroyRef, Injectable, TemplateRef, booleanAttribute, inject, input, output } from '@angular/core';
import { Icon } from './icon';
import { injectText } from './text';

/** The filters in force on the page, for whoever has to say what was asked. */
@Injectable({ providedIn: 'root' })
export class Chips {
  private readonly shown = new Set<Chip>();

  add(chip: Chip) {
    this.shown.add(chip);
    return () => this.shown.delete(chip);
  }

  inWords(): [name: string, value: string][] {
    return [...this.shown].map((chip) => [chip.name(), chip.whole() || chip.value()]);
  }
}

/** A filter in force: its name in grey, its value in ink, and the way out. */
@Component({
  selector: 'ht-chip',
  imports: [CdkMenuTrigger, Icon, NgTemplateOutlet],
  host: { class: 'chip' },
  template: `
    @if (menu()) {
      <button type="button" [cdkMenuTriggerFor]="menu()!"><ng-container [ngTemplateOutlet]="said" /></button>
    } @else if (editable()) {
      <button type="button" (click)="edit.emit()"><ng-container [ngTemplateOutlet]="said" /></button>
    } @else {
      <span><ng-container [ngTemplateOutlet]="said" /></span>
    }
    <button
      class="x"
      type="button"
      [attr.aria-label]="t('list.removeFilter', { name: name() || value() })"
      (click)="remove.emit()"
    >
      <ht-icon name="x" />
    </button>
    <ng-template #said
      >{{ name() }} <b [class.num]="numeric()">{{ value() }}</b></ng-template
    >
  `,
})
export class Chip {
  protected readonly t = injectText();
  /** Empty where the value says it all. */
  readonly name = input('');
  readonly value = input.required<string>();
  /** All of the value, where the chip shows but a part. */
  readonly whole = input('');
  readonly numeric = input(false, { transform: booleanAttribute });
  /** What changes the filter: a menu, or whatever listens to (edit). */
  readonly menu = input<TemplateRef<unknown>>();
  readonly editable = input(false, { transform: booleanAttribute });
  readonly edit = output();
  readonly remove = output();

  constructor() {
    inject(DestroyRef).onDestroy(inject(Chips).add(this));
  }
}
