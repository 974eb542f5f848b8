import { Routes } from '@angular/router';
import { OverviewPage } from './overview-page';

export default [
  { path: '', pathMatch: 'full', component: OverviewPage },
  { path: 'chi-tieu', loadComponent: () => import('./indicator-people-page').then((m) => m.IndicatorPeoplePage) },
] satisfies Routes;
