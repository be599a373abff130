import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ bias, flips, a, b }: Options, seed: number): string {
  return `import { Random } from '@ai/core';
import { Beta } from '@ai/prob-info';

const random = new Random(${seed});
let [alpha, beta] = [${a}, ${b}];
for (let flip = 0; flip < ${flips}; flip++) {
  if (random.bernoulli(${bias})) alpha++;
  else beta++;
}
const posterior = new Beta({ alpha, beta });
console.log('posterior mean', posterior.mean, '95%', posterior.interval(0.95));
`;
}
