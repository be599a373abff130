import { type Column, Got, InvalidArgumentError, toVector } from '@ai/core';
import { logSumExp } from '../special/elementary.js';

/** A posterior on a grid. */
export interface GridPosterior {
  /** The axes as given. */
  readonly axes: readonly Float64Array[];
  /** One probability per grid point (the last axis fastest), sum 1. */
  readonly probabilities: Float64Array;
  /** log of the integral of the unnormalised density by the trapezoid rule. */
  readonly logEvidence: number;
  /** Posterior mean of each parameter. */
  readonly mean: Float64Array;
  /** Posterior standard deviation of each parameter. */
  readonly standardDeviation: Float64Array;
  /** The probabilities of one axis's values, the others summed out. */
  marginal(axis: number): Float64Array;
}

/**
 * A posterior of few parameters by brute force: the unnormalised log density at every point of a grid, weighted by the trapezoid
 * rule. The honest reference for samplers in one or two dimensions; the number of points is the product of the axes' lengths.
 *
 * @param logDensity log prior + log likelihood, up to a constant; -Infinity where impossible
 * @param axes one rising list of at least 2 values per parameter
 * @throws InvalidArgumentError for axes that do not rise, NaN or Infinity in the density, or a density that is 0 everywhere
 * @example
 * ```ts
 * import { Beta, gridPosterior } from '@ai/prob-info';
 *
 * const axis = Array.from({ length: 101 }, (_, i) => i / 100);
 * const prior = new Beta({ alpha: 2, beta: 2 });
 * gridPosterior(([p]) => prior.logPdf(p) + 7 * Math.log(p) + 3 * Math.log1p(-p), [axis]).mean;
 * ```
 */
export function gridPosterior(
  logDensity: (parameters: Float64Array) => number,
  axes: readonly Column[],
): GridPosterior {
  const lists = axes.map((axis) => readAxis(axis));
  if (lists.length === 0) throw new InvalidArgumentError('axes', 'gridPosterior', 'hold at least one axis', axes);
  const size = lists.reduce((product, axis) => product * axis.length, 1);
  const logs = new Float64Array(size);
  const point = new Float64Array(lists.length);
  const place = new Int32Array(lists.length);
  for (let k = 0; k < size; k++) {
    for (let d = lists.length - 1, rest = k; d >= 0; d--) {
      place[d] = rest % lists[d].length;
      rest = Math.floor(rest / lists[d].length);
      point[d] = lists[d][place[d]];
    }
    const value = logDensity(point);
    if (Number.isNaN(value) || value === Number.POSITIVE_INFINITY) {
      throw new InvalidArgumentError(
        'logDensity',
        'gridPosterior',
        'be below Infinity',
        new Got(`${value} at [${point.join(', ')}]`),
      );
    }
    logs[k] = value;
    for (let d = 0; d < lists.length; d++) logs[k] += Math.log(cellWidth(lists[d], place[d]));
  }
  const logEvidence = logSumExp(logs);
  if (logEvidence === Number.NEGATIVE_INFINITY)
    throw new InvalidArgumentError(
      'logDensity',
      'gridPosterior',
      'be above 0 somewhere',
      new Got('0 on the whole grid'),
    );
  const probabilities = logs.map((log) => Math.exp(log - logEvidence));
  const marginal = (axis: number): Float64Array => {
    if (!(axis in lists))
      throw new InvalidArgumentError('axis', 'gridPosterior.marginal', `be in [0, ${lists.length})`, axis);
    const inner = lists.slice(axis + 1).reduce((product, list) => product * list.length, 1);
    const sums = new Float64Array(lists[axis].length);
    for (let k = 0; k < size; k++) sums[Math.floor(k / inner) % sums.length] += probabilities[k];
    return sums;
  };
  const mean = Float64Array.from(lists, (list, d) => marginal(d).reduce((sum, p, i) => sum + p * list[i], 0));
  const deviation = (list: Float64Array, d: number) =>
    Math.sqrt(marginal(d).reduce((sum, p, i) => sum + p * (list[i] - mean[d]) ** 2, 0));
  return {
    axes: lists,
    probabilities,
    logEvidence,
    mean,
    standardDeviation: Float64Array.from(lists, deviation),
    marginal,
  };
}

function readAxis(axis: Column): Float64Array {
  const list = Float64Array.from(toVector(axis, 'axes', 'gridPosterior', { minRows: 2 }));
  for (let i = 1; i < list.length; i++) {
    if (!(list[i] > list[i - 1]))
      throw new InvalidArgumentError('axes', 'gridPosterior', 'rise', new Got(`${list[i - 1]}, ${list[i]}`));
  }
  return list;
}

/** Half the distance between a point's neighbours: the trapezoid rule's weight. */
function cellWidth(list: Float64Array, i: number): number {
  return 0.5 * (list[Math.min(i + 1, list.length - 1)] - list[Math.max(i - 1, 0)]);
}
