import { interval, TEST_COUNT } from './data.js';
import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(options: Options, seed: number): string {
  return `import { Random, tf } from '@ai/core';
import { meanSquaredError } from '@ai/metrics';
import { AdamW, Dropout, Linear, mseLoss, Sequential, Tanh } from '@ai/nn';

const random = new Random(${seed});
const draw = (count) => {
  const x = Array.from({ length: count }, () => random.uniform(-2, 2));
  return { x, y: x.map((value) => Math.sin(3 * value) + 0.3 * value + random.normal(0, ${options.noise})) };
};
const [train, test] = [draw(${options.count}), draw(${TEST_COUNT})];

const model = new Sequential(
  new Linear(1, ${options.neurons}, { random }), new Tanh(), new Dropout(${options.dropout}),
  new Linear(${options.neurons}, ${options.neurons}, { random }), new Tanh(), new Dropout(${options.dropout}),
  new Linear(${options.neurons}, 1, { random }),
);
const optimizer = new AdamW(model, { learningRate: ${options.learningRate}, weightDecay: ${options.weightDecay} });
const column = (values) => tf.tensor2d(values, [values.length, 1]);
const predict = (values) => tf.tidy(() => Array.from(model.forward(column(values)).dataSync()));
const [x, y] = [column(train.x), column(train.y)];

for (let step = 0; step <= ${options.steps}; step++) {
  if (step % ${interval(options.steps) * 5} === 0) {
    console.log(step, meanSquaredError(train.y, predict(train.x)), meanSquaredError(test.y, predict(test.x)));
  }
  const { value, grads } = tf.variableGrads(() => mseLoss(model.forward(x, { training: true, random }), y), model.trainableVariables());
  optimizer.step(grads);
  tf.dispose([value, grads]);
}
`;
}
