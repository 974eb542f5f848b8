import { Component } from '@angular/core';
@Component({ selector: 'ht-account-page', template: `<main class="page" id="main"></main>` })
export class AccountPage {}
