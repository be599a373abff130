import { checkOneOf, Got, InvalidArgumentError } from '@ai/core';
import { MedianCriterion } from './median-criterion.js';
import { MeanCriterion, type SplitCriterion } from './split-criterion.js';
import type { TreeGrowthOptions } from './tree-options.js';

/** What regression trees and their forests share. */
export interface RegressionTreeOptions extends TreeGrowthOptions {
  /**
   * Measure of impurity: the mean squared error of the mean (the variance), the mean absolute error of the median, or half the mean
   * Poisson deviance of the mean, for counts and rates >= 0. A leaf predicts that mean or median. @default 'squaredError'
   */
  readonly criterion?: 'squaredError' | 'absoluteError' | 'poisson';
}

/**
 * Makes the criterion for N targets; called again with the weights of each tree of a forest.
 * @throws InvalidArgumentError for an unknown criterion, or targets that are no rates
 */
export function regressionCriterion(
  y: Float64Array,
  { criterion = 'squaredError' }: RegressionTreeOptions,
  owner: string,
): (weights: Float64Array) => SplitCriterion {
  checkOneOf(criterion, 'criterion', owner, ['squaredError', 'absoluteError', 'poisson']);
  if (criterion === 'absoluteError') return (weights) => new MedianCriterion(y, weights);
  if (criterion === 'poisson') {
    checkRates(y, owner);
    return (weights) => new MeanCriterion(y, weights, 0, 'poisson');
  }
  return (weights) => varianceOf(y, weights);
}

/** The criterion over targets with their mean taken off, so that sums of squares keep their digits. */
function varianceOf(y: Float64Array, weights: Float64Array): MeanCriterion {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    sum += weights[i] * y[i];
    total += weights[i];
  }
  const mean = sum / total;
  return new MeanCriterion(
    y.map((value) => value - mean),
    weights,
    mean,
    'squaredError',
  );
}

/** @throws InvalidArgumentError if one is negative or all are 0 */
export function checkRates(y: Float64Array, owner: string): void {
  const negative = y.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw new InvalidArgumentError('y', owner, 'be >= 0', new Got(`${y[negative]} at index ${negative}`));
  }
  if (y.every((value) => value === 0))
    throw new InvalidArgumentError('y', owner, 'not be all 0', new Got('only zeros'));
}
