import { Routes } from '@angular/router';

export default [
  { path: '', pathMatch: 'full', redirectTo: 'tai-khoan' },
  { path: 'tai-khoan', loadComponent: () => import('./accounts-page').then((m) => m.AccountsPage) },
  { path: 'tai-khoan/them', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: 'tai-khoan/:id', loadComponent: () => import('./one-account-page').then((m) => m.OneAccountPage) },
  { path: 'tai-khoan/:id/ghi', loadComponent: () => import('./record-page').then((m) => m.RecordPage) },
  { path: 'chuong-trinh', loadComponent: () => import('./programs-page').then((m) => m.ProgramsPage) },
  { path: 'ai-xem', loadComponent: () => import('./sight-page').then((m) => m.SightPage) },
  { path: 'duyet', loadComponent: () => import('./approval-page').then((m) => m.ApprovalPage) },
  { path: 'duyet/ghi', loadComponent: () => import('./approval-record-page').then((m) => m.ApprovalRecordPage) },
  { path: 'nhat-ky', loadComponent: () => import('./reads-page').then((m) => m.ReadsPage) },
] satisfies Routes;
