import { Random, tf } from '@ai/core';
import {
  Adam,
  ArrayDataset,
  bceWithLogitsLoss,
  DataLoader,
  Linear,
  Lstm,
  Module,
  ndArray,
  supervised,
  Trainer,
} from '@ai/nn';

const BITS = 10;

/** Reads two bits per step, the lowest first, and writes the sum's bit. */
class Adder extends Module {
  constructor(random) {
    super();
    this.lstm = new Lstm(2, 16, { random });
    this.output = new Linear(16, 1, { random });
  }

  forward(x) {
    return tf.tidy(() => this.output.forward(this.lstm.forward(x).output));
  }
}

/** `count` pairs of numbers of `bits` bits: (count, bits, 2) and the bits of their sums without the last carry (count, bits, 1). */
function sums(count, bits, random) {
  const x = new Float32Array(count * bits * 2);
  const y = new Float32Array(count * bits);
  for (let i = 0; i < count; i++) {
    for (let t = 0, carry = 0; t < bits; t++) {
      const [a, b] = [random.integer(0, 2), random.integer(0, 2)];
      x.set([a, b], (i * bits + t) * 2);
      y[i * bits + t] = (a + b + carry) % 2;
      carry = a + b + carry > 1 ? 1 : 0;
    }
  }
  return [ndArray(x, [count, bits, 2]), ndArray(y, [count, bits, 1])];
}

export default {
  name: 'lstm-binary-addition',
  title: `share of sums without a wrong bit, of numbers up to twice as long as the ${BITS} bits that an LSTM was trained on`,
  bar: 1,
  higherIsBetter: true,
  async run({ log }) {
    const random = new Random(1);
    const model = new Adder(random);
    const optimizer = new Adam(model, { learningRate: 0.01 });
    const loader = new DataLoader(new ArrayDataset(...sums(2048, BITS, random)), { batchSize: 64, shuffle: true });
    const trainer = new Trainer(supervised({ model, optimizer, loss: bceWithLogitsLoss, clipNorm: 1 }), {
      epochs: 20,
      callbacks: [
        ({ type, progress, scalars }) =>
          type === 'epoch' && log(`epoch ${progress.epoch}: loss ${scalars.loss.toFixed(5)}`),
      ],
    });
    await trainer.fit(loader);
    let right = 0;
    let total = 0;
    for (let bits = BITS + 1; bits <= 2 * BITS; bits++) {
      const [x, y] = sums(200, bits, random);
      const scores = tf.tidy(() => model.forward(tf.tensor(x.data, x.shape)).dataSync());
      for (let i = 0; i < 200; i++, total++) {
        const sum = y.data.subarray(i * bits, (i + 1) * bits);
        if (sum.every((bit, t) => bit === (scores[i * bits + t] > 0 ? 1 : 0))) right++;
      }
    }
    return right / total;
  },
};
