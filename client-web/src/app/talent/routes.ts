import { Routes } from '@angular/router';
import { BoardPage } from './board-page';

export default [
  { path: '', pathMatch: 'full', component: BoardPage },
  { path: 'danh-sach', loadComponent: () => import('./candidates-page').then((m) => m.CandidatesPage) },
  { path: 'de-cu', loadComponent: () => import('./nominate-page').then((m) => m.NominatePage) },
  { path: 'tim', loadComponent: () => import('./find-page').then((m) => m.FindPage) },
  { path: 'chuyen-gia', loadComponent: () => import('./experts-page').then((m) => m.ExpertsPage) },
  { path: 'ke-can', loadComponent: () => import('./succession-page').then((m) => m.SuccessionPage) },
  { path: 'chuong-trinh', loadComponent: () => import('./programmes-page').then((m) => m.ProgrammesPage) },
  {
    path: 'chuong-trinh/them',
    loadComponent: () => import('./programme-record-page').then((m) => m.ProgrammeRecordPage),
  },
  {
    path: 'chuong-trinh/nap',
    loadComponent: () => import('./programme-record-page').then((m) => m.ProgrammeRecordPage),
    data: { load: true },
  },
  {
    path: 'chuong-trinh/:id/ghi',
    loadComponent: () => import('./programme-record-page').then((m) => m.ProgrammeRecordPage),
  },
  { path: ':id/ghi', loadComponent: () => import('./candidacy-record-page').then((m) => m.CandidacyRecordPage) },
  { path: ':id', loadComponent: () => import('./candidate-page').then((m) => m.CandidatePage) },
] satisfies Routes;
