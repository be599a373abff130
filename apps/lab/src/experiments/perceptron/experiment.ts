import { Perceptron } from '@ai/classic-ml';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { lineLayer } from '../../figures/line.js';
import { regionPicture } from '../../figures/pixels.js';
import { boundsOf, gridOver, planeFigure } from '../../figures/plane.js';
import { text } from '../../text.js';
import { quietly } from '../../training/quietly.js';
import { dataOf } from './data.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const GRID = 64;

export const perceptron = defineExperiment({
  id: 'perceptron',
  chapter: 'networks',
  ...words,
  uses: [{ name: 'Perceptron', package: '@ai/classic-ml', source: 'packages/classic-ml/src/linear/perceptron.ts' }],
  instant: true,
  frameDelay: 250,
  charts: [
    {
      title: text('Points on the wrong side', '站错边的点'),
      x: text('pass', '遍历'),
      series: { mistakes: text('mistakes', '错误') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const data = dataOf(options, seed, table);
    const { points, labels } = data;
    const fit = (maxIterations: number) => new Perceptron({ maxIterations, seed }).fit(points, labels);
    const model = fit(options.passes);
    const bounds = boundsOf([...points, ...points.map(([x, y]) => [x * 1.15 - 0.15, y * 1.15 - 0.15])]);
    const grid = gridOver(bounds, GRID);
    for (let pass = 1; pass <= model.iterations; pass++) {
      const now = pass === model.iterations ? model : quietly(() => fit(pass)); // the same passes, fewer of them
      const [w1, w2] = now.coefficients.data;
      const bias = now.intercepts[0];
      yield scalars(pass, { mistakes: Math.round((1 - now.score(points, labels)) * points.length) });
      yield figure(
        planeFigure({
          name: 'line',
          title: text('Where the neuron fires', '神经元在何处激活'),
          caption: text(
            `Pass ${pass}: fires where ${term(w1)}x ${signed(w2)}y ${signed(bias)} > 0.`,
            `第 ${pass} 遍：当 ${term(w1)}x ${signed(w2)}y ${signed(bias)} > 0 时激活。`,
          ),
          bounds,
          points,
          labels,
          classes: data.classes ?? ['0', '1'],
          axes: data.axes,
          legend: true,
          background: regionPicture(
            grid.map(([x, y]) => Number(w1 * x + w2 * y + bias > 0)),
            GRID,
          ),
          layers: [lineLayer([w1, w2, bias], bounds, false)],
        }),
      );
      yield progress(pass / model.iterations);
      yield frame;
    }
    const [w1, w2] = model.coefficients.data;
    return {
      mainFigure: 'line',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        accuracy: { label: text('Accuracy', '准确率'), value: model.score(points, labels) },
        passes: { label: text('Passes', '遍历次数'), value: model.iterations },
        converged: { label: text('A line was found', '找到直线'), value: model.converged },
        w1: { label: text('w₁', 'w₁'), value: w1 },
        w2: { label: text('w₂', 'w₂'), value: w2 },
        bias: { label: text('b', 'b'), value: model.intercepts[0] },
      },
    };
  },
});

function term(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'} ${term(Math.abs(value))}`;
}
