import type { Rows } from '@ai/core';
import { defineMetric, sums } from '../define-metric.js';
import { checkDistributions } from '../input/class-scores.js';
import { toTable } from '../input/table.js';

const xLogX = (x: number): number => (x === 0 ? 0 : x * Math.log(x));

/**
 * The Inception score with any classifier: exp of the mean Kullback-Leibler divergence of the classes of each image from those of all
 * images; 1 to K. It is high if images are clear and varied. Computed over all images at once (one split).
 *
 * Data: `probabilities` (N images x K classes, rows summing to 1). NaN without images.
 *
 * Reference: Salimans et al., "Improved techniques for training GANs" (2016), section 4.
 *
 * @throws InvalidArgumentError for probabilities outside of [0, 1] or not summing to 1
 * @example
 * ```ts
 * import { inceptionScore } from '@ai/metrics';
 *
 * inceptionScore([[1, 0], [0, 1]]); // 2: every image is clear, all classes occur
 * ```
 */
export const inceptionScore = /* @__PURE__ */ defineMetric(
  { name: 'inceptionScore', higherIsBetter: true, inputs: ['probabilities'] },
  () =>
    sums(
      0, // images, sum of p log p, and the sum of the probabilities of each class
      (probabilities: Rows) => {
        const table = toTable(probabilities, 'probabilities', 'inceptionScore');
        checkDistributions(table, 'probabilities', 'inceptionScore');
        const { data, rows, columns } = table;
        if (rows === 0) return [];
        const totals = new Float64Array(2 + columns);
        totals[0] = rows;
        for (let i = 0; i < data.length; i++) {
          totals[1] += xLogX(data[i]);
          totals[2 + (i % columns)] += data[i];
        }
        return totals;
      },
      (totals) => {
        if (totals.length === 0) return Number.NaN;
        const [images, information] = totals;
        const ofAll = totals.subarray(2).reduce((sum, total) => sum + xLogX(total / images), 0);
        return Math.exp(information / images - ofAll);
      },
    ),
);
