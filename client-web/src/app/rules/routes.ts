import { Routes } from '@angular/router';
import { RulesPage } from './rules-page';

export default [{ path: '', component: RulesPage }] satisfies Routes;
