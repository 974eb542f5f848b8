import { Routes } from '@angular/router';
import { OverviewPage } from './overview-page';

export default [
  { path: '', pathMatch: 'full', component: OverviewPage },
  { path: 'chi-tieu', loadComponent: () => import('./indicator-people-page').then((m) => m.IndicatorPeoplePage) },
  {
    path: 'chi-tieu/ghi',
    loadComponent: () => import('./target-record-page').then((m) => m.TargetRecordPage),
  },
  { path: 'so-in', loadComponent: () => import('./printed-page').then((m) => m.PrintedPage) },
  { path: 'so-in/ghi', loadComponent: () => import('./printed-record-page').then((m) => m.PrintedRecordPage) },
] satisfies Routes;
