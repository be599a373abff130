import { type Column, checkSameLength, type Rows, toVector } from '@ai/core';
import type { Label, Labels, ScoreOptions } from './estimator.js';
import { readLabels } from './input/labels.js';
import { readWeights } from './input/samples.js';

/** Weighted share of samples whose label is predicted. */
export function accuracyOf(
  model: { predict(x: Rows): readonly Label[] },
  owner: string,
  x: Rows,
  y: Labels,
  options: ScoreOptions = {},
): number {
  const predicted = model.predict(x);
  const labels = readLabels(y, 'y', owner, predicted.length);
  const weights = readWeights(options.sampleWeights, owner, predicted.length);
  let correct = 0;
  let total = 0;
  predicted.forEach((label, i) => {
    const weight = weights ? weights[i] : 1;
    total += weight;
    if (label === labels[i]) correct += weight;
  });
  return correct / total;
}

/** Weighted R^2 = 1 - residual / total sum of squares; of a constant y it is 1 for exact predictions and 0 otherwise, of one sample NaN. */
export function determinationOf(
  model: { predict(x: Rows): Float64Array },
  owner: string,
  x: Rows,
  y: Column,
  options: ScoreOptions = {},
): number {
  const predicted = model.predict(x);
  const values = toVector(y, 'y', owner);
  checkSameLength(predicted.length, values.length, ['X', 'y'], owner);
  const weights = readWeights(options.sampleWeights, owner, predicted.length);
  return weightedDetermination(values, predicted, weights);
}

/** R^2 of predictions; see {@link determinationOf}. */
export function weightedDetermination(y: Float64Array, predicted: Float64Array, weights?: Float64Array): number {
  if (y.length < 2) return Number.NaN;
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = weights ? weights[i] : 1;
    sum += weight * y[i];
    total += weight;
  }
  const mean = sum / total;
  let residual = 0;
  let spread = 0;
  for (let i = 0; i < y.length; i++) {
    const weight = weights ? weights[i] : 1;
    residual += weight * (y[i] - predicted[i]) ** 2;
    spread += weight * (y[i] - mean) ** 2;
  }
  if (spread === 0) return residual === 0 ? 1 : 0;
  return 1 - residual / spread;
}
