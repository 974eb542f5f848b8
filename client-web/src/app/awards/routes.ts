import { Routes } from '@angular/router';
import { CyclesPage } from './cycles-page';

export default [
  { path: '', pathMatch: 'full', component: CyclesPage },
  { path: 'da-tang', loadComponent: () => import('./held-page').then((m) => m.HeldPage) },
  { path: 'danh-muc', loadComponent: () => import('./programmes-page').then((m) => m.ProgrammesPage) },
  { path: 'danh-muc/:id', loadComponent: () => import('./programme-page').then((m) => m.ProgrammePage) },
  { path: 'ky/:id', loadComponent: () => import('./cycle-page').then((m) => m.CyclePage) },
  { path: 'ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: ':id', loadComponent: () => import('./nomination-page').then((m) => m.NominationPage) },
] satisfies Routes;
