import { Random } from '@ai/core';
import { accuracy } from '@ai/metrics';
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
  oneCycle,
  Relu,
  Sequential,
  supervised,
  Trainer,
} from '@ai/nn';
import { readTable, splitThird } from '../data.mjs';

const EPOCHS = 20;

const toDataset = ({ x, y }) =>
  new ArrayDataset(
    ndArray(
      Float32Array.from(x.flat(), (value) => value / 16),
      [x.length, 8, 8, 1],
    ),
    ndArray(Int32Array.from(y)),
  );

export default {
  name: 'cnn-digits',
  title: 'accuracy of a small CNN on a held-out third of the 8x8 digits',
  bar: 0.985,
  higherIsBetter: true,
  async run({ log }) {
    const { train, test } = splitThird(await readTable('digits.csv'), 1);
    const random = new Random(1);
    const model = new Sequential(
      new Conv2d(1, 16, 3, { random, padding: 1 }),
      new Relu(),
      new Conv2d(16, 32, 3, { random, padding: 1 }),
      new Relu(),
      new MaxPool2d(2),
      new Conv2d(32, 64, 3, { random, padding: 1 }),
      new Relu(),
      new MaxPool2d(2),
      new Flatten(),
      new Dropout(0.3),
      new Linear(256, 10, { random }),
    );
    const optimizer = new Adam(model, { learningRate: 2e-3 });
    const loader = new DataLoader(toDataset(train), { batchSize: 64, shuffle: true, seed: 1 });
    const trainer = new Trainer(supervised({ model, optimizer, loss: crossEntropy }), {
      epochs: EPOCHS,
      validation: new DataLoader(toDataset(test), { batchSize: 256 }),
      metrics: { accuracy: accuracy.streaming() },
      schedule: oneCycle(EPOCHS * loader.length),
      callbacks: [
        ({ type, progress, scalars, validation }) => {
          if (type === 'epoch')
            log(`epoch ${progress.epoch}: loss ${scalars.loss.toFixed(4)}, accuracy ${validation.accuracy}`);
        },
      ],
    });
    const { history } = await trainer.fit(loader);
    return history.at(-1).validation.accuracy;
  },
};
