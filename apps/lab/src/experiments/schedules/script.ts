import { build } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number): string {
  return `import { Random } from '@ai/core';
import { cosineDecay, exponentialDecay, linearDecay, oneCycle, stepDecay, warmUp } from '@ai/nn';

const schedule = ${build(options).code};
const random = new Random(${seed});
const curvatures = [1, 0.03]; // a narrow bowl, its gradients noisy
const place = [1, 10];
for (let step = 0; step <= ${options.steps}; step++) {
  if (step % 20 === 0) console.log(step, 'rate', ${options.peak} * schedule(step), 'loss', curvatures.reduce((sum, c, i) => sum + 0.5 * c * place[i] ** 2, 0));
  for (const [i, c] of curvatures.entries()) place[i] -= ${options.peak} * schedule(step) * (c * place[i] + ${options.noise} * random.normal());
}
`;
}
