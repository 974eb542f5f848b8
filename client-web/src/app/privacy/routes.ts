import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./requests-page').then((m) => m.RequestsPage) },
  { path: 'them', loadComponent: () => import('./open-page').then((m) => m.OpenPage) },
  { path: ':id', loadComponent: () => import('./request-page').then((m) => m.RequestPage) },
  { path: 'nguoi/:nguoi/:viec', loadComponent: () => import('./use-page').then((m) => m.UsePage) },
  { path: ':id/:viec', loadComponent: () => import('./answer-page').then((m) => m.AnswerPage) },
] satisfies Routes;
