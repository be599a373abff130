import { splitWords, trimEnd } from './segments.js';

/**
 * How text becomes the tokens that BLEU counts: '13a' as WMT's mteval-v13a, 'intl' as mteval-v14 with Unicode's punctuation and symbols,
 * 'zh' Chinese characters one by one and the rest as 13a, 'char' every character, 'none' at white space only.
 */
export type BleuTokenizer = '13a' | 'intl' | 'zh' | 'char' | 'none';

export const BLEU_TOKENIZERS = ['13a', 'intl', 'zh', 'char', 'none'] as const;

/** Splits off punctuation, but not a period or comma between digits. */
function splitPunctuation(text: string): string {
  return text
    .replace(/[{-~[-` -&(-+:-@/]/gu, ' $& ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])(-)/gu, '$1 $2 ');
}

function mteval13a(text: string): string {
  const plain = text
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>');
  return splitPunctuation(` ${plain} `);
}

function mteval14(text: string): string {
  return text
    .replace(/(\P{N})(\p{P})/gu, '$1 $2 ')
    .replace(/(\p{P})(\P{N})/gu, ' $1 $2')
    .replace(/\p{S}/gu, ' $& ');
}

// What sacreBLEU separates: ideographs, their radicals and strokes, Bopomofo, full-width and compatibility forms, enclosed letters. It
// compares U+2001 to U+2A6D and U+2F81 to U+2FA1 where the planes beyond the first were meant; its scores are the standard.
const CHINESE =
  /[\u3400-\u4db5\u4e00-\u9fbb\uf900-\ufa2d\ufa30-\ufa6a\ufa70-\ufad9\u2001-\u2a6d\u2f81-\u2fa1\uff00-\uffef\u2e80-\u2eff\u3000-\u303f\u31c0-\u31ef\u2f00-\u2fdf\u2ff0-\u2fff\u3100-\u312f\u31a0-\u31bf\ufe10-\ufe1f\ufe30-\ufe4f\u3200-\u33ff]/gu;

const TOKENIZERS: Record<BleuTokenizer, (text: string) => string> = {
  '13a': mteval13a,
  intl: mteval14,
  zh: (text) => splitPunctuation(text.replace(CHINESE, ' $& ')),
  char: (text) => Array.from(text).join(' '),
  none: (text) => text,
};

/** The tokens of a segment. */
export function tokenize(text: string, tokenizer: BleuTokenizer): string[] {
  return splitWords(TOKENIZERS[tokenizer](trimEnd(text)));
}
