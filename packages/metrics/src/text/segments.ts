import { checkSameLength, Got, InvalidArgumentError } from '@ai/core';

/** N segments with one or more references each. */
export type References = readonly (string | readonly string[])[];

/** N segments of text. */
export type Texts = readonly string[];

/** Checks predictions and their references, one list of references per segment. */
export function toSegments(references: References, predictions: Texts, owner: string): [readonly string[], string][] {
  checkList(references, 'references', owner);
  checkList(predictions, 'predictions', owner);
  checkSameLength(references.length, predictions.length, ['references', 'predictions'], owner);
  return predictions.map((prediction, i) => {
    const own = references[i];
    const list = typeof own === 'string' ? [own] : own;
    if (!Array.isArray(list) || list.length === 0 || list.some((text) => typeof text !== 'string')) {
      const expected = 'hold a string or a list of at least one string for each segment';
      throw new InvalidArgumentError('references', owner, expected, new Got(`${JSON.stringify(own)} at index ${i}`));
    }
    if (typeof prediction !== 'string') {
      throw new InvalidArgumentError('predictions', owner, 'hold strings', new Got(`${prediction} at index ${i}`));
    }
    return [list, prediction];
  });
}

function checkList(value: unknown, argument: string, owner: string): void {
  if (!Array.isArray(value)) throw new InvalidArgumentError(argument, owner, 'be an array of segments', value);
}

// The white space of Python's str.split, which the references of this family use: with the separators of ASCII, without U+FEFF.
const SPACES = new Set([
  ...[0x1c, 0x1d, 0x1e, 0x1f, 0x85].map((code) => String.fromCharCode(code)),
  ...'\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
]);

/** The parts between white space. */
export function splitWords(text: string): string[] {
  const words: string[] = [];
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !SPACES.has(text[i])) continue;
    if (i > start) words.push(text.slice(start, i));
    start = i + 1;
  }
  return words;
}

/** The text without white space at its end. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && SPACES.has(text[end - 1])) end--;
  return text.slice(0, end);
}

/** How often each n-gram of `order` parts occurs. */
export function countNgrams(parts: readonly string[], order: number, separator: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + order <= parts.length; i++) {
    const ngram = parts.slice(i, i + order).join(separator);
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}
