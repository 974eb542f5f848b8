import { Component } from '@angular/core';
import { TalentTabs } from './talent-tabs';

@Component({
  selector: 'ht-candidacy-record-page',
  imports: [TalentTabs],
  template: `<main class="page" id="main"><ht-talent-tabs /></main>`,
})
export class CandidacyRecordPage {}
