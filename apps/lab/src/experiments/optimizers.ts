import { tf } from '@ai/core';
import { Adagrad, Adam, type Optimizer, RmsProp, Sgd } from '@ai/nn';
import { z } from 'zod';
import { heightPicture, SURFACE_NAMES, SURFACE_RANGE, type SurfaceName, surfaces } from '../data/surfaces.js';
import { defineExperiment, figure, frame, progress, scalars } from '../experiment.js';
import { classColors, paper } from '../figures/palette.js';
import { shadePicture } from '../figures/pixels.js';
import { fixedAxes, legendLabels } from '../figures/plots.js';
import { choice, integer, number } from '../options.js';
import { text } from '../text.js';

const RACERS = {
  sgd: text('gradient descent', '梯度下降'),
  momentum: text('with momentum', '带动量'),
  adagrad: text('Adagrad', 'Adagrad'),
  rmsProp: text('RMSProp', 'RMSProp'),
  adam: text('Adam', 'Adam'),
};
type Racer = keyof typeof RACERS;
const NAMES = Object.keys(RACERS) as Racer[];

interface Rates {
  readonly plainRate: number;
  readonly momentum: number;
  readonly adaptiveRate: number;
}

/** How each racer is made, for the run and for the script. */
const MAKERS: Readonly<Record<Racer, (parameters: ReadonlyMap<string, tf.Variable>, rates: Rates) => Optimizer>> = {
  sgd: (parameters, { plainRate }) => new Sgd(parameters, { learningRate: plainRate }),
  momentum: (parameters, { plainRate, momentum }) => new Sgd(parameters, { learningRate: plainRate, momentum }),
  adagrad: (parameters, { adaptiveRate }) => new Adagrad(parameters, { learningRate: adaptiveRate }),
  rmsProp: (parameters, { adaptiveRate }) => new RmsProp(parameters, { learningRate: adaptiveRate }),
  adam: (parameters, { adaptiveRate }) => new Adam(parameters, { learningRate: adaptiveRate }),
};
const MAKER_CODE: Readonly<Record<Racer, (rates: Rates) => string>> = {
  sgd: ({ plainRate }) => `new Sgd(parameters, { learningRate: ${plainRate} })`,
  momentum: ({ plainRate, momentum }) => `new Sgd(parameters, { learningRate: ${plainRate}, momentum: ${momentum} })`,
  adagrad: ({ adaptiveRate }) => `new Adagrad(parameters, { learningRate: ${adaptiveRate} })`,
  rmsProp: ({ adaptiveRate }) => `new RmsProp(parameters, { learningRate: ${adaptiveRate} })`,
  adam: ({ adaptiveRate }) => `new Adam(parameters, { learningRate: ${adaptiveRate} })`,
};

interface Place {
  readonly series: Racer;
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

export const optimizers = defineExperiment({
  id: 'optimizers',
  chapter: 'networks',
  title: text('Optimizers racing', '优化器赛跑'),
  summary: text(
    'Five optimizers leave the same place together; which is first depends on the ground.',
    '五个优化器从同一点同时出发；谁先到取决于地形。',
  ),
  explanation: text(
    `All start at the same point and follow the same gradients. Plain descent goes straight down the slope and zigzags across a narrow valley. Momentum builds up speed along it and overshoots at the end.

Adagrad, RMSProp and Adam divide each coordinate by the size of its past gradients: a steep direction and a flat one are walked at the same pace, so a narrow valley is no harder than a round bowl. Adagrad remembers every gradient and slows down for ever; RMSProp forgets old ones; Adam adds momentum and corrects its start.

On the saddle look at who notices the way down; among many hollows, at who stays in the first.`,
    `所有优化器从同一点出发，遵循同样的梯度。普通下降直奔下坡，在窄谷中来回震荡。动量沿谷底积累速度，最后会冲过头。

Adagrad、RMSProp 与 Adam 把每个坐标除以其过去梯度的大小：陡的方向和平的方向以同样步伐行走，因此窄谷不比圆碗难。Adagrad 记住所有梯度，越走越慢；RMSProp 会忘记旧的；Adam 加上动量并修正起步。

在鞍面上看谁发现了下山的路；在多个凹坑中看谁停在第一个。`,
  ),
  formula:
    'm_t = \\beta_1 m_{t-1} + (1 - \\beta_1) g_t, \\quad v_t = \\beta_2 v_{t-1} + (1 - \\beta_2) g_t^2, \\quad \\theta_t = \\theta_{t-1} - \\eta\\, \\frac{\\hat m_t}{\\sqrt{\\hat v_t} + \\epsilon}',
  uses: [
    { name: 'Sgd', package: '@ai/nn', source: 'packages/nn/src/optim/sgd.ts' },
    { name: 'Adagrad', package: '@ai/nn', source: 'packages/nn/src/optim/adagrad.ts' },
    { name: 'RmsProp', package: '@ai/nn', source: 'packages/nn/src/optim/rms-prop.ts' },
    { name: 'Adam', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
  ],
  frameDelay: 60,
  charts: [{ title: text('Height', '高度'), x: text('step', '步'), series: RACERS }],
  options: z.object({
    surface: choice({ label: text('Surface', '曲面'), choices: SURFACE_NAMES, default: 'banana' }),
    plainRate: number({
      label: text('Rate of descent and momentum', '下降与动量的学习率'),
      min: 0.001,
      max: 0.5,
      default: 0.02,
      logarithmic: true,
    }),
    momentum: number({ label: text('Momentum', '动量'), min: 0.1, max: 0.99, default: 0.9, step: 0.01 }),
    adaptiveRate: number({
      label: text('Rate of the adaptive three', '三个自适应优化器的学习率'),
      min: 0.001,
      max: 1,
      default: 0.1,
      logarithmic: true,
    }),
    steps: integer({ label: text('Steps', '步数'), min: 5, max: 200, default: 80 }),
    startX: number({ label: text('Start x', '起点 x'), min: -3, max: 3, default: -1.8, step: 0.1 }),
    startY: number({ label: text('Start y', '起点 y'), min: -3, max: 3, default: -1.5, step: 0.1 }),
  }),
  async *run({ options }) {
    const { f } = surfaces[options.surface as SurfaceName];
    const background = heightPicture(f, shadePicture);
    const racers = NAMES.map((name) => {
      const x = tf.variable(tf.scalar(options.startX));
      const y = tf.variable(tf.scalar(options.startY));
      return {
        name,
        x,
        y,
        optimizer: MAKERS[name](
          new Map([
            ['x', x],
            ['y', y],
          ]),
          options,
        ),
      };
    });
    const places: Place[] = [];
    try {
      for (let step = 0; step <= options.steps; step++) {
        const heights: Partial<Record<Racer, number>> = {};
        for (const { name, x, y, optimizer } of racers) {
          const { value, grads } = tf.variableGrads(() => f(x as never, y as never), [x, y]);
          const [px, py, loss] = [x, y, value].map((tensor) => tensor.dataSync()[0]);
          const lost = ![px, py, loss].every((number) => Math.abs(number) < 1e4);
          if (!lost) {
            places.push({ series: name, step, x: px, y: py, loss });
            heights[name] = loss;
            optimizer.step(grads);
          }
          tf.dispose([value, grads]);
        }
        yield scalars(step, heights as Record<string, number>);
        yield figure({
          kind: 'plot',
          name: 'race',
          title: text('The paths over the surface', '曲面上的路径'),
          caption: text(`Step ${step}. The greyer, the higher.`, `第 ${step} 步。越灰越高。`),
          background,
          spec: racePlot(places, step),
        });
        yield progress(step / options.steps);
        yield frame;
      }
    } finally {
      for (const { x, y, optimizer } of racers) {
        tf.dispose([x, y]);
        optimizer.dispose();
      }
    }
    const finals = NAMES.map((name) => ({ name, last: places.filter((place) => place.series === name).at(-1)! }));
    const first = finals.reduce((a, b) => (b.last.loss < a.last.loss ? b : a));
    return {
      mainFigure: 'race',
      values: {
        lowest: { label: text('Lowest at the end', '终点最低'), value: RACERS[first.name] },
        ...Object.fromEntries(
          finals.map(({ name, last }) => [name, { label: RACERS[name], value: last.loss, digits: 3 }]),
        ),
      },
    };
  },
  script: (options) => `import { tf } from '@ai/core';
import { Adagrad, Adam, RmsProp, Sgd } from '@ai/nn';

const f = (x, y) => ${surfaces[options.surface as SurfaceName].code};
const makers = {
${NAMES.map((name) => `  ${name}: (parameters) => ${MAKER_CODE[name](options)},`).join('\n')}
};

for (const [name, make] of Object.entries(makers)) {
  const x = tf.variable(tf.scalar(${options.startX}));
  const y = tf.variable(tf.scalar(${options.startY}));
  const optimizer = make(new Map([['x', x], ['y', y]]));
  for (let step = 0; step < ${options.steps}; step++) {
    const { value, grads } = tf.variableGrads(() => f(x, y), [x, y]);
    optimizer.step(grads);
    tf.dispose([value, grads]);
  }
  console.log(name, f(x, y).dataSync()[0]);
}
`,
});

function racePlot(places: readonly Place[], step: number) {
  const domain: [number, number] = [-SURFACE_RANGE, SURFACE_RANGE];
  const { x, y } = fixedAxes({ title: 'x', domain }, { title: 'y', domain });
  const color = {
    field: 'series',
    scale: { domain: NAMES, range: classColors.slice(0, NAMES.length) },
    legend: {
      title: null,
      orient: 'top',
      columns: 3,
      symbolType: 'circle',
      labelExpr: legendLabels(RACERS, 'datum.value'),
    },
  };
  return {
    width: 400,
    height: 400,
    data: { values: places.filter((place) => Math.abs(place.x) < 30 && Math.abs(place.y) < 30) },
    layer: [
      {
        mark: { type: 'line', strokeWidth: 2, clip: true, aria: false },
        encoding: { x, y, order: { field: 'step' }, color },
      },
      {
        transform: [{ filter: `datum.step === ${step}` }],
        mark: { type: 'point', filled: true, size: 110, opacity: 1, stroke: paper, strokeWidth: 1.5, clip: true },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: 'series', title: text('optimizer', '优化器') },
            { field: 'x', format: '.3~g' },
            { field: 'y', format: '.3~g' },
            { field: 'loss', title: 'f', format: '.3~g' },
          ],
        },
      },
    ],
  };
}
