import { Routes } from '@angular/router';

export default [
  { path: '', pathMatch: 'full', redirectTo: 'nhan-su' },
  { path: 'nhan-su', loadChildren: () => import('./personnel/routes') },
  { path: 'don-vi', loadChildren: () => import('./organization/routes') },
  { path: 'van-ban', loadChildren: () => import('./papers/routes') },
  { path: 'de-nghi', loadChildren: () => import('./proposals/routes') },
  { path: 'quyen-rieng-tu', loadChildren: () => import('./privacy/routes') },
  { path: 'ho-so-cua-toi', loadComponent: () => import('./personnel/own-file-page').then((m) => m.OwnFilePage) },
  { path: '**', loadComponent: () => import('./shell/not-found').then((m) => m.NotFound) },
] satisfies Routes;
