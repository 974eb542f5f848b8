import { Routes } from '@angular/router';
import { StandardsPage } from './standards-page';

export default [
  { path: '', pathMatch: 'full', component: StandardsPage },
  { path: 'chua-dat', loadComponent: () => import('../reporting/below-page').then((m) => m.BelowPage) },
  { path: 'doi-chieu', loadComponent: () => import('../reporting/report-page').then((m) => m.ReportPage) },
  { path: 'thay-doi', loadComponent: () => import('../reporting/changes-page').then((m) => m.ChangesPage) },
  { path: 'neu-nhu', loadComponent: () => import('./what-if-page').then((m) => m.WhatIfPage) },
  { path: 'them', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: 'nap', loadComponent: () => import('./record-page').then((m) => m.RecordPage), data: { load: true } },
  { path: ':id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id', loadComponent: () => import('./standard-page').then((m) => m.StandardPage) },
] satisfies Routes;
