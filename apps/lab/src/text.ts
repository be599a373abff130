/** The languages of the lab. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text in every language of the lab. */
export type Text = Readonly<Record<Language, string>>;

export function text(en: string, zh: string): Text {
  return { en, zh };
}

/** A formula in LaTeX whose words, each in `\\text{...}`, are translated. */
export function formulaText(latex: string, chinese: Readonly<Record<string, string>>): Text {
  return text(
    latex,
    latex.replace(/\\text\{([^}]*)\}/g, (whole, word: string) => whole.replace(word, chinese[word] ?? word)),
  );
}

export function isText(value: unknown): value is Text {
  if (typeof value !== 'object' || value === null) return false;
  const keys = Object.keys(value);
  return keys.length === LANGUAGES.length && LANGUAGES.every((language) => keys.includes(language));
}

/** A copy of `value` in which every {@link Text}, however deep, is the string of `language`. */
export function localise(value: unknown, language: Language): unknown {
  if (isText(value)) return value[language];
  if (Array.isArray(value)) return value.map((item) => localise(item, language));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, localise(item, language)]));
}
