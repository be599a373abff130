import { GaussianMixture } from '@ai/classic-ml';
import { defineExperiment, figure, frame, progress, scalars } from '../../experiment.js';
import { boundsOf } from '../../figures/plane.js';
import { text } from '../../text.js';
import { quietly } from '../../training/quietly.js';
import { dataOf, firstMeans } from './data.js';
import { mixtureFigure } from './figures.js';
import { options } from './options.js';
import { script } from './script.js';
import { words } from './words.js';

const MOST_STEPS = 300;
/** Steps shown; the first ones singly, later ones in strides. */
const FRAMES = 40;

export const gaussianMixture = defineExperiment({
  id: 'gaussian-mixture',
  chapter: 'neighbours',
  ...words,
  uses: [
    {
      name: 'GaussianMixture',
      package: '@ai/classic-ml',
      source: 'packages/classic-ml/src/mixture/gaussian-mixture.ts',
    },
  ],
  frameDelay: 180,
  instant: true,
  charts: [
    {
      title: text('Mean log likelihood of a point', '每点平均对数似然'),
      x: text('step', '步'),
      series: { likelihood: text('log likelihood', '对数似然') },
    },
  ],
  options,
  script,
  async *run({ options, seed, table }) {
    const { numComponents, covariance, start } = options;
    const data = dataOf(options, seed, table);
    const initialMeans = start === 'random' ? firstMeans(data.points, numComponents, seed) : undefined;
    const fit = (maxIterations: number) =>
      new GaussianMixture({ numComponents, covariance, initialMeans, seed, tolerance: 1e-6, maxIterations }).fit(
        data.points,
      );
    const model = fit(MOST_STEPS);
    const bounds = boundsOf(data.points);
    for (const step of stepsToShow(model.iterations)) {
      const now = step === model.iterations ? model : quietly(() => fit(step)); // the first steps of the same way
      yield scalars(step, { likelihood: meanOf(now.logLikelihoods(data.points)) });
      yield figure(mixtureFigure(now, data, bounds, step));
      yield progress(step / model.iterations);
      yield frame;
    }
    return {
      mainFigure: 'mixture',
      files: { 'model.json': JSON.stringify(model) },
      values: {
        likelihood: {
          label: text('Mean log likelihood', '平均对数似然'),
          value: meanOf(model.logLikelihoods(data.points)),
        },
        bic: { label: text('BIC (lower is better)', 'BIC（越低越好）'), value: model.bic(data.points) },
        iterations: { label: text('Steps', '步数'), value: model.iterations },
        converged: { label: text('Converged', '收敛'), value: model.converged },
        largest: { label: text('Largest weight', '最大权重'), value: Math.max(...model.weights) },
        smallest: { label: text('Smallest weight', '最小权重'), value: Math.min(...model.weights) },
      },
    };
  },
});

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function stepsToShow(last: number): number[] {
  if (last <= FRAMES) return Array.from({ length: last }, (_, i) => i + 1);
  const steps = Array.from({ length: FRAMES }, (_, i) => Math.round(last ** ((i + 1) / FRAMES)));
  return [...new Set(steps)];
}
