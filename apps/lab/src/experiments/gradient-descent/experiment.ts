import { tf } from '@ai/core';
import { heightPicture, SURFACE_RANGE, surfaces } from '../../data/surfaces.js';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { text } from '../../text.js';
import { type Place, pathPlot } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

export const gradientDescent = defineExperiment({
  id: 'gradient-descent',
  chapter: 'linear',
  ...words,
  uses: [{ name: 'tf', package: '@ai/core', source: 'packages/core/src/tfjs/index.ts' }],
  instant: true,
  charts: [
    {
      title: text('Height', '高度'),
      x: text('step', '步'),
      series: { height: text('f(x, y)', 'f(x, y)') },
    },
  ],
  options,
  script,
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
        pick: { x: 'startX', y: 'startY' },
        name: 'path',
        title: text('The path over the surface', '曲面上的路径'),
        caption: text(
          'Dark is low, light is high. Click or drag to start elsewhere.',
          '深色为低，浅色为高。点击或拖动可换起点。',
        ),
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
          value: outcomeOf(diverged, last),
        },
      },
    };
  },
});

function outcomeOf(diverged: boolean, { x, y }: Place) {
  if (diverged) return text('diverged', '发散');
  return Math.max(Math.abs(x), Math.abs(y)) > SURFACE_RANGE
    ? text('left the map', '走出地图')
    : text('stayed on the map', '留在地图内');
}
