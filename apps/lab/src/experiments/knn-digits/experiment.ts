import { KNeighborsClassifier, NearestNeighbors, trainTestSplit } from '@ai/classic-ml';
import { accuracy, confusionMatrix } from '@ai/metrics';
import { loadDataset } from '../../data/datasets.js';
import { defineExperiment, type Figure, figure, frame, progress, scalars } from '../../experiment.js';
import { misclassifiedFigure } from '../../figures/digits.js';
import { confusionFigure } from '../../figures/plots.js';
import { type OptionValues, parseDrawing } from '../../options.js';
import { text } from '../../text.js';

import { yourDigitFigures } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

/** Queries answered between two signs of life. */
const BATCH = 100;

export const knnDigits = defineExperiment({
  id: 'knn-digits',
  chapter: 'neighbours',
  ...words,
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
  live: ['drawing'],
  options,
  script,
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
    yield figure(misclassifiedFigure(test, split.yTest, predicted));
    const nearest = new NearestNeighbors({ metric }).fit(split.xTrain);
    const answer = ({ drawing }: OptionValues): Figure[] => {
      const own = parseDrawing(String(drawing)) ?? test[0];
      return yourDigitFigures(own, drawing !== '', { model, nearest, k, samples: split.trainIndices, x, y });
    };
    for (const shown of answer(options)) yield figure(shown);
    const right = predicted.filter((digit, i) => digit === split.yTest[i]).length;
    return {
      mainFigure: 'confusion-matrix',
      answer,
      files: { 'model.json': JSON.stringify(model) },
      values: {
        accuracy: { label: text('Accuracy', '准确率'), value: right / test.length },
        errors: { label: text('Errors', '错误'), value: test.length - right },
        trained: { label: text('Digits remembered', '记住的数字'), value: split.yTrain.length },
        tested: { label: text('Digits tested', '测试的数字'), value: test.length },
      },
    };
  },
});
