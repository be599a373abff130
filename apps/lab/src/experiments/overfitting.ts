import { Random, tf } from '@ai/core';
import { meanSquaredError } from '@ai/metrics';
import { AdamW, Dropout, Linear, mseLoss, Sequential, Tanh } from '@ai/nn';
import { z } from 'zod';
import { defineExperiment, type Figure, figure, frame, progress, scalars } from '../experiment.js';
import { classColor, quietInk } from '../figures/palette.js';
import { integer, number, toggle } from '../options.js';
import { text } from '../text.js';

const FRAMES = 50;
const TEST_COUNT = 200;
const PLACES = 161;

function truth(x: number): number {
  return Math.sin(3 * x) + 0.3 * x;
}

/** Every how many steps the held-out error is measured and a picture drawn. */
function interval(steps: number): number {
  return Math.max(1, Math.ceil(steps / FRAMES));
}

export const overfitting = defineExperiment({
  id: 'overfitting',
  chapter: 'networks',
  title: text('Overfitting and how to hold it', '过拟合及其抑制'),
  summary: text(
    'A large network learns a dozen noisy points by heart; decay, dropout and an early stop keep it honest.',
    '大网络把十几个带噪声的点背了下来；权重衰减、丢弃法和提前停止让它诚实。',
  ),
  explanation: text(
    `The dots are a curve plus noise. The network sees only them; with many weights and many steps it passes through every dot, noise and all. The training error goes to zero while the error on new points, measured against fresh draws, turns and rises: it has learnt the noise.

Three remedies. Weight decay $\\lambda$ shrinks the weights and with them the wiggles. Dropout trains many thinned networks at once. Stopping early keeps the weights of the step at which the held-out error was least. A fourth is more data: raise the number of points and watch the gap close.`,
    `点是曲线加噪声。网络只看到这些点；权重多、步数多时，它会穿过每个点，包括噪声。训练误差趋于零，而在新点（重新抽样）上的误差先降后升：它学会了噪声。

三种办法。权重衰减 $\\lambda$ 缩小权重，也就减少起伏。丢弃法同时训练许多变稀的网络。提前停止保留留出误差最小时的权重。第四种办法是更多数据：增加点数，看差距缩小。`,
  ),
  formula:
    '\\min_\\theta \\; \\frac{1}{N} \\sum_{i=1}^{N} \\left(f_\\theta(x_i) - y_i\\right)^2 + \\lambda \\lVert \\theta \\rVert^2, \\qquad \\text{gap} = E_{\\text{new}} - E_{\\text{train}}',
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
  options: z.object({
    count: integer({ label: text('Training points', '训练点数'), min: 4, max: 200, default: 14 }),
    noise: number({ label: text('Noise', '噪声'), min: 0, max: 1, default: 0.3, step: 0.02 }),
    neurons: integer({ label: text('Neurons in each of two layers', '两层各有神经元'), min: 1, max: 100, default: 40 }),
    weightDecay: number({ label: text('Weight decay λ', '权重衰减 λ'), min: 0, max: 3, default: 0, step: 0.05 }),
    dropout: number({ label: text('Dropout', '丢弃率'), min: 0, max: 0.8, default: 0, step: 0.05 }),
    earlyStop: toggle({ label: text('Keep the best step', '保留最好的一步'), default: false }),
    learningRate: number({
      label: text('Learning rate', '学习率'),
      min: 0.0005,
      max: 0.1,
      default: 0.01,
      logarithmic: true,
    }),
    steps: integer({ label: text('Steps', '步数'), min: 50, max: 5000, default: 1500, step: 50 }),
  }),
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
        const { value, grads } = tf.variableGrads(
          () => mseLoss(model.forward(x, { training: true, random }), y),
          model.trainableVariables(),
        );
        optimizer.step(grads);
        tf.dispose([value, grads]);
      }
    } finally {
      tf.dispose([x, y]);
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
  script: (options, seed) => `import { Random, tf } from '@ai/core';
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
`,
});

function curveFigure(
  places: readonly number[],
  fitted: readonly number[],
  train: { x: readonly number[]; y: readonly number[] },
  step: number,
): Figure {
  const x = { field: 'x', type: 'quantitative', title: 'x', scale: { domain: [-2, 2], nice: false } };
  const y = { field: 'y', type: 'quantitative', title: 'y', scale: { domain: [-2.5, 2.5], nice: false } };
  const line = (values: readonly number[], color: string, width: number, strokeDash: readonly number[]) => ({
    data: { values: places.map((place, i) => ({ x: place, y: values[i] })) },
    mark: { type: 'line', color, strokeWidth: width, strokeDash, clip: true, aria: false },
    encoding: { x, y },
  });
  return {
    kind: 'plot',
    name: 'curve',
    title: text('The network and the points it saw', '网络与它看到的点'),
    caption: text(`Step ${step}. Dashed: the curve without noise.`, `第 ${step} 步。虚线：无噪声的曲线。`),
    spec: {
      width: 420,
      height: 320,
      layer: [
        line(places.map(truth), quietInk, 1.4, [5, 4]),
        line(fitted, classColor(0), 2.4, [1, 0]),
        {
          data: { values: train.x.map((place, i) => ({ x: place, y: train.y[i] })) },
          mark: { type: 'point', filled: true, size: 60, color: classColor(1), clip: true },
          encoding: {
            x,
            y,
            tooltip: [
              { field: 'x', format: '.3~f' },
              { field: 'y', format: '.3~f' },
            ],
          },
        },
      ],
    },
  };
}
