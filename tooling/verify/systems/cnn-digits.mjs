import { Random } from '@ai/core';
import {
  Adam,
  ArrayDataset,
  Conv2d,
  crossEntropy,
  DataLoader,
  Dropout,
  Flatten,
  Linear,
  MaxPool2d,
  ndArray,
  Relu,
  Sequential,
  supervised,
  Trainer,
  toTensor,
} from '@ai/nn';
import { accuracy, readTable, splitThird } from '../data.mjs';

const SEED = 1;
const EPOCHS = 30;

export default {
  name: 'cnn-digits',
  title: `accuracy of a small convolutional network after ${EPOCHS} epochs on a held-out third of the 8x8 digits`,
  bar: 0.985,
  higherIsBetter: true,
  async run({ log }) {
    const { train, test } = splitThird(await readTable('digits.csv'), SEED);
    const random = new Random(SEED);
    const model = new Sequential(
      new Conv2d(1, 16, 3, { padding: 1, random }),
      new Relu(),
      new Conv2d(16, 32, 3, { padding: 1, random }),
      new Relu(),
      new MaxPool2d(2),
      new Flatten(),
      new Dropout(0.3),
      new Linear(32 * 4 * 4, 10, { random }),
    );
    const optimizer = new Adam(model, { learningRate: 0.002 });
    const loader = new DataLoader(new ArrayDataset(images(train.x), ndArray(Int32Array.from(train.y))), {
      batchSize: 32,
      shuffle: true,
      seed: SEED,
    });
    const report = ({ type, ...event }) => {
      if (type === 'epoch' && event.progress.epoch % 10 === 0) log(`epoch ${event.progress.epoch}`);
    };
    const program = supervised({ model, optimizer, loss: crossEntropy });
    const trainer = new Trainer(program, { epochs: EPOCHS, seed: SEED, callbacks: [report] });
    const start = performance.now();
    const { history } = await trainer.fit(loader);
    log(
      `loss ${history.at(-1).train.loss.toFixed(4)}, trained in ${((performance.now() - start) / 1000).toFixed(1)} s`,
    );
    return accuracy(test.y, [
      ...model
        .forward(toTensor(images(test.x)))
        .argMax(1)
        .dataSync(),
    ]);
  },
};

/** N x 8 x 8 x 1, in [0, 1]. */
function images(rows) {
  return ndArray(
    Float32Array.from(rows.flat(), (ink) => ink / 16),
    [rows.length, 8, 8, 1],
  );
}
