import { Random, tf } from '@ai/core';
import { meanSquaredError } from '@ai/metrics';
import { AdamW, Dropout, Linear, mseLoss, Sequential, Tanh } from '@ai/nn';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { text } from '../../text.js';
import { compiledStep, eagerStep } from '../../training/compiled-step.js';
import { interval, TEST_COUNT } from './data.js';
import { curveFigure, truth } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const PLACES = 161;

export const overfitting = defineExperiment({
  id: 'overfitting',
  chapter: 'networks',
  ...words,
  uses: [
    { name: 'AdamW', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
    { name: 'Dropout', package: '@ai/nn', source: 'packages/nn/src/layers/regularization/dropout.ts' },
    { name: 'mseLoss', package: '@ai/nn', source: 'packages/nn/src/losses/regression.ts' },
  ],
  charts: [
    {
      title: text('Mean squared error', '均方误差'),
      x: text('step', '步'),
      series: { train: text('training points', '训练点'), test: text('new points', '新点') },
      logarithmic: true,
    },
  ],
  options,
  script,
  async *run({ options, seed }) {
    const random = new Random(seed);
    const draw = (count: number) => {
      const x = Array.from({ length: count }, () => random.uniform(-2, 2));
      return { x, y: x.map((value) => truth(value) + random.normal(0, options.noise)) };
    };
    const [train, test] = [draw(options.count), draw(TEST_COUNT)];
    const { neurons } = options;
    const model = new Sequential(
      new Linear(1, neurons, { random }),
      new Tanh(),
      new Dropout(options.dropout),
      new Linear(neurons, neurons, { random }),
      new Tanh(),
      new Dropout(options.dropout),
      new Linear(neurons, 1, { random }),
    );
    const optimizer = new AdamW(model, { learningRate: options.learningRate, weightDecay: options.weightDecay });
    const column = (values: readonly number[]) => tf.tensor2d(values as number[], [values.length, 1]);
    const [x, y] = [column(train.x), column(train.y)];
    const places = Array.from({ length: PLACES }, (_, i) => -2 + (4 * i) / (PLACES - 1));
    const predict = (at: readonly number[]) =>
      tf.tidy(() => Array.from((model.forward(column(at)) as tf.Tensor).dataSync()));
    const loss = () => mseLoss(model.forward(x, { training: true, random }), y);
    const training = options.dropout > 0 ? eagerStep(model, optimizer, loss) : compiledStep(model, optimizer, loss);
    let best = { step: 0, error: Number.POSITIVE_INFINITY, curve: predict(places), train: Number.NaN };
    let last = best;
    try {
      for (let step = 0; step <= options.steps; step++) {
        if (step % interval(options.steps) === 0 || step === options.steps) {
          const error = meanSquaredError(test.y, predict(test.x));
          const trainError = meanSquaredError(train.y, predict(train.x));
          last = { step, error, curve: predict(places), train: trainError };
          if (error < best.error) best = last;
          yield scalars(step, { train: trainError, test: error });
          yield progress(step / options.steps);
          yield figure(curveFigure(places, options.earlyStop ? best.curve : last.curve, train, step));
          yield frame;
        }
        if (step === options.steps) break;
        training.run();
      }
    } finally {
      tf.dispose([x, y]);
      training.dispose();
      optimizer.dispose();
      model.dispose();
    }
    const kept = options.earlyStop ? best : last;
    return {
      mainFigure: 'curve',
      values: {
        train: { label: text('Error on training points', '训练点误差'), value: kept.train },
        test: { label: text('Error on new points', '新点误差'), value: kept.error },
        noise: { label: text('Error that no model can avoid', '无法避免的误差'), value: options.noise ** 2 },
        bestStep: { label: text('Best step', '最好的一步'), value: best.step },
        bestTest: { label: text('Error on new points there', '该步的新点误差'), value: best.error },
      },
    };
  },
});
