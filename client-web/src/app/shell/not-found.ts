import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TimeTravel } from '../rpc/time-travel';
import { pageTrail } from '../ui/page';
import { injectText } from '../ui/text';

@Component({
  selector: 'ht-not-found',
  imports: [RouterLink],
  template: `
    <main class="page say-state" id="main">
      <h1 class="pt">{{ t('app.notFound') }}</h1>
      <p>{{ t('app.notFoundSay') }}</p>
      <p class="btns">
        <a class="btn p" routerLink="/" [queryParams]="time.query()">{{ t('app.toStart') }}</a>
      </p>
    </main>
  `,
})
export class NotFound {
  protected readonly t = injectText();
  protected readonly time = inject(TimeTravel);

  constructor() {
    pageTrail(() => [{ text: this.t('app.notFound') }]);
  }
}
