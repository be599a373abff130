import { tf } from '@ai/core';
import { z } from 'zod';
import { heightPicture, SURFACE_NAMES, SURFACE_RANGE, surfaces } from '../data/surfaces.js';
import { defineExperiment, figure, frame, type PlotSpec, progress, scalars } from '../experiment.js';
import { choice, integer, number } from '../options.js';
import { text } from '../text.js';

interface Place {
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

export const gradientDescent = defineExperiment({
  id: 'gradient-descent',
  chapter: 'linear',
  title: text('Gradient descent on a surface', '曲面上的梯度下降'),
  summary: text(
    'Too small a rate crawls, too large a rate leaps out of the valley.',
    '学习率太小寸步难行，太大则跳出山谷。',
  ),
  explanation: text(
    `Each step walks against the gradient, as far as the learning rate $\\eta$ says. On a quadratic surface of curvature $\\lambda$ the error shrinks by $|1 - \\eta\\lambda|$ a step: below $1/\\lambda$ it creeps, between $1/\\lambda$ and $2/\\lambda$ it zigzags, above $2/\\lambda$ it grows without end.

Momentum $\\beta$ keeps a running sum of gradients: it cancels the zigzag across a narrow valley and adds up along it.

Try the narrow valley with rate 0.05, 0.3 and 0.34, then add momentum 0.9.`,
    `每一步沿负梯度方向前进，步长由学习率 $\\eta$ 决定。在曲率为 $\\lambda$ 的二次曲面上，误差每步乘以 $|1 - \\eta\\lambda|$：小于 $1/\\lambda$ 时缓慢，介于 $1/\\lambda$ 与 $2/\\lambda$ 之间时来回震荡，超过 $2/\\lambda$ 则发散。

动量 $\\beta$ 累积梯度：抵消横穿窄谷的震荡，加快沿谷底的前进。

在“窄谷”上依次试试学习率 0.05、0.3 和 0.34，再加上动量 0.9。`,
  ),
  formula: 'v_{t+1} = \\beta v_t + \\nabla f(\\theta_t), \\qquad \\theta_{t+1} = \\theta_t - \\eta\\, v_{t+1}',
  uses: [{ name: 'tf', package: '@ai/core', source: 'packages/core/src/tfjs/index.ts' }],
  instant: true,
  charts: [
    {
      title: text('Height', '高度'),
      x: text('step', '步'),
      series: { height: text('f(x, y)', 'f(x, y)') },
    },
  ],
  options: z.object({
    surface: choice({
      label: text('Surface', '曲面'),
      choices: SURFACE_NAMES,
      default: 'valley',
    }),
    learningRate: number({
      label: text('Learning rate η', '学习率 η'),
      min: 0.001,
      max: 1,
      default: 0.3,
      logarithmic: true,
    }),
    momentum: number({ label: text('Momentum β', '动量 β'), min: 0, max: 0.99, default: 0, step: 0.01 }),
    steps: integer({ label: text('Steps', '步数'), min: 1, max: 200, default: 40 }),
    startX: number({ label: text('Start x', '起点 x'), min: -3, max: 3, default: -2.6, step: 0.1 }),
    startY: number({ label: text('Start y', '起点 y'), min: -3, max: 3, default: 1.8, step: 0.1 }),
  }),
  async *run({ options }) {
    const { f } = surfaces[options.surface];
    const background = heightPicture(f);
    const gradient = tf.grads((x, y) => f(x as tf.Scalar, y as tf.Scalar));
    const path: Place[] = [];
    let velocity = [0, 0];
    let place = [options.startX, options.startY];
    let diverged = false;
    for (let step = 0; step <= options.steps; step++) {
      const [loss, dx, dy] = tf.tidy(() => {
        const [x, y] = place.map((value) => tf.scalar(value));
        return [f(x, y), ...gradient([x, y])].map((value) => value.dataSync()[0]);
      });
      path.push({ step, x: place[0], y: place[1], loss });
      yield scalars(step, { height: loss });
      yield progress(step / options.steps);
      yield figure({
        kind: 'plot',
        name: 'path',
        title: text('The path over the surface', '曲面上的路径'),
        caption: text('Dark is low, light is high.', '深色为低，浅色为高。'),
        spec: pathPlot(path),
        background,
      });
      yield frame;
      diverged = !Number.isFinite(loss) || Math.abs(place[0]) > 1e3 || Math.abs(place[1]) > 1e3;
      if (diverged) break;
      velocity = [options.momentum * velocity[0] + dx, options.momentum * velocity[1] + dy];
      place = [place[0] - options.learningRate * velocity[0], place[1] - options.learningRate * velocity[1]];
    }
    const last = path.at(-1)!;
    return {
      mainFigure: 'path',
      values: {
        height: { label: text('Final height', '最终高度'), value: last.loss },
        x: { label: text('x', 'x'), value: last.x },
        y: { label: text('y', 'y'), value: last.y },
        steps: { label: text('Steps taken', '已走步数'), value: last.step },
        outcome: {
          label: text('Outcome', '结果'),
          value: diverged ? text('diverged', '发散') : text('stayed on the map', '未发散'),
        },
      },
    };
  },
  script: (options) => `import { tf } from '@ai/core';

const f = (x, y) => ${surfaces[options.surface].code};
const gradient = tf.grads(f);

let [x, y] = [${options.startX}, ${options.startY}];
let [vx, vy] = [0, 0];
for (let step = 0; step < ${options.steps}; step++) {
  const [dx, dy] = tf.tidy(() => gradient([tf.scalar(x), tf.scalar(y)]).map((d) => d.dataSync()[0]));
  vx = ${options.momentum} * vx + dx;
  vy = ${options.momentum} * vy + dy;
  x -= ${options.learningRate} * vx;
  y -= ${options.learningRate} * vy;
}
console.log({ x, y, height: f(tf.scalar(x), tf.scalar(y)).dataSync()[0] });
`,
});

function pathPlot(path: readonly Place[]): PlotSpec {
  const axis = {
    type: 'quantitative',
    scale: { domain: [-SURFACE_RANGE, SURFACE_RANGE], nice: false, zero: false },
    axis: { grid: false },
  };
  const x = { field: 'x', title: 'x', ...axis };
  const y = { field: 'y', title: 'y', ...axis };
  const inside = path.filter((p) => Math.abs(p.x) < 30 && Math.abs(p.y) < 30);
  return {
    width: 400,
    height: 400,
    data: { values: inside },
    layer: [
      {
        mark: { type: 'line', color: '#fff', strokeWidth: 1.6, clip: true, aria: false },
        encoding: { x, y, order: { field: 'step' } },
      },
      {
        mark: { type: 'point', filled: true, size: 28, color: '#fff', stroke: '#00224e', strokeWidth: 0.8, clip: true },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'step', title: text('step', '步') },
            { field: 'x', format: '.4~g' },
            { field: 'y', format: '.4~g' },
            { field: 'loss', title: 'f', format: '.4~g' },
          ],
        },
      },
      {
        transform: [{ filter: `datum.step === ${inside.at(-1)?.step ?? 0}` }],
        mark: {
          type: 'point',
          filled: true,
          size: 120,
          color: '#d9750b',
          stroke: '#fff',
          strokeWidth: 1.5,
          clip: true,
        },
        encoding: { x, y },
      },
    ],
  };
}
