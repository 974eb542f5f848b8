import { Component, computed, input, model } from '@angular/core';
import type { Problem } from '../rpc/problem';
import { Icon } from '../ui/icon';
import { bare } from '../ui/names';
import { TextKey, injectText } from '../ui/text';
import { Refused } from './refused';
import { SecretField } from './secret-field';

const LEAST = 15;
const MOST = 128;
/** The words of the place, as the server has them (PasswordRules.cs). */
const OF_HERE = [
  'nguyenkhiquocgia',
  'hochiminh',
  'binhchanh',
  'taichinh',
  'thanhpho',
  'huyenuy',
  'hientai',
  'giaoduc',
  'kehoach',
  'hoidong',
  'daotao',
  'noivu',
  'tphcm',
  'huyen',
  'ubnd',
  'hdnd',
  'gddt',
];

/** Characters as people count them: a letter with its tone mark is one. */
const length = (text: string) => [...new Intl.Segmenter('vi').segment(text.normalize('NFC'))].length;

/** The new password and its rules, each ticked off while typing. The server judges; leaked passwords only it knows. */
@Component({
  selector: 'ht-new-password',
  imports: [Icon, Refused, SecretField],
  template: `
    <ht-secret-field
      name="new-password"
      [label]="t('signIn.newPassword')"
      fresh
      [(value)]="value"
      [invalid]="!!problem()"
    >
      @if (problem(); as wrong) {
        <ht-refused [problem]="wrong" field="new_password" />
      }
      <ul class="rules">
        @for (rule of rules(); track rule.text) {
          <li [class.ok]="rule.met">
            <ht-icon [name]="rule.met ? 'check' : 'dot'" small />
            <span
              >{{ t(rule.text, { count: count(), least })
              }}<span class="sr">{{ rule.met ? t('signIn.ruleMet') : '' }}</span></span
            >
          </li>
        }
        <li><ht-icon name="dot" small />{{ t('signIn.ruleLeaked') }}</li>
      </ul>
    </ht-secret-field>
    <ht-secret-field
      name="new-password-again"
      [label]="t('signIn.again')"
      fresh
      [(value)]="again"
      [invalid]="!!again() && again() !== value()"
    >
      @if (again() && again() !== value()) {
        <p class="msg">
          <ht-icon name="warn" small /><span>{{ t('signIn.notSame') }}</span>
        </p>
      }
    </ht-secret-field>
  `,
  host: { class: 'steps' },
})
export class NewPassword {
  protected readonly t = injectText();
  readonly value = model('');
  readonly again = model('');
  readonly problem = input<Problem | undefined>();
  /** The account's name, which a password must not lean on. */
  readonly account = input('');

  protected readonly least = LEAST;
  protected readonly count = computed(() => length(this.value()));
  protected readonly rules = computed<{ text: TextKey; met: boolean }[]>(() => {
    const plain = bareWords(this.value());
    const own = [bareWords(this.account()), ...OF_HERE]
      .filter((word) => word.length >= 3)
      .reduce((left, word) => left.replaceAll(word, ''), plain);
    const leans = own.length < plain.length && own.length < LEAST;
    return [
      { text: 'signIn.ruleLong', met: this.count() >= LEAST && this.count() <= MOST },
      { text: 'signIn.ruleVaried', met: new Set(this.value().toLowerCase()).size >= 5 },
      { text: 'signIn.ruleName', met: !!this.value() && !leans },
    ];
  });
  /** Everything that can be judged here is met. */
  readonly fit = computed(() => this.rules().every((rule) => rule.met) && this.again() === this.value());
}

const bareWords = (text: string) => bare(text).replace(/[^\p{L}\p{N}]/gu, '');
