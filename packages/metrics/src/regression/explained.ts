import type { MetricDefinition } from '../define-metric.js';
import { checkSameWidth, type Moments, mergeMoments, momentsOf } from './moments.js';
import { type Outputs, toOutputPair } from './pairs.js';

/** Moments of targets and of residuals for each of D outputs, and the residuals' sums of squares about 0. */
export interface Explained {
  readonly targets: Moments;
  readonly residuals: Moments;
  readonly squares: Float64Array;
}

/** A definition over the variance of targets and residuals, averaged over outputs. */
export function fromVariances(
  owner: string,
  compute: (targetSpread: number, residualSpread: number, residualSquares: number) => number,
  fewest: number,
): MetricDefinition<Explained, [targets: Outputs, predictions: Outputs], number> {
  const empty: Explained = { targets: momentsOf([], 0), residuals: momentsOf([], 0), squares: new Float64Array(0) };
  return {
    empty: () => empty,
    summarize: (targets: Outputs, predictions: Outputs) => {
      const pair = toOutputPair(targets, predictions, owner);
      const residuals = pair.targets.map((target, i) => target - pair.predictions[i]);
      const squares = new Float64Array(pair.columns);
      residuals.forEach((residual, i) => {
        squares[i % pair.columns] += residual * residual;
      });
      return { targets: momentsOf(pair.targets, pair.columns), residuals: momentsOf(residuals, pair.columns), squares };
    },
    merge: (first, second) => {
      if (first.targets.count === 0 || second.targets.count === 0) return first.targets.count === 0 ? second : first;
      checkSameWidth(first.targets, second.targets);
      return {
        targets: mergeMoments(first.targets, second.targets),
        residuals: mergeMoments(first.residuals, second.residuals),
        squares: first.squares.map((value, d) => value + second.squares[d]),
      };
    },
    compute: ({ targets, residuals, squares }) => {
      if (targets.count < fewest) return Number.NaN;
      const values = squares.map((square, d) => compute(targets.spread[d], residuals.spread[d], square));
      return values.reduce((a, b) => a + b, 0) / values.length;
    },
  };
}

/** 1 - unexplained / total; of a constant target 1 if it is met exactly, else 0. */
export function fraction(unexplained: number, total: number): number {
  if (total !== 0) return 1 - unexplained / total;
  return unexplained === 0 ? 1 : 0;
}
