import type { Table } from '../../data/table.js';
import { dataScript } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  return `import { Perceptron } from '@ai/classic-ml';
import { Random } from '@ai/core';

${dataScript(options, seed, table)}

const model = new Perceptron({ maxIterations: ${options.passes}, seed: ${seed} }).fit(points, labels);
console.log('passes', model.iterations, 'converged', model.converged);
console.log('weights', model.coefficients.data, 'bias', model.intercepts[0]);
console.log('accuracy', model.score(points, labels));
`;
}
