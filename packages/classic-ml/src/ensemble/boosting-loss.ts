import { Got, InvalidArgumentError } from '@ai/core';
import { softmaxRows } from '../decision.js';
import { quantile } from '../statistics/quantile.js';

/** A loss of N samples with their targets and weights, as functions of scores. */
export interface BoostingLoss {
  /** Scores of a sample. */
  readonly numOutputs: number;
  /** Whether all second derivatives are 1. */
  readonly hessiansAreOne: boolean;
  /** The constant scores of smallest loss. */
  start(): Float64Array;
  /** Writes the weighted derivatives for all samples. All arrays are outputs x N. */
  derivatives(
    scores: readonly Float64Array[],
    gradients: readonly Float64Array[],
    hessians: readonly Float64Array[],
  ): void;
  /** Weighted mean over the samples. @param scores outputs x N */
  mean(scores: readonly Float64Array[]): number;
  /** The best step of the samples of a leaf, where that is no Newton step. */
  leafStep?(scores: Float64Array, samples: Int32Array): number;
}

/** A loss of one target and one score. */
export interface PointLoss {
  /** Whether the second derivative is 1 everywhere. */
  readonly hessianIsOne: boolean;
  /** The score of smallest loss for all. */
  start(targets: Float64Array, weights: Float64Array | undefined): number;
  loss(target: number, score: number): number;
  gradient(target: number, score: number): number;
  hessian(target: number, score: number): number;
  /** Leaves step by this quantile of what is left of the targets. */
  readonly quantile?: number;
}

/** Half the squared error. */
export const SQUARED_ERROR: PointLoss = {
  hessianIsOne: true,
  start: weightedMean,
  loss: (target, score) => 0.5 * (score - target) ** 2,
  gradient: (target, score) => score - target,
  hessian: () => 1,
};

export const ABSOLUTE_ERROR: PointLoss = {
  hessianIsOne: true,
  quantile: 0.5,
  start: (targets, weights) => weightedQuantile(targets, weights, 0.5),
  loss: (target, score) => Math.abs(score - target),
  gradient: (target, score) => (score > target ? 1 : -1),
  hessian: () => 1,
};

/** The pinball loss, whose minimum is the quantile q. */
export function quantileLoss(q: number): PointLoss {
  return {
    hessianIsOne: true,
    quantile: q,
    start: (targets, weights) => weightedQuantile(targets, weights, q),
    loss: (target, score) => (target >= score ? q * (target - score) : (1 - q) * (score - target)),
    gradient: (target, score) => (target >= score ? -q : 1 - q),
    hessian: () => 1,
  };
}

/** Half the Poisson deviance up to a constant; the score is the logarithm of the mean. */
export const POISSON: PointLoss = {
  hessianIsOne: false,
  start: (targets, weights) => Math.log(weightedMean(targets, weights)),
  loss: (target, score) => Math.exp(score) - target * score,
  gradient: (target, score) => Math.exp(score) - target,
  hessian: (_, score) => Math.exp(score),
};

/** Half the gamma deviance up to a constant; the score is the logarithm of the mean. */
export const GAMMA: PointLoss = {
  hessianIsOne: false,
  start: (targets, weights) => Math.log(weightedMean(targets, weights)),
  loss: (target, score) => score + target * Math.exp(-score),
  gradient: (target, score) => 1 - target * Math.exp(-score),
  hessian: (target, score) => target * Math.exp(-score),
};

/** The log loss of two classes; targets are 0 or 1, the score is the log odds. */
export const BINARY_LOG_LOSS: PointLoss = {
  hessianIsOne: false,
  start: (targets, weights) => {
    const share = weightedMean(targets, weights);
    return Math.log(share / (1 - share));
  },
  loss: (target, score) => Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score))) - target * score,
  gradient: (target, score) => 1 / (1 + Math.exp(-score)) - target,
  hessian: (_, score) => {
    const probability = 1 / (1 + Math.exp(-score));
    return probability * (1 - probability);
  },
};

/** A loss of one score, over samples. */
export function pointwise(point: PointLoss, targets: Float64Array, weights: Float64Array | undefined): BoostingLoss {
  const { quantile: q } = point;
  return {
    numOutputs: 1,
    hessiansAreOne: point.hessianIsOne && weights === undefined,
    start: () => Float64Array.of(point.start(targets, weights)),
    derivatives: ([scores], [gradients], [hessians]) => {
      for (let i = 0; i < targets.length; i++) {
        const weight = weights ? weights[i] : 1;
        gradients[i] = weight * point.gradient(targets[i], scores[i]);
        hessians[i] = weight * point.hessian(targets[i], scores[i]);
      }
    },
    mean: ([scores]) =>
      weightedMean(
        targets.map((target, i) => point.loss(target, scores[i])),
        weights,
      ),
    leafStep:
      q === undefined
        ? undefined
        : (scores, samples) =>
            weightedQuantile(
              Float64Array.from(samples, (i) => targets[i] - scores[i]),
              weights && Float64Array.from(samples, (i) => weights[i]),
              q,
            ),
  };
}

/** The log loss of C > 2 classes; scores are log probabilities up to a constant. @param codes N classes */
export function softmaxLoss(codes: Int32Array, numClasses: number, weights: Float64Array | undefined): BoostingLoss {
  const row = { data: new Float64Array(numClasses), rows: 1, columns: numClasses };
  const readRow = (scores: readonly Float64Array[], i: number): void => {
    for (let k = 0; k < numClasses; k++) row.data[k] = scores[k][i];
    softmaxRows(row);
  };
  return {
    numOutputs: numClasses,
    hessiansAreOne: false,
    start: () => {
      const logs = Float64Array.from({ length: numClasses }, (_, k) =>
        Math.log(
          weightedMean(
            Float64Array.from(codes, (code) => Number(code === k)),
            weights,
          ),
        ),
      );
      const mean = logs.reduce((a, b) => a + b, 0) / numClasses;
      return logs.map((value) => value - mean);
    },
    derivatives: (scores, gradients, hessians) => {
      for (let i = 0; i < codes.length; i++) {
        const weight = weights ? weights[i] : 1;
        readRow(scores, i);
        for (let k = 0; k < numClasses; k++) {
          const probability = row.data[k];
          gradients[k][i] = weight * (probability - Number(codes[i] === k));
          hessians[k][i] = weight * probability * (1 - probability);
        }
      }
    },
    mean: (scores) => {
      const losses = Float64Array.from(codes, (code, i) => {
        readRow(scores, i);
        return -Math.log(row.data[code]);
      });
      return weightedMean(losses, weights);
    },
  };
}

function weightedMean(values: Float64Array, weights: Float64Array | undefined): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights ? weights[i] : 1;
    sum += weight * values[i];
    total += weight;
  }
  return sum / total;
}

/**
 * The quantile q; with weights the value up to which that share of the weight lies, or the mean of two if both sides of the gap fit.
 * Without weights linear between neighbours; for the median both are the same.
 */
function weightedQuantile(values: Float64Array, weights: Float64Array | undefined, q: number): number {
  if (!weights) return quantile(values.slice().sort(), q);
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const aim = q * weights.reduce((a, b) => a + b, 0);
  let below = 0;
  for (let o = 0; o < order.length; o++) {
    below += weights[order[o]];
    if (below < aim * (1 - 1e-12)) continue;
    const isGap = below <= aim * (1 + 1e-12) && o + 1 < order.length;
    return isGap ? (values[order[o]] + values[order[o + 1]]) / 2 : values[order[o]];
  }
  return values[order[order.length - 1]];
}

/** @throws InvalidArgumentError if one is 0 or negative */
export function checkPositive(y: Float64Array, owner: string): void {
  const wrong = y.findIndex((value) => value <= 0);
  if (wrong >= 0) throw new InvalidArgumentError('y', owner, 'be > 0', new Got(`${y[wrong]} at index ${wrong}`));
}
