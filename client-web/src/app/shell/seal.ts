import { Component } from '@angular/core';

/** The mark of the product. */
@Component({
  selector: 'ht-seal',
  template: `<img class="seal" src="favicon.svg" alt="" width="30" height="30" />`,
})
export class Seal {}
