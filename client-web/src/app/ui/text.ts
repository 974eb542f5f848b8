import {
  EnvironmentProviders,
  Injectable,
  computed,
  inject,
  makeEnvironmentProviders,
  provideAppInitializer,
  signal,
} from '@angular/core';
import { DOCUMENT } from '@angular/core';
import { Translation, TranslocoLoader, TranslocoService, provideTransloco } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type vi from './texts/vi';

/** Keys of the Vietnamese texts, "person.title": a text that is missing or misspelt does not compile. */
export type TextKey = Leaves<typeof vi>;
type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** The shape every other language must have. */
export type Texts<T = typeof vi> = { [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };

export type LanguageCode = 'vi' | 'en';
export type Translate = (key: TextKey, params?: Record<string, unknown>) => string;

@Injectable({ providedIn: 'root' })
class TextFiles implements TranslocoLoader {
  async getTranslation(language: string): Promise<Translation> {
    return language === 'en' ? (await import('./texts/en')).default : (await import('./texts/vi')).default;
  }
}

/** The language of the product, switched at run time. */
@Injectable({ providedIn: 'root' })
export class Language {
  private readonly transloco = inject(TranslocoService);
  private readonly root = inject(DOCUMENT).documentElement;
  private readonly current = signal<LanguageCode>('vi');

  readonly code = this.current.asReadonly();
  readonly other = computed<LanguageCode>(() => (this.current() === 'vi' ? 'en' : 'vi'));

  /** Texts are on the page before the language counts as switched, so that no key is ever shown. */
  async use(code: LanguageCode) {
    await firstValueFrom(this.transloco.load(code));
    this.transloco.setActiveLang(code);
    this.root.lang = code;
    localStorage.setItem('lang', code);
    this.current.set(code);
  }

  /** The half of a server's text that is in the current language. */
  of(text: { vi: string; en: string } | undefined): string {
    return text ? text[this.current()] || text.vi : '';
  }
}

/** Words of the product in the current language; reading them makes a template follow the language. */
export function injectText(): Translate {
  const language = inject(Language);
  const transloco = inject(TranslocoService);
  return (key, params) => transloco.translate(key, params, language.code());
}

export function provideTexts(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideTransloco({
      config: {
        availableLangs: ['vi', 'en'],
        defaultLang: 'vi',
        prodMode: true,
        interpolation: ['{', '}'],
        missingHandler: { logMissingKey: false },
      },
      loader: TextFiles,
    }),
    provideAppInitializer(() => inject(Language).use(localStorage.getItem('lang') === 'en' ? 'en' : 'vi')),
  ]);
}
