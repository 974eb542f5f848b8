import { Routes } from '@angular/router';
import { CodeListsPage } from './code-lists-page';

export default [
  { path: '', component: CodeListsPage },
  { path: 'ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
] satisfies Routes;
