import { fRate } from '../classification/rates.js';
import { defineRegionRate } from './region-rate.js';

/**
 * The Dice score: for each class twice the pixels that are both labelled and predicted as it over the sum of those labelled and those
 * predicted, counted over all images; averaged over classes.
 *
 * Data: `targets` and `predictions` (N x H x W labels). Classes that neither occur nor are predicted are left out. NaN without pixels.
 *
 * Reference: Dice, "Measures of the amount of ecologic association between species" (1945).
 *
 * @throws InvalidArgumentError for different shapes, or labels that are no whole numbers or outside of `classes`
 * @example
 * ```ts
 * import { dice } from '@ai/metrics';
 *
 * dice([[[0, 1], [1, 1]]], [[[0, 1], [0, 1]]], { average: 'none' }); // Float64Array [2/3, 0.8]
 * ```
 */
export const dice = /* @__PURE__ */ defineRegionRate('dice', fRate(1));
