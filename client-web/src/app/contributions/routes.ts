import { Routes } from '@angular/router';
import { ContributionsPage } from './contributions-page';

export default [
  { path: '', component: ContributionsPage },
  { path: 'ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id', loadComponent: () => import('./contribution-page').then((m) => m.ContributionPage) },
  { path: ':id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id/hoi-dong', loadComponent: () => import('./council-page').then((m) => m.CouncilPage) },
] satisfies Routes;
