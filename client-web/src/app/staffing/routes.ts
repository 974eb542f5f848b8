import { Routes } from '@angular/router';

export default [
  { path: '', loadComponent: () => import('./staffing-page').then((m) => m.StaffingPage) },
  { path: 'nguoi', loadComponent: () => import('./cell-page').then((m) => m.CellPage) },
  { path: 'ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: 'lich-su', loadComponent: () => import('./quota-page').then((m) => m.QuotaPage) },
] satisfies Routes;
