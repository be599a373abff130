import { KNeighborsClassifier, NearestNeighbors, trainTestSplit } from '@ai/classic-ml';
import { accuracy, confusionMatrix } from '@ai/metrics';
import { z } from 'zod';
import { loadDataset } from '../data/datasets.js';
import { defineExperiment, figure, frame, progress, scalars, type Tile } from '../experiment.js';
import { inkPicture } from '../figures/pixels.js';
import { confusionFigure } from '../figures/plots.js';
import { choice, drawing, integer, number, parseDrawing } from '../options.js';
import { text } from '../text.js';

const SIDE = 8;
const INK = { min: 0, max: 16 };
/** Queries answered between two signs of life. */
const BATCH = 100;
const SHOWN = 40;

export const knnDigits = defineExperiment({
  id: 'knn-digits',
  chapter: 'neighbours',
  title: text('Nearest neighbours on handwritten digits', '手写数字的最近邻分类'),
  summary: text(
    'No training at all: each new digit asks the k most similar ones it has seen.',
    '完全不用训练：每个新数字询问最相似的 k 个已知数字。',
  ),
  explanation: text(
    `A digit is a point in a space of 64 dimensions, one per pixel. To classify it, find the $k$ training points nearest to it and let them vote; with distance weights a neighbour at distance $d$ has a vote of $1/d$.

One neighbour is already hard to beat here. More neighbours smooth the decision, and in the end too much: try $k = 50$. The distance matters as well: the largest difference of a single pixel (Chebyshev) is a poor judge of likeness.

Draw a digit of your own: its nearest neighbours are shown below.`,
    `一个数字是 64 维空间中的一个点，每个像素一维。分类时找出离它最近的 $k$ 个训练点，由它们投票；按距离加权时，距离为 $d$ 的邻居有 $1/d$ 票。

在这里，一个邻居就已经很难超越。邻居越多，决策越平滑，最终会过于平滑：试试 $k = 50$。距离也很重要：只看单个像素最大差值（切比雪夫）并不能很好地衡量相似。

自己画一个数字：它的最近邻会显示在下面。`,
  ),
  formula:
    '\\hat y(x) = \\arg\\max_c \\sum_{i \\in N_k(x)} w_i\\,[y_i = c], \\qquad w_i = 1 \\;\\text{ or }\\; 1 / \\lVert x - x_i \\rVert',
  uses: [
    {
      name: 'KNeighborsClassifier',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/neighbors/k-neighbors-classifier.ts',
    },
    {
      name: 'confusionMatrix',
      package: '@ai/metrics',
      source: 'packages/metrics/src/classification/confusion-matrix.ts',
    },
  ],
  charts: [
    {
      title: text('Accuracy so far', '目前的准确率'),
      x: text('digits asked', '已分类的数字'),
      series: { accuracy: text('accuracy', '准确率') },
    },
  ],
  options: z.object({
    k: integer({ label: text('Neighbours k', '邻居数 k'), min: 1, max: 50, default: 3 }),
    weights: choice({
      label: text('Votes', '投票'),
      choices: { uniform: text('all alike', '一人一票'), distance: text('by 1 / distance', '按 1 / 距离') },
      default: 'distance',
    }),
    metric: choice({
      label: text('Distance', '距离'),
      choices: {
        euclidean: text('Euclidean', '欧氏距离'),
        manhattan: text('Manhattan', '曼哈顿距离'),
        chebyshev: text('Chebyshev', '切比雪夫距离'),
        cosine: text('cosine', '余弦距离'),
      },
      default: 'euclidean',
    }),
    testShare: number({ label: text('Held out', '留出比例'), min: 0.1, max: 0.9, default: 0.33, step: 0.01 }),
    drawing: drawing({ label: text('Your own digit', '你自己的数字') }),
  }),
  async *run({ options, seed }) {
    const { x, y } = await loadDataset('digits');
    const split = trainTestSplit(x, y.map(Number), { testSize: options.testShare, stratify: true, seed });
    const { k, weights, metric } = options;
    const model = new KNeighborsClassifier({ k, weights, metric }).fit(split.xTrain, split.yTrain);
    const test = Array.from(split.testIndices, (i) => x[i]);
    const predicted: number[] = [];
    for (let start = 0; start < test.length; start += BATCH) {
      predicted.push(...(model.predict(test.slice(start, start + BATCH)) as number[]));
      yield scalars(predicted.length, { accuracy: accuracy(split.yTest.slice(0, predicted.length), predicted) });
      yield progress(predicted.length / test.length);
      yield frame;
    }
    yield figure(confusionFigure(confusionMatrix(split.yTest, predicted)));
    const wrong = predicted.flatMap((digit, i) => (digit === split.yTest[i] ? [] : [i]));
    yield figure({
      kind: 'tiles',
      name: 'misclassified',
      title: text(
        `Misclassified digits: ${wrong.length} of ${test.length}`,
        `错分的数字：${test.length} 个中的 ${wrong.length} 个`,
      ),
      caption: text('The digit it is → what the neighbours said.', '真实数字 → 邻居们的判断。'),
      tiles: wrong.slice(0, SHOWN).map(
        (i): Tile => ({
          pixels: inkPicture(test[i], SIDE, INK),
          label: `${split.yTest[i]} → ${predicted[i]}`,
          tone: 'bad',
        }),
      ),
    });
    const own = parseDrawing(options.drawing);
    if (own) {
      const { indices, distances } = new NearestNeighbors({ metric }).fit(split.xTrain).nearest([own], Math.max(k, 8));
      const tiles = Array.from(indices, (index, rank): Tile => {
        const sample = split.trainIndices[index];
        return {
          pixels: inkPicture(x[sample], SIDE, INK),
          label: `${y[sample]} · ${distances[rank].toFixed(1)}`,
          tone: rank < k ? 'good' : undefined,
        };
      });
      yield figure({
        kind: 'tiles',
        name: 'your-digit',
        title: text(`Your digit looks like a ${model.predict([own])[0]}`, `你的数字像 ${model.predict([own])[0]}`),
        caption: text(
          'Your drawing, then its nearest neighbours with their distances; those that vote in green.',
          '先是你的图，然后是最近邻及其距离；绿色的参与投票。',
        ),
        tiles: [{ pixels: inkPicture(own, SIDE, INK), label: text('yours', '你的') }, ...tiles],
      });
    }
    const right = test.length - wrong.length;
    return {
      mainFigure: 'confusion-matrix',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        accuracy: { label: text('Accuracy', '准确率'), value: right / test.length },
        errors: { label: text('Errors', '错误'), value: wrong.length },
        trained: { label: text('Digits remembered', '记住的数字'), value: split.yTrain.length },
        tested: { label: text('Digits tested', '测试的数字'), value: test.length },
        ...(own && { yours: { label: text('Your digit', '你的数字'), value: model.predict([own])[0] } }),
      },
    };
  },
  script: ({ k, weights, metric, testShare }, seed) => `import { readFileSync } from 'node:fs';
import { KNeighborsClassifier, trainTestSplit } from '@ai/classic-ml';
import { accuracy, confusionMatrix } from '@ai/metrics';

// 1797 digits of 8x8 pixels (0..16), the digit last
const rows = readFileSync('apps/lab/data/digits.csv', 'utf8').trim().split(/\\r?\\n/).slice(1).map((line) => line.split(',').map(Number));
const x = rows.map((row) => row.slice(0, 64));
const y = rows.map((row) => row[64]);

const { xTrain, xTest, yTrain, yTest } = trainTestSplit(x, y, { testSize: ${testShare}, stratify: true, seed: ${seed} });
const model = new KNeighborsClassifier({ k: ${k}, weights: '${weights}', metric: '${metric}' }).fit(xTrain, yTrain);
const predicted = model.predict(xTest);

console.log('accuracy', accuracy(yTest, predicted));
console.table(confusionMatrix(yTest, predicted).matrix);
`,
});
