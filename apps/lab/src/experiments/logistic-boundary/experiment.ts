import { LogisticRegression } from '@ai/classic-ml';
import { tf } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { twoClassPlane } from '../../data/own-plane.js';
import { drawShape } from '../../data/shapes.js';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { lineLayer } from '../../figures/line.js';
import { regionPicture } from '../../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../../figures/plane.js';
import { linePlot } from '../../figures/plots.js';
import { text } from '../../text.js';
import { DATA } from './data.js';
import { slopes } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const GRID = 64;

export const logisticBoundary = defineExperiment({
  id: 'logistic-boundary',
  chapter: 'linear',
  ...words,
  uses: [
    {
      name: 'LogisticRegression',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/linear/logistic-regression.ts',
    },
    { name: 'tf', package: '@ai/core', source: 'packages/core/src/tfjs/index.ts' },
  ],
  frameDelay: 60,
  charts: [
    {
      title: text('Loss', '损失'),
      x: text('step', '步'),
      series: { crossEntropy: text('cross entropy', '交叉熵'), squaredError: text('squared error', '平方误差') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const own = twoClassPlane(options, table);
    const data = own ?? drawShape(DATA[options.shape], seed);
    const optimum = new LogisticRegression({ inverseStrength: 10 }).fit(data.points, data.labels);
    const [bestX, bestY] = optimum.coefficients.data;
    const bounds = boundsOf(data.points);
    const grid = gridOver(bounds, GRID);

    const x = tf.tensor2d(data.points);
    const y = tf.tensor1d(data.labels, 'float32');
    const scale = options.start === 'wrong' ? -4 / Math.hypot(bestX, bestY) : 0;
    let weights = [bestX * scale, bestY * scale, 0]; // at full speed the wrong way, or nowhere
    const lossOf = {
      crossEntropy: (z: tf.Tensor) => tf.softplus(z).sub(z.mul(y)).mean() as tf.Scalar,
      squaredError: (z: tf.Tensor) => z.sigmoid().sub(y).square().mean() as tf.Scalar,
    };
    const scoreOf = (w: tf.Tensor) =>
      x
        .matMul(w.slice([0], [2]).reshape([2, 1]))
        .reshape([-1])
        .add(w.slice([2], [1]));
    const gradient = tf.grad((w) => lossOf[options.loss](scoreOf(w)));
    try {
      for (let step = 0; step <= options.steps; step++) {
        const [crossEntropy, squaredError, slope] = tf.tidy(() => {
          const w = tf.tensor1d(weights);
          const score = scoreOf(w);
          return [
            lossOf.crossEntropy(score).dataSync()[0],
            lossOf.squaredError(score).dataSync()[0],
            Array.from(gradient(w).dataSync()),
          ] as const;
        });
        yield scalars(step, { crossEntropy, squaredError });
        const probabilities = grid.map(
          ([gx, gy]) => 1 / (1 + Math.exp(-(weights[0] * gx + weights[1] * gy + weights[2]))),
        );
        yield figure(
          planeFigure({
            name: 'boundary',
            title: text('Probability and border', '概率与边界'),
            caption: text(
              `Step ${step}. Solid: the border now. Dashed: the optimum.`,
              `第 ${step} 步。实线：当前边界。虚线：最优解。`,
            ),
            bounds,
            points: data.points,
            labels: data.labels,
            classes: own?.classes ?? ['1', '2'],
            axes: own?.axes,
            legend: own !== undefined,
            background: regionPicture(
              probabilities.map((p) => Number(p > 0.5)),
              GRID,
              probabilities.map((p) => Math.abs(2 * p - 1)),
            ),
            layers: [lineLayer(weights, bounds, false), lineLayer([bestX, bestY, optimum.intercepts[0]], bounds, true)],
          }),
        );
        yield progress(step / options.steps);
        yield frame;
        if (step < options.steps) weights = weights.map((w, i) => w - options.learningRate * slope[i]);
      }
    } finally {
      x.dispose();
      y.dispose();
    }
    const predicted = data.points.map(([px, py]) => Number(weights[0] * px + weights[1] * py + weights[2] > 0));
    yield figure({
      kind: 'plot',
      name: 'slopes',
      title: text('Slope of the loss where the true class is 2', '真实类别为 2 时损失的斜率'),
      caption: text(
        'Far to the left the model is sure and wrong: only cross entropy still pulls.',
        '最左边模型自信却错误：只有交叉熵还在拉动。',
      ),
      spec: linePlot(
        slopes(),
        { crossEntropy: text('cross entropy', '交叉熵'), squaredError: text('squared error', '平方误差') },
        { x: text('score z', '得分 z'), y: text('slope', '斜率'), width: 380, height: 220 },
      ),
    });
    return {
      mainFigure: 'boundary',
      files: { 'model.json': JSON.stringify(optimum) },
      values: {
        accuracy: { label: text('Accuracy', '准确率'), value: accuracy(data.labels, predicted) },
        best: {
          label: text('Accuracy of the optimum', '最优解的准确率'),
          value: optimum.score(data.points, data.labels),
        },
        weightX: { label: text('w₁', 'w₁'), value: weights[0] },
        weightY: { label: text('w₂', 'w₂'), value: weights[1] },
        bias: { label: text('b', 'b'), value: weights[2] },
      },
    };
  },
});
