import { tf } from '@ai/core';
import { Adagrad, Adam, type Optimizer, RmsProp, Sgd } from '@ai/nn';
import { heightPicture, type SurfaceName, surfaces } from '../../data/surfaces.js';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { shadePicture } from '../../figures/pixels.js';
import { text } from '../../text.js';
import { NAMES, RACERS, type Racer, type Rates } from './data.js';
import { type Place, racePlot } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

/** How each racer is made, for the run and for the script. */
const MAKERS: Readonly<Record<Racer, (parameters: ReadonlyMap<string, tf.Variable>, rates: Rates) => Optimizer>> = {
  sgd: (parameters, { plainRate }) => new Sgd(parameters, { learningRate: plainRate }),
  momentum: (parameters, { plainRate, momentum }) => new Sgd(parameters, { learningRate: plainRate, momentum }),
  adagrad: (parameters, { adaptiveRate }) => new Adagrad(parameters, { learningRate: adaptiveRate }),
  rmsProp: (parameters, { adaptiveRate }) => new RmsProp(parameters, { learningRate: adaptiveRate }),
  adam: (parameters, { adaptiveRate }) => new Adam(parameters, { learningRate: adaptiveRate }),
};

export const optimizers = defineExperiment({
  id: 'optimizers',
  chapter: 'networks',
  ...words,
  uses: [
    { name: 'Sgd', package: '@ai/nn', source: 'packages/nn/src/optim/sgd.ts' },
    { name: 'Adagrad', package: '@ai/nn', source: 'packages/nn/src/optim/adagrad.ts' },
    { name: 'RmsProp', package: '@ai/nn', source: 'packages/nn/src/optim/rms-prop.ts' },
    { name: 'Adam', package: '@ai/nn', source: 'packages/nn/src/optim/adam.ts' },
  ],
  frameDelay: 60,
  charts: [{ title: text('Height', '高度'), x: text('step', '步'), series: RACERS }],
  options,
  script,
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
          pick: { x: 'startX', y: 'startY' },
          name: 'race',
          title: text('The paths over the surface', '曲面上的路径'),
          caption: text(
            `Step ${step}. The greyer, the higher. Click or drag to start elsewhere.`,
            `第 ${step} 步。越灰越高。点击或拖动可换起点。`,
          ),
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
});
