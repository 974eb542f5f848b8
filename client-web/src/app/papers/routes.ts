import { Routes } from '@angular/router';
import { PapersPage } from './papers-page';

export default [
  { path: '', component: PapersPage },
  { path: 'them', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id', loadComponent: () => import('./paper-page').then((m) => m.PaperPage) },
  { path: ':id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
] satisfies Routes;
