import { Routes } from '@angular/router';
import { UnitsPage } from './units-page';

export default [
  { path: 'them', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: 'sap-xep', loadComponent: () => import('./reorganise-page').then((m) => m.ReorganisePage) },
  { path: 'chua-xep-cho', loadComponent: () => import('./unplaced-page').then((m) => m.UnplacedPage) },
  { path: ':id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  {
    path: '',
    component: UnitsPage,
    children: [{ path: ':id', loadComponent: () => import('./unit-page').then((m) => m.UnitPage) }],
  },
] satisfies Routes;
