import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ bits, units, examples, steps, learningRate }: Options, seed: number): string {
  return `import { Random, tf } from '@ai/core';
import { Adam, bceWithLogitsLoss, Linear, Lstm, Module } from '@ai/nn';

class Adder extends Module {
  constructor(random) {
    super();
    this.lstm = new Lstm(2, ${units}, { random });
    this.output = new Linear(${units}, 1, { random });
  }
  forward(x) {
    return tf.tidy(() => this.output.forward(this.lstm.forward(x).output));
  }
}

// pairs of numbers, the lowest bit first, and the bits of their sums
function draw(count, bits, random) {
  const x = Array.from({ length: count * bits }, () => [random.integer(0, 2), random.integer(0, 2)]);
  const y = [];
  for (let i = 0; i < count; i++) {
    for (let t = 0, carry = 0; t < bits; t++) {
      const sum = x[i * bits + t][0] + x[i * bits + t][1] + carry;
      y.push(sum % 2);
      carry = sum > 1 ? 1 : 0;
    }
  }
  return { x: tf.tensor3d(x.flat(), [count, bits, 2]), y: tf.tensor3d(y, [count, bits, 1]) };
}

const random = new Random(${seed});
const model = new Adder(random);
const optimizer = new Adam(model, { learningRate: ${learningRate} });
const train = draw(${examples}, ${bits}, random);
for (let step = 0; step < ${steps}; step++) {
  const { value, grads } = tf.variableGrads(() => bceWithLogitsLoss(model.forward(train.x), train.y), model.trainableVariables());
  optimizer.step(grads);
  if (step % 20 === 0) console.log('step', step, 'loss', value.dataSync()[0]);
  tf.dispose([value, grads]);
}

const test = draw(200, ${2 * bits}, random);
const right = model.forward(test.x).greater(0).toFloat().equal(test.y);
console.log('right bits of numbers twice as long', right.toFloat().mean().dataSync()[0]);
console.log('sums without a wrong bit', right.all(1).toFloat().mean().dataSync()[0]);
`;
}
