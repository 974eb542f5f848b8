import { CdkMenu, CdkMenuItemRadio } from '@angular/cdk/menu';
import { Component, inject } from '@angular/core';
import { Acting } from '../rpc/acting';
import { Registry } from '../rpc/registry';
import { Language, injectText } from '../ui/text';

/** Stands in for accounts while there are none: names in whose stead everything is read and recorded. */
@Component({
  selector: 'ht-actor-menu',
  imports: [CdkMenu, CdkMenuItemRadio],
  template: `
    <div cdkMenu class="pop menu" [attr.aria-label]="t('app.actingChoose')">
      <div class="cap" role="presentation">{{ t('app.actingChoose') }}</div>
      @for (actor of registry.actors(); track actor.name) {
        <button
          cdkMenuItemRadio
          type="button"
          [cdkMenuItemChecked]="actor.name === registry.actor()?.name"
          (cdkMenuItemTriggered)="become(actor.name)"
        >
          <span class="radio"></span>{{ language.of(actor.title) }}<span class="grip mono">{{ actor.name }}</span>
        </button>
      }
      <div class="hint" role="presentation">{{ t('app.actingNote') }}</div>
    </div>
  `,
})
export class ActorMenu {
  protected readonly t = injectText();
  protected readonly language = inject(Language);
  protected readonly registry = inject(Registry);
  private readonly acting = inject(Acting);

  /** Everything on screen was read in another name, so the page starts again. */
  protected become(name: string) {
    this.acting.as(name);
    location.reload();
  }
}
