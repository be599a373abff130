import { twoClassPlane } from '../../data/own-plane.js';
import { shapeScript } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import { DATA } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const own = twoClassPlane(options, table);
  return `import { LogisticRegression } from '@ai/classic-ml';
import { ${own ? '' : 'Random, '}tf } from '@ai/core';

${own ? own.code : shapeScript(DATA[options.shape], seed)}

const best = new LogisticRegression({ inverseStrength: 10 }).fit(points, labels);
const [bestX, bestY] = best.coefficients.data;

const x = tf.tensor2d(points);
const y = tf.tensor1d(labels, 'float32');
const score = (w) => x.matMul(w.slice([0], [2]).reshape([2, 1])).reshape([-1]).add(w.slice([2], [1]));
const loss = (w) => ${options.loss === 'crossEntropy' ? 'tf.softplus(score(w)).sub(score(w).mul(y)).mean()' : 'score(w).sigmoid().sub(y).square().mean()'};
const gradient = tf.grad(loss);

const scale = ${options.start === 'wrong' ? '-4 / Math.hypot(bestX, bestY); // sure of the wrong side' : '0;'}
let w = [bestX * scale, bestY * scale, 0];
for (let step = 0; step < ${options.steps}; step++) {
  const slope = tf.tidy(() => gradient(tf.tensor1d(w)).dataSync());
  w = w.map((value, i) => value - ${options.learningRate} * slope[i]);
}
console.log('gradient descent', w);
console.log('optimum', [...best.coefficients.data, ...best.intercepts]);
`;
}
