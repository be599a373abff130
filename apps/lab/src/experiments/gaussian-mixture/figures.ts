import type { GaussianMixtureModel } from '@ai/classic-ml';
import type { OwnPlane } from '../../data/own-plane.js';
import type { LabelledPoints } from '../../data/shapes.js';
import type { Figure } from '../../experiment.js';
import { ellipse } from '../../figures/ellipse.js';
import { ink, paper } from '../../figures/palette.js';
import { classifiedPicture } from '../../figures/pixels.js';
import { gridOver, type PlaneBounds, planeFigure } from '../../figures/plane.js';
import { text } from '../../text.js';

const GRID = 90;

/** Variance of x, covariance and variance of y of a component, whatever the shape of its covariance. */
function covarianceOf({ covariances, covarianceKind }: GaussianMixtureModel, k: number): [number, number, number] {
  const at = (row: number) => Array.from(covariances[0].data.subarray(row * covariances[0].columns));
  switch (covarianceKind) {
    case 'spherical':
      return [at(k)[0], 0, at(k)[0]];
    case 'diagonal':
      return [at(k)[0], 0, at(k)[1]];
    default: {
      const [a, b, , d] = covariances[covarianceKind === 'tied' ? 0 : k].data;
      return [a, b, d];
    }
  }
}

/** The points, how responsible each Gaussian is for each place, and the ellipses at one and two deviations. */
export function mixtureFigure(
  model: GaussianMixtureModel,
  { points, axes }: LabelledPoints & Partial<OwnPlane>,
  bounds: PlaneBounds,
  step: number,
): Figure {
  const components = model.weights.length;
  const { data } = model.predictProbabilities(gridOver(bounds, GRID));
  const quantitative = (field: string) => ({ field, type: 'quantitative' });
  const [x, y] = [quantitative('x'), quantitative('y')];
  const means = Array.from({ length: components }, (_, k): [number, number] => [
    model.means.data[2 * k],
    model.means.data[2 * k + 1],
  ]);
  const rings = means.flatMap((mean, k) => {
    const covariance = covarianceOf(model, k);
    return [1, 2].flatMap((deviations) =>
      ellipse(mean, covariance, deviations).map((place) => ({ ...place, ring: `${k}/${deviations}`, deviations })),
    );
  });
  return planeFigure({
    name: 'mixture',
    title: text('The Gaussians and whose each place is', '高斯分布与各处的归属'),
    caption: text(
      `Step ${step}. Ellipses at one and two deviations; the paler a place, the less decided.`,
      `第 ${step} 步。椭圆为一倍与二倍标准差；颜色越浅越未定。`,
    ),
    bounds,
    points,
    labels: model.labels,
    classes: means.map((_, k) => String(k + 1)),
    axes,
    background: classifiedPicture(data, components, GRID),
    layers: [
      {
        data: { values: rings },
        mark: { type: 'line', color: ink, strokeWidth: 1.6, clip: true, aria: false },
        encoding: {
          x,
          y,
          order: { field: 't' },
          detail: { field: 'ring' },
          opacity: { condition: { test: 'datum.deviations === 1', value: 0.95 }, value: 0.45 },
        },
      },
      {
        data: { values: means.map(([mx, my], k) => ({ x: mx, y: my, weight: model.weights[k] })) },
        mark: { type: 'point', filled: true, shape: 'cross', size: 170, color: ink, stroke: paper, strokeWidth: 1.4 },
        encoding: {
          x,
          y,
          tooltip: [
            { field: 'x', title: text('mean x', '均值 x'), format: '.3~f' },
            { field: 'y', title: text('mean y', '均值 y'), format: '.3~f' },
            { field: 'weight', title: text('weight', '权重'), format: '.3~f' },
          ],
        },
      },
    ],
  });
}
