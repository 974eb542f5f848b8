import { Directive, input } from '@angular/core';

/** An answer on screen that may be asked for anew. */
interface Asked {
  loading(): boolean;
  value(): unknown;
}

/** Where an answer stands: while it is asked for anew it stays, dim, and says to who cannot see that that it is busy. */
@Directive({
  selector: '[htAsking]',
  host: {
    '[class.dim]': 'loading() && there()',
    '[attr.aria-busy]': 'loading()',
  },
})
export class Asking {
  readonly asked = input.required<Asked | boolean>({ alias: 'htAsking' });

  protected loading() {
    const asked = this.asked();
    return typeof asked === 'boolean' ? asked : asked.loading();
  }

  protected there() {
    const asked = this.asked();
    return typeof asked === 'boolean' || asked.value() !== undefined;
  }
}
