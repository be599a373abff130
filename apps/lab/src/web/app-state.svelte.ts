// What the whole page shares: where it is, its language and its theme. The address holds the first two.
import type { Language } from '../text.js';
import { words } from './words.js';

type Theme = 'light' | 'dark';

const THEME_KEY = 'lab-theme';
const LANGUAGE_KEY = 'lab-language';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // the choice then lasts as long as the page
  }
}

function firstLanguage(): Language {
  const asked = new URL(location.href).searchParams.get('lang') ?? stored(LANGUAGE_KEY);
  if (asked === 'en' || asked === 'zh') return asked;
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}

function firstTheme(): Theme {
  const kept = stored(THEME_KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

class AppState {
  language = $state<Language>(firstLanguage());
  theme = $state<Theme>(firstTheme());
  path = $state(location.pathname);
  readonly words = $derived(words[this.language]);

  constructor() {
    this.apply();
    addEventListener('popstate', () => {
      this.path = location.pathname;
      const asked = new URL(location.href).searchParams.get('lang');
      if (asked === 'en' || asked === 'zh') this.language = asked;
      this.apply();
    });
  }

  /** The id in /experiments/<id>, if that is where the page is. */
  get experimentId(): string | undefined {
    const match = this.path.match(/^\/experiments\/([^/]+)\/?$/);
    return match ? decodeURIComponent(match[1]) : undefined;
  }

  href(path: string): string {
    return this.language === 'zh' ? `${path}?lang=zh` : path;
  }

  /** Goes to a page of the lab; `/#part` scrolls to a part of it once that is there. */
  open(path: string): void {
    const [pathname, part] = path.split('#');
    history.pushState(null, '', this.href(pathname) + (part ? `#${part}` : ''));
    this.path = pathname;
    scrollTo(0, 0);
    // a reader of the screen starts at the new page, not at the link that is gone
    document.getElementById('content')?.focus({ preventScroll: true });
  }

  setLanguage(language: Language): void {
    this.language = language;
    store(LANGUAGE_KEY, language);
    const url = new URL(location.href);
    if (language === 'zh') url.searchParams.set('lang', 'zh');
    else url.searchParams.delete('lang');
    history.replaceState(null, '', url);
    this.apply();
  }

  toggleTheme(): void {
    this.theme = this.theme === 'dark' ? 'light' : 'dark';
    store(THEME_KEY, this.theme);
    this.apply();
  }

  private apply(): void {
    document.documentElement.lang = this.language === 'zh' ? 'zh-Hans' : 'en';
    document.documentElement.dataset['theme'] = this.theme;
  }
}

export const app = new AppState();
