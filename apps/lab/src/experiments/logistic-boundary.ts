import { LogisticRegression } from '@ai/classic-ml';
import { tf } from '@ai/core';
import { accuracy } from '@ai/metrics';
import { z } from 'zod';
import { drawShape, type LabelledPoints, pointsScript, type Shape, shapeScript } from '../data/shapes.js';
import { defineExperiment, figure, frame, progress, scalars } from '../experiment.js';
import { ink } from '../figures/palette.js';
import { regionPicture } from '../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../figures/plane.js';
import { linePlot } from '../figures/plots.js';
import { choice, integer, number, parsePoints, points } from '../options.js';
import { text } from '../text.js';

const GRID = 64;

const DATA = {
  apart: {
    blobs: [
      { center: [-1.6, -0.8], spread: [0.7, 0.7], count: 80 },
      { center: [1.6, 0.9], spread: [0.7, 0.7], count: 80 },
    ],
  },
  touching: {
    blobs: [
      { center: [-0.8, -0.4], spread: [0.9, 0.9], count: 100 },
      { center: [0.9, 0.5], spread: [0.9, 0.9], count: 100 },
    ],
  },
  moons: { curve: 'moons', count: 200, groups: 2, noise: 0.15 },
} as const satisfies Record<string, Shape>;

/** The visitor's points, where there are some of both classes, on the scale of the other data. */
function ownData(drawn: string): LabelledPoints | undefined {
  const own = parsePoints(drawn).filter(({ label }) => label < 2);
  if (new Set(own.map(({ label }) => label)).size < 2) return undefined;
  return { points: own.map(({ x, y }) => [4 * x - 2, 4 * y - 2]), labels: own.map(({ label }) => label) };
}

export const logisticBoundary = defineExperiment({
  id: 'logistic-boundary',
  chapter: 'linear',
  title: text('Logistic regression and its loss', '逻辑回归及其损失'),
  summary: text(
    'Why cross entropy and not squared error: started on the wrong side, one recovers and one is stuck.',
    '为什么用交叉熵而非平方误差：从错误的一侧出发，一个能回头，一个卡住。',
  ),
  explanation: text(
    `The probability of class 2 (orange) is $p = \\sigma(w^\\top x + b)$; the border is the straight line where $p = 1/2$. Gradient descent moves $w$ and $b$ down the slope of a loss.

Cross entropy has the slope $p - y$ in the score: the more wrong, the steeper. Squared error has $2(p - y)\\,p(1 - p)$, which vanishes where the model is sure of itself, right or wrong. Start on the wrong side with squared error and nothing moves; with cross entropy the line swings round at once.

The dashed line is the optimum that \`LogisticRegression\` finds by L-BFGS.`,
    `类别 2（橙色）的概率为 $p = \\sigma(w^\\top x + b)$；边界是 $p = 1/2$ 的直线。梯度下降沿损失的坡度移动 $w$ 与 $b$。

交叉熵对得分的斜率为 $p - y$：错得越多越陡。平方误差的斜率为 $2(p - y)\\,p(1 - p)$，在模型很有把握时（无论对错）趋于零。用平方误差从错误的一侧出发，几乎不动；用交叉熵，直线立刻转过来。

虚线是 \`LogisticRegression\` 用 L-BFGS 找到的最优解。`,
  ),
  formula:
    '\\begin{aligned} L_{\\mathrm{CE}} &= -y \\log p - (1 - y) \\log (1 - p), & \\partial L_{\\mathrm{CE}} / \\partial z &= p - y \\\\ L_{\\mathrm{SE}} &= (p - y)^2, & \\partial L_{\\mathrm{SE}} / \\partial z &= 2 (p - y)\\, p\\,(1 - p) \\end{aligned}',
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
  options: z.object({
    loss: choice({
      label: text('Loss that is followed', '所用的损失'),
      choices: { crossEntropy: text('cross entropy', '交叉熵'), squaredError: text('squared error', '平方误差') },
      default: 'crossEntropy',
    }),
    start: choice({
      label: text('Start', '起点'),
      choices: { zero: text('at zero', '从零开始'), wrong: text('on the wrong side', '从错误的一侧') },
      default: 'wrong',
    }),
    shape: choice({
      label: text('Data', '数据'),
      choices: {
        apart: text('two clouds apart', '分开的两片云'),
        touching: text('two clouds touching', '相接的两片云'),
        moons: text('two moons', '两个月牙'),
      },
      default: 'apart',
    }),
    learningRate: number({
      label: text('Learning rate η', '学习率 η'),
      min: 0.01,
      max: 10,
      default: 0.5,
      logarithmic: true,
    }),
    steps: integer({ label: text('Steps', '步数'), min: 1, max: 300, default: 60 }),
    points: points({
      label: text('Your own points', '你自己的点'),
      hint: text('Classes 1 and 2, at least one of each.', '类别 1 和 2，各至少一个点。'),
    }),
  }),
  async *run({ options, seed }) {
    const data = ownData(options.points) ?? drawShape(DATA[options.shape], seed);
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
            classes: ['1', '2'],
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
  script: (options, seed) => {
    const own = ownData(options.points);
    return `import { LogisticRegression } from '@ai/classic-ml';
import { ${own ? '' : 'Random, '}tf } from '@ai/core';

${own ? pointsScript(own) : shapeScript(DATA[options.shape], seed)}

const best = new LogisticRegression({ inverseStrength: 10 }).fit(points, labels);
const [bestX, bestY] = best.coefficients.data;

const x = tf.tensor2d(points);
const y = tf.tensor1d(labels, 'float32');
const score = (w) => x.matMul(w.slice([0], [2]).reshape([2, 1])).reshape([-1]).add(w.slice([2], [1]));
const loss = (w) => ${options.loss === 'crossEntropy' ? 'tf.softplus(score(w)).sub(score(w).mul(y)).mean()' : 'score(w).sigmoid().sub(y).square().mean()'};
const gradient = tf.grad(loss);

const scale = ${options.start === 'wrong' ? '-4 / Math.hypot(bestX, bestY); // sure of the wrong side' : '0;'}
let w = [bestX * scale, bestY * scale, 0];
for (let step = 0; step < ${options.steps}; step++) {
  const slope = tf.tidy(() => gradient(tf.tensor1d(w)).dataSync());
  w = w.map((value, i) => value - ${options.learningRate} * slope[i]);
}
console.log('gradient descent', w);
console.log('optimum', [...best.coefficients.data, ...best.intercepts]);
`;
  },
});

function lineLayer(
  [wx, wy, b]: readonly number[],
  { x: [left, right], y: [bottom, top] }: ReturnType<typeof boundsOf>,
  dashed: boolean,
): object {
  // the two ends of w·x + b = 0, taken along the axis in which the line is less steep
  const flat = Math.abs(wy) * (top - bottom) > Math.abs(wx) * (right - left);
  const ends =
    wx === 0 && wy === 0
      ? []
      : flat
        ? [left, right].map((x) => ({ x, y: -(wx * x + b) / wy }))
        : [bottom, top].map((y) => ({ x: -(wy * y + b) / wx, y }));
  return {
    data: { values: ends },
    mark: {
      type: 'line',
      color: ink,
      strokeWidth: dashed ? 1.4 : 2.4,
      strokeDash: dashed ? [6, 4] : [1, 0],
      clip: true,
      aria: false,
    },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
  };
}

function slopes() {
  return Array.from({ length: 81 }, (_, i) => -6 + (12 * i) / 80).flatMap((z) => {
    const p = 1 / (1 + Math.exp(-z));
    return [
      { x: z, y: p - 1, series: 'crossEntropy' },
      { x: z, y: 2 * (p - 1) * p * (1 - p), series: 'squaredError' },
    ];
  });
}
