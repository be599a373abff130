import { readFileSync } from 'node:fs';

const SPECIAL = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * Reads golden values that a script of tooling/golden wrote: JSON in which 'NaN', 'Infinity' and '-Infinity' stand for the numbers.
 *
 * @param url where the file is, usually `new URL('../golden/name.json', import.meta.url)`
 */
export function readGolden<T>(url: URL): T {
  return JSON.parse(readFileSync(url, 'utf8'), (_, value) => SPECIAL.get(value) ?? value) as T;
}
