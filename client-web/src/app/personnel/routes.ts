import { Routes } from '@angular/router';
import { PeoplePage } from './people-page';

export default [
  { path: '', component: PeoplePage },
  { path: 'them', loadComponent: () => import('./add-page').then((m) => m.AddPage) },
  { path: 'ghi-nhieu', loadComponent: () => import('./record-many-page').then((m) => m.RecordManyPage) },
  { path: 'co-the-trung', loadComponent: () => import('./duplicates-page').then((m) => m.DuplicatesPage) },
  { path: 'co-the-trung/ket-luan', loadComponent: () => import('./judge-page').then((m) => m.JudgePage) },
  { path: ':id', loadComponent: () => import('./person-page').then((m) => m.PersonPage) },
  { path: ':id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id/so-sanh', loadComponent: () => import('./compare-page').then((m) => m.ComparePage) },
] satisfies Routes;
