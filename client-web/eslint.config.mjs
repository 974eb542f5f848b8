// What prettier does not see: mistakes in TypeScript and in templates, and what keeps somebody with a keyboard or a screen reader out.
import angular from 'angular-eslint';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  { ignores: ['dist/', '.angular/', 'src/gen/'] },
  {
    files: ['src/**/*.ts'],
    extends: [tseslint.configs.recommended, angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'ht', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'ht', style: 'camelCase' }],
      // The router fills inputs from the address, whose parameters have Vietnamese names ("ket-qua").
      '@angular-eslint/no-input-rename': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  {
    files: ['src/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
  },
  {
    // An option of a list is chosen with the keys of the field above it, which keeps the focus; a dialog is left with Escape.
    files: [
      'src/app/rpc/{person,unit}-picker*/**',
      'src/app/rpc/unit-picker.html',
      'src/app/rpc/record/paper-picker.html',
      'src/app/shell/palette.html',
      'src/app/shell/phone-tabs.ts/**',
    ],
    rules: {
      '@angular-eslint/template/click-events-have-key-events': 'off',
      '@angular-eslint/template/interactive-supports-focus': 'off',
    },
  },
);
