import { Routes } from '@angular/router';

export default [
  { path: '', pathMatch: 'full', redirectTo: 'nhan-su' },
  { path: 'nhan-su', loadChildren: () => import('./personnel/routes') },
  { path: 'don-vi', loadChildren: () => import('./organization/routes') },
  { path: 'van-ban', loadChildren: () => import('./papers/routes') },
  { path: '**', loadComponent: () => import('./shell/not-found').then((m) => m.NotFound) },
] satisfies Routes;
