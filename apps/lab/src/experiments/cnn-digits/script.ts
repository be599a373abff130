import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script(
  { epochs, filters, learningRate, batchSize, dropout, testShare }: Options,
  seed: number,
): string {
  return `import { readFileSync } from 'node:fs';
import { trainTestSplit } from '@ai/classic-ml';
import { Random } from '@ai/core';
import { accuracy } from '@ai/metrics';
import {
  Adam, ArrayDataset, Conv2d, cosineDecay, crossEntropy, DataLoader, Dropout, Flatten, Linear, MaxPool2d,
  ndArray, progressBar, Relu, Sequential, supervised, Trainer, toTensor,
} from '@ai/nn';

// 1797 digits of 8x8 pixels (0..16), the digit last
const rows = readFileSync('apps/lab/data/digits.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(',').map(Number));
const x = rows.map((row) => row.slice(0, 64).map((ink) => ink / 16));
const split = trainTestSplit(x, rows.map((row) => row[64]), { testSize: ${testShare}, stratify: true, seed: ${seed} });
const images = ({ data, rows }) => ndArray(Float32Array.from(data), [rows, 8, 8, 1]);
const labels = (values) => ndArray(Int32Array.from(values));

const random = new Random(${seed});
const model = new Sequential(
  new Conv2d(1, ${filters}, 3, { padding: 1, random }),
  new Relu(),
  new Conv2d(${filters}, ${2 * filters}, 3, { padding: 1, random }),
  new Relu(),
  new MaxPool2d(2),
  new Flatten(),
  new Dropout(${dropout}),
  new Linear(${2 * filters * 16}, 10, { random }),
);
const optimizer = new Adam(model, { learningRate: ${learningRate} });
const loader = new DataLoader(new ArrayDataset(images(split.xTrain), labels(split.yTrain)), {
  batchSize: ${batchSize},
  shuffle: true,
  seed: ${seed},
});
const trainer = new Trainer(supervised({ model, optimizer, loss: crossEntropy }), {
  epochs: ${epochs},
  schedule: cosineDecay(${epochs} * loader.length),
  seed: ${seed},
  callbacks: [progressBar()],
});
await trainer.fit(loader);

const scores = model.forward(toTensor(images(split.xTest)));
console.log('accuracy on held-out digits', accuracy(split.yTest, scores.argMax(1)));
`;
}
