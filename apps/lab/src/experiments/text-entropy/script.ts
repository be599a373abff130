import type { Options } from './options.js';

/** The same as a script for these settings: the entropy of the letters by themselves. */
export function script({ text }: Options): string {
  return `import { entropy, perplexity, selfInformation } from '@ai/prob-info';

const letters = Array.from(${JSON.stringify(text)});
const counts = new Map();
for (const letter of letters) counts.set(letter, (counts.get(letter) ?? 0) + 1);
const shares = [...counts.values()].map((count) => count / letters.length);

console.log('entropy of the letters', entropy(shares, { base: 2 }), 'bits');
console.log('as uncertain as', perplexity(shares), 'equal letters');
for (const [letter, count] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 10)) {
  console.log(JSON.stringify(letter), count, selfInformation(count / letters.length, { base: 2 }), 'bits');
}
`;
}
