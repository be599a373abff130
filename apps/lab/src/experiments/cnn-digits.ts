import { trainTestSplit } from '@ai/classic-ml';
import { Random, tf } from '@ai/core';
import { accuracy, confusionMatrix } from '@ai/metrics';
import {
  Adam,
  ArrayDataset,
  Conv2d,
  cosineDecay,
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
import { z } from 'zod';
import { loadDataset } from '../data/datasets.js';
import { defineExperiment, type Figure, figure, frame, progress, scalars, type Tile } from '../experiment.js';
import { inkPicture, signedPicture } from '../figures/pixels.js';
import { confusionFigure } from '../figures/plots.js';
import { drawing, integer, number, parseDrawing } from '../options.js';
import { text } from '../text.js';
import { relay } from '../training/relay.js';
import { weightsJson } from '../training/weights.js';

const SIDE = 8;
const CLASSES = 10;
const INK = { min: 0, max: 16 };
const SHOWN = 40;

/** Two convolutions, a pooling, a linear layer. */
function network(filters: number, dropout: number, random: Random) {
  return new Sequential(
    new Conv2d(1, filters, 3, { padding: 1, random }),
    new Relu(),
    new Conv2d(filters, 2 * filters, 3, { padding: 1, random }),
    new Relu(),
    new MaxPool2d(2),
    new Flatten(),
    new Dropout(dropout),
    new Linear(2 * filters * (SIDE / 2) ** 2, CLASSES, { random }),
  );
}

export const cnnDigits = defineExperiment({
  id: 'cnn-digits',
  chapter: 'networks',
  title: text('A convolutional network learns digits', '卷积网络学习手写数字'),
  summary: text(
    'Watch filters form, the loss fall and the last mistakes disappear; then draw a digit for it.',
    '看滤波器成形、损失下降、最后的错误消失；然后画一个数字给它。',
  ),
  explanation: text(
    `A convolution slides a filter of $3 \\times 3$ weights over the picture; each filter looks for one pattern everywhere. The first layer finds strokes, the second combines them, the pooling keeps the strongest answer of each $2 \\times 2$ square, and a linear layer turns what is left into ten scores.

Training follows the gradient of the cross entropy with Adam, a batch of digits at a time. Dropout hides a share of the features in each step, so that the network cannot lean on a single one.

The filters are shown as they are now: blue weights add, orange ones take away. Below them is what each filter makes of one digit, or of yours.`,
    `卷积让一个 $3 \\times 3$ 权重的滤波器滑过整幅图；每个滤波器在各处寻找同一种图案。第一层找到笔画，第二层把它们组合，池化保留每个 $2 \\times 2$ 方块中最强的响应，线性层把剩下的变成十个得分。

训练用 Adam 沿交叉熵的梯度前进，每次一批数字。丢弃法在每一步隐藏一部分特征，让网络不能只依赖其中之一。

滤波器显示其当前的样子：蓝色权重为加，橙色为减。下面是每个滤波器对一个数字（或你画的数字）的响应。`,
  ),
  formula:
    '(x * w)_{ijc} = b_c + \\sum_{u,v} \\sum_{d} x_{i+u,\\,j+v,\\,d}\\; w_{uvdc}, \\qquad L = -\\frac{1}{B} \\sum_{n=1}^{B} \\log \\mathrm{softmax}(z_n)_{y_n}',
  uses: [
    { name: 'Conv2d', package: '@ai/nn', source: 'packages/nn/src/layers/convolution/conv2d.ts' },
    { name: 'Adam', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
    { name: 'Trainer', package: '@ai/nn', source: 'packages/nn/src/train/trainer.ts' },
    {
      name: 'confusionMatrix',
      package: '@ai/metrics',
      source: 'packages/metrics/src/classification/confusion-matrix.ts',
    },
  ],
  charts: [
    {
      title: text('Loss', '损失'),
      x: text('step', '步'),
      series: { loss: text('training batch', '训练批次'), testLoss: text('held out', '留出') },
      logarithmic: true,
    },
    {
      title: text('Accuracy on held-out digits', '留出数字上的准确率'),
      x: text('step', '步'),
      series: { accuracy: text('accuracy', '准确率') },
    },
  ],
  options: z.object({
    epochs: integer({ label: text('Epochs', '轮数'), min: 1, max: 100, default: 30 }),
    filters: integer({ label: text('Filters of the first layer', '第一层滤波器数'), min: 2, max: 48, default: 24 }),
    learningRate: number({
      label: text('Learning rate', '学习率'),
      min: 0.0001,
      max: 0.1,
      default: 0.003,
      logarithmic: true,
    }),
    batchSize: integer({ label: text('Batch size', '批大小'), min: 4, max: 256, default: 32 }),
    dropout: number({ label: text('Dropout', '丢弃率'), min: 0, max: 0.9, default: 0.3, step: 0.05 }),
    testShare: number({ label: text('Held out', '留出比例'), min: 0.1, max: 0.9, default: 0.33, step: 0.01 }),
    drawing: drawing({ label: text('Your own digit', '你自己的数字') }),
  }),
  async *run({ options, seed, signal }) {
    const { x, y } = await loadDataset('digits');
    const split = trainTestSplit(x, y.map(Number), { testSize: options.testShare, stratify: true, seed });
    const images = (indices: Int32Array) => {
      const inks = Array.from(indices).flatMap((i) => x[i]);
      return ndArray(
        Float32Array.from(inks, (ink) => ink / 16),
        [indices.length, SIDE, SIDE, 1],
      );
    };
    const labels = (values: readonly number[]) => ndArray(Int32Array.from(values));
    const train = new ArrayDataset(images(split.trainIndices), labels(split.yTrain));
    const testImages = images(split.testIndices);
    const own = parseDrawing(options.drawing);
    const example = own ?? x[split.testIndices[0]];

    const random = new Random(seed);
    const model = network(options.filters, options.dropout, random);
    const optimizer = new Adam(model, { learningRate: options.learningRate });
    const loader = new DataLoader(train, { batchSize: options.batchSize, shuffle: true, seed });
    try {
      let predicted: number[] = [];
      yield* relay(async (emit) => {
        const trainer = new Trainer(supervised({ model, optimizer, loss: crossEntropy }), {
          epochs: options.epochs,
          schedule: cosineDecay(options.epochs * loader.length),
          signal,
          seed,
          callbacks: [
            async (event) => {
              if (event.type === 'step') {
                const { step, totalSteps } = event.progress;
                await emit(scalars(step, { loss: event.scalars['loss'] }));
                if (step % 10 === 0)
                  await emit(
                    progress(
                      step / totalSteps,
                      text(`epoch ${event.progress.epoch + 1}`, `第 ${event.progress.epoch + 1} 轮`),
                    ),
                  );
              }
              if (event.type !== 'epoch') return;
              const test = classify(model, testImages, split.yTest);
              predicted = test.predicted;
              await emit(
                scalars(event.progress.step, { testLoss: test.loss, accuracy: accuracy(split.yTest, predicted) }),
              );
              await emit(figure(confusionFigure(confusionMatrix(split.yTest, predicted))));
              await emit(figure(filterFigure(model)));
              for (const shown of activationFigures(model, example)) await emit(figure(shown));
              await emit(frame);
            },
          ],
        });
        try {
          await trainer.fit(loader);
        } finally {
          trainer.dispose();
        }
      });
      const wrong = predicted.flatMap((digit, i) => (digit === split.yTest[i] ? [] : [i]));
      yield figure({
        kind: 'tiles',
        name: 'misclassified',
        title: text(
          `Misclassified digits: ${wrong.length} of ${predicted.length}`,
          `错分的数字：${predicted.length} 个中的 ${wrong.length} 个`,
        ),
        caption: text('The digit it is → what the network said.', '真实数字 → 网络的判断。'),
        tiles: wrong.slice(0, SHOWN).map(
          (i): Tile => ({
            pixels: inkPicture(x[split.testIndices[i]], SIDE, INK),
            label: `${split.yTest[i]} → ${predicted[i]}`,
            tone: 'bad',
          }),
        ),
      });
      yield progress(1);
      return {
        mainFigure: 'confusion-matrix',
        files: { 'weights.json': weightsJson(model) },
        values: {
          accuracy: { label: text('Accuracy', '准确率'), value: accuracy(split.yTest, predicted) },
          errors: { label: text('Errors', '错误'), value: wrong.length },
          tested: { label: text('Digits tested', '测试的数字'), value: predicted.length },
          parameters: { label: text('Parameters', '参数'), value: model.countParameters() },
          ...(own && {
            yours: { label: text('Your digit', '你的数字'), value: classify(model, drawn(own), [0]).predicted[0] },
          }),
        },
      };
    } finally {
      model.dispose();
      optimizer.dispose();
    }
  },
  script: (
    { epochs, filters, learningRate, batchSize, dropout, testShare },
    seed,
  ) => `import { readFileSync } from 'node:fs';
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
`,
});

function drawn(digit: readonly number[]) {
  return ndArray(
    Float32Array.from(digit, (ink) => ink / 16),
    [1, SIDE, SIDE, 1],
  );
}

function classify(model: Sequential, images: ReturnType<typeof ndArray>, labels: readonly number[]) {
  return tf.tidy(() => {
    const scores = model.forward(toTensor(images)) as tf.Tensor2D;
    const loss = crossEntropy(scores, tf.tensor1d(Array.from(labels), 'int32')).dataSync()[0];
    return { loss, predicted: Array.from(scores.argMax(1).dataSync()) };
  });
}

/** The filters of the first layer. */
function filterFigure(model: Sequential): Figure {
  const { weight } = model.at(0) as Conv2d;
  const [height, width, , filters] = weight.shape;
  const values = weight.dataSync() as Float32Array;
  const limit = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const tiles = Array.from({ length: filters }, (_, f): Tile => {
    const one = Array.from({ length: height * width }, (_, place) => values[place * filters + f]);
    return { pixels: signedPicture(one, width, limit), label: String(f + 1) };
  });
  return {
    kind: 'tiles',
    name: 'filters',
    title: text('Filters of the first layer', '第一层的滤波器'),
    caption: text('Blue adds, orange takes away.', '蓝色为加，橙色为减。'),
    size: 40,
    tiles,
  };
}

/** What the two convolutions make of a digit, after their ReLU. */
function activationFigures(model: Sequential, digit: readonly number[]): Figure[] {
  const digitTile: Tile = { pixels: inkPicture(digit, SIDE, INK), label: text('input', '输入') };
  const layers = tf.tidy(() => {
    const first = model.at(1)!.forward(model.at(0)!.forward(toTensor(drawn(digit))));
    return [first, model.at(3)!.forward(model.at(2)!.forward(first))];
  });
  const figures = [
    mapsFigure('first-activations', text('What the first layer sees', '第一层看到的'), layers[0], [digitTile]),
    mapsFigure('second-activations', text('What the second layer sees', '第二层看到的'), layers[1], []),
  ];
  tf.dispose(layers);
  return figures;
}

function mapsFigure(
  name: string,
  title: ReturnType<typeof text>,
  activations: tf.Tensor,
  before: readonly Tile[],
): Figure {
  const [, height, width, maps] = activations.shape;
  const values = activations.dataSync() as Float32Array;
  const max = values.reduce((most, value) => Math.max(most, value), 1e-9);
  const tiles = Array.from({ length: maps }, (_, m): Tile => {
    const one = Array.from({ length: height * width }, (_, place) => values[place * maps + m]);
    return { pixels: inkPicture(one, width, { min: 0, max }), label: String(m + 1) };
  });
  return { kind: 'tiles', name, title, size: 40, tiles: [...before, ...tiles] };
}
