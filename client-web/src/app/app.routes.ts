import { Routes } from '@angular/router';
import { EnrolPage } from './account/enrol-page';
import { SignInPage } from './account/sign-in-page';
import { signedIn, whereItStands } from './rpc/session';
import { nothingUnsaved } from './rpc/unsaved';
import { toFirstPlace } from './shell/places';

const pages: Routes = [
  { path: '', pathMatch: 'full', canActivate: [toFirstPlace], children: [] },
  { path: 'tong-quan', loadChildren: () => import('./reporting/routes') },
  { path: 'nhan-su', loadChildren: () => import('./personnel/routes') },
  { path: 'don-vi', loadChildren: () => import('./organization/routes') },
  { path: 'bien-che', loadChildren: () => import('./staffing/routes') },
  { path: 'van-ban', loadChildren: () => import('./papers/routes') },
  { path: 'nguon', loadChildren: () => import('./talent/routes') },
  { path: 'chuan', loadChildren: () => import('./standards/routes') },
  { path: 'danh-muc', loadChildren: () => import('./codelists/routes') },
  { path: 'dong-gop', loadChildren: () => import('./contributions/routes') },
  { path: 'giai-thuong', loadChildren: () => import('./awards/routes') },
  { path: 'de-nghi', loadChildren: () => import('./proposals/routes') },
  { path: 'quy-tac', loadChildren: () => import('./rules/routes') },
  { path: 'quyen-rieng-tu', loadChildren: () => import('./privacy/routes') },
  { path: 'ho-so-cua-toi', loadComponent: () => import('./personnel/own-file-page').then((m) => m.OwnFilePage) },
  { path: 'tai-khoan', loadComponent: () => import('./account/account-page').then((m) => m.AccountPage) },
  { path: 'quan-tri', loadChildren: () => import('./admin/routes') },
  { path: '**', loadComponent: () => import('./shell/not-found').then((m) => m.NotFound) },
];

/** Signing in is the one thing that must open without a further word from the server, so that what was on screen goes at once. */
export default [
  { path: 'dang-nhap', component: SignInPage, canActivate: [whereItStands], data: { bare: true } },
  { path: 'kich-hoat', component: EnrolPage, canActivate: [whereItStands], data: { bare: true } },
  {
    path: '',
    runGuardsAndResolvers: 'always',
    canActivate: [nothingUnsaved],
    canActivateChild: [signedIn],
    children: pages,
  },
] satisfies Routes;
