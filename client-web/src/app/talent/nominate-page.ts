import { Component } from '@angular/core';
import { TalentTabs } from './talent-tabs';

@Component({
  selector: 'ht-nominate-page',
  imports: [TalentTabs],
  template: `<main class="page" id="main"><ht-talent-tabs /></main>`,
})
export class NominatePage {}
