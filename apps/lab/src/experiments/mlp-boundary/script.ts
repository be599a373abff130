import { planeClasses, planeClassesScript, TEST_SHARE } from '../../data/plane-classes.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number, table?: Table): string {
  const name = { tanh: 'Tanh', relu: 'Relu', sigmoid: 'Sigmoid' }[options.activation];
  const classes = Math.max(...planeClasses(options, seed, table).labels) + 1;
  const sizes = [2, ...new Array<number>(options.layers).fill(options.neurons)];
  const layers = sizes
    .slice(1)
    .map((size, i) => `  new Linear(${sizes[i]}, ${size}, { random: init }), new ${name}(),\n`);
  return `import { trainTestSplit } from '@ai/classic-ml';
import { Random, tf } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { Adam, crossEntropy, Linear, Sequential${options.layers > 0 ? `, ${name}` : ''} } from '@ai/nn';

${planeClassesScript(options, seed, table)}
const split = trainTestSplit(points, labels, { testSize: ${TEST_SHARE}, stratify: true, seed: ${seed} });
const rows = ({ data, rows }) => tf.tensor2d(Float32Array.from(data), [rows, 2]);
const [x, y] = [rows(split.xTrain), tf.tensor1d(split.yTrain, 'int32')];

const init = new Random(${seed});
const model = new Sequential(
${layers.join('')}  new Linear(${sizes.at(-1)}, ${classes}, { random: init }),
);
const optimizer = new Adam(model, { learningRate: ${options.learningRate}, weightDecay: ${options.weightDecay} });
for (let step = 0; step < ${options.steps}; step++) {
  const { value, grads } = tf.variableGrads(() => crossEntropy(model.forward(x), y), model.trainableVariables());
  optimizer.step(grads);
  if (step % 50 === 0) console.log('step', step, 'loss', value.dataSync()[0]);
  tf.dispose([value, grads]);
}
const scores = model.forward(rows(split.xTest));
console.log('accuracy on held-out points', accuracy(split.yTest, scores.argMax(1)));
`;
}
