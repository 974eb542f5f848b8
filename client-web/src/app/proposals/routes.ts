import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./proposals-page').then((m) => m.ProposalsPage) },
  { path: ':id', loadComponent: () => import('./proposal-page').then((m) => m.ProposalPage) },
] satisfies Routes;
