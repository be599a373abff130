import { tf } from '@ai/core';
import { expectClose, withoutLeaks } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { Bernoulli } from '../distributions/bernoulli.js';
import { Categorical } from '../distributions/categorical.js';
import { Normal } from '../distributions/normal.js';
import { numericGradient } from '../estimation/numeric-derivatives.js';
import { crossEntropy } from '../information/entropy.js';
import { klBetween } from '../information/kl-between.js';
import { sigmoid } from '../special/elementary.js';
import * as densities from './log-densities.js';

const float32 = { relative: 2e-6, absolute: 1e-6 };
const mean = [0.5, -1, 2];
const logVariance = [0.2, -1, 1.5];
const otherMean = [0, 0.3, 1];
const otherLogVariance = [-0.5, 0.1, 1];
const normal = (m: number, v: number) => new Normal({ mean: m, standardDeviation: Math.exp(0.5 * v) });
const t = (values: number[]) => tf.tensor1d(values);
const probabilities = (logits: number[]) => Array.from(new Categorical({ logits }).parameters.probabilities);

/** Each function of one vector (its other arguments fixed), with the same in float64. */
const functions: [string, (x: tf.Tensor) => tf.Tensor, (x: Float64Array) => number, number[]][] = [
  [
    'normalLogDensity by x',
    (x) => densities.normalLogDensity(x, t(mean), t(logVariance).mul(0.5)).sum(),
    (x) => x.reduce((s, v, i) => s + normal(mean[i], logVariance[i]).logDensity(v), 0),
    [1, -2, 0.3],
  ],
  [
    'normalLogDensity by the log deviation',
    (x) => densities.normalLogDensity(t(otherMean), t(mean), x).sum(),
    (x) => x.reduce((s, v, i) => s + normal(mean[i], 2 * v).logDensity(otherMean[i]), 0),
    [0.1, -0.4, 0.7],
  ],
  [
    'standardNormalKl by the mean',
    (x) => densities.standardNormalKl(x, t(logVariance)),
    (x) => x.reduce((s, v, i) => s + klBetween(normal(v, logVariance[i]), new Normal()), 0),
    mean,
  ],
  [
    'standardNormalKl by the log variance',
    (x) => densities.standardNormalKl(t(mean), x),
    (x) => x.reduce((s, v, i) => s + klBetween(normal(mean[i], v), new Normal()), 0),
    logVariance,
  ],
  [
    'diagonalNormalKl',
    (x) =>
      densities.diagonalNormalKl(
        { mean: t(mean), logVariance: x },
        { mean: t(otherMean), logVariance: t(otherLogVariance) },
      ),
    (x) => x.reduce((s, v, i) => s + klBetween(normal(mean[i], v), normal(otherMean[i], otherLogVariance[i])), 0),
    logVariance,
  ],
  [
    'bernoulliLogProbability',
    (x) => densities.bernoulliLogProbability(t([1, 0, 1]), x).sum(),
    (x) => x.reduce((s, v, i) => s + new Bernoulli({ probability: sigmoid(v) }).logDensity([1, 0, 1][i]), 0),
    [0.5, -2, 3],
  ],
  [
    'categoricalLogProbability',
    (x) => densities.categoricalLogProbability(tf.tensor1d([2], 'int32'), x.expandDims(0)).sum(),
    (x) => new Categorical({ logits: x }).logDensity(2),
    [0.5, -2, 1],
  ],
  [
    'crossEntropyFromLogits',
    (x) => densities.crossEntropyFromLogits(t([0.2, 0, 0.8]), x),
    (x) => crossEntropy([0.2, 0, 0.8], probabilities(Array.from(x))),
    [0.5, -2, 1],
  ],
  [
    'categoricalKlFromLogits',
    (x) => densities.categoricalKlFromLogits(x, t(mean)),
    (x) => klBetween(new Categorical({ logits: x }), new Categorical({ logits: mean })),
    [0.5, -2, 1],
  ],
  [
    'categoricalEntropyFromLogits',
    (x) => densities.categoricalEntropyFromLogits(x),
    (x) => new Categorical({ logits: x }).entropy,
    [0.5, -2, 1],
  ],
];

describe.each(functions)('%s', (_, onTensors, inFloat64, at) => {
  it('agrees with the float64 form, in value and gradient, and leaks nothing', async () => {
    const point = Float64Array.from(at);
    const [value, gradient] = await withoutLeaks(() => {
      const result = tf.tidy(() => {
        const x = t(at);
        return [onTensors(x), tf.grad((v) => onTensors(v) as tf.Scalar)(x)];
      });
      const numbers = result.map((tensor) => Array.from(tensor.dataSync()));
      result.forEach((tensor) => {
        tensor.dispose();
      });
      return numbers;
    });
    expectClose(value[0], inFloat64(point), float32);
    expectClose(gradient, numericGradient(inFloat64, point), { relative: 1e-5, absolute: 2e-6 });
  });
});

it('batches keep their leading axes', () => {
  tf.tidy(() => {
    const logits = tf.tensor2d([
      [0, 1, 2],
      [5, 5, 5],
    ]);
    expect(densities.categoricalLogProbability(tf.tensor1d([0, 1], 'int32'), logits).shape).toEqual([2]);
    expect(densities.crossEntropyFromLogits(logits.softmax(), logits).shape).toEqual([2]);
    expect(densities.standardNormalKl(tf.zeros([4, 2, 3]), tf.zeros([4, 2, 3])).shape).toEqual([4, 2]);
    expectClose(densities.categoricalEntropyFromLogits(logits).dataSync()[1], Math.log(3), float32);
  });
});

it('logits of any size give finite numbers', () => {
  tf.tidy(() => {
    const logs = densities.bernoulliLogProbability(t([1, 0, 0]), t([-200, 200, -200])).dataSync();
    expectClose(Array.from(logs), [-200, -200, 0], float32);
    expect(densities.crossEntropyFromLogits(t([1, 0]), t([-1000, 1000])).dataSync()[0]).toBe(2000);
  });
});
