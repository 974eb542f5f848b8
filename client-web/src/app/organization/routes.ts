import { Routes } from '@angular/router';
import { UnitsPage } from './units-page';

export default [
  { path: 'them', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  {
    path: '',
    component: UnitsPage,
    children: [{ path: ':id', loadComponent: () => import('./unit-page').then((m) => m.UnitPage) }],
  },
] satisfies Routes;
