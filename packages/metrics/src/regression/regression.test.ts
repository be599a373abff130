import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import {
  explainedVariance,
  gaussianNegativeLogLikelihood,
  huberLoss,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  medianAbsoluteError,
  negativeLogLikelihood,
  perplexity,
  quantileLoss,
  r2Score,
  rootMeanSquaredError,
  tweedieDeviance,
} from '../index.js';

type Case = { targets: number[]; predictions: number[] } & Record<string, number>;
const golden = readGolden<{
  cases: Case[];
  deviance: { power: number; targets: number[]; predictions: number[]; expected: number }[];
  gaussian: { targets: number[]; predictions: number[]; variance: number[]; expected: number };
}>(new URL('../../golden/regression.json', import.meta.url));
const tight = { relative: 1e-13, absolute: 1e-15 };

it.each(golden.cases)('errors as scikit-learn %#', ({ targets, predictions, ...expected }) => {
  const actual = {
    meanSquaredError: meanSquaredError(targets, predictions),
    rootMeanSquaredError: rootMeanSquaredError(targets, predictions),
    meanAbsoluteError: meanAbsoluteError(targets, predictions),
    meanAbsolutePercentageError: meanAbsolutePercentageError(targets, predictions),
    medianAbsoluteError: medianAbsoluteError(targets, predictions),
    r2Score: r2Score(targets, predictions),
    explainedVariance: explainedVariance(targets, predictions),
    quantileLoss: quantileLoss(targets, predictions, { quantile: 0.2 }),
    huberLoss: huberLoss(targets, predictions, { delta: 0.7 }),
  };
  for (const [name, value] of Object.entries(actual)) expectClose(value, expected[name], tight);
});

it.each(golden.deviance)('deviance of power $power', ({ power, targets, predictions, expected }) => {
  expectClose(tweedieDeviance(targets, predictions, { power }), expected, tight);
});

describe('regression', () => {
  it('likelihoods', () => {
    const { targets, predictions, variance, expected } = golden.gaussian;
    expectClose(gaussianNegativeLogLikelihood(targets, predictions, variance), expected, tight);
    expectClose(negativeLogLikelihood([Math.log(0.5), Math.log(0.125)]), 2 * Math.LN2, tight);
    expectClose(perplexity(new Array(9).fill(-Math.log(7))), 7, tight);
  });

  it('R2 loses no digits to a large mean, also across batches', () => {
    const targets = Array.from({ length: 100 }, (_, i) => i % 7);
    const predictions = targets.map((y, i) => y + ((i * 5) % 3) - 1);
    const shift = (values: number[]): number[] => values.map((value) => value + 2 ** 40);
    const expected = r2Score(targets, predictions);
    expectClose(r2Score(shift(targets), shift(predictions)), expected, { relative: 1e-12 });
    const stream = r2Score.streaming();
    let state = stream.init();
    for (let i = 0; i < 100; i += 10) {
      state = stream.update(state, shift(targets.slice(i, i + 10)), shift(predictions.slice(i, i + 10)));
    }
    expectClose(stream.compute(state), expected, { relative: 1e-12 });
  });

  it('undefined values', () => {
    expect(r2Score([1], [1])).toBeNaN();
    expect(r2Score([2, 2], [2, 2])).toBe(1);
    expect(r2Score([2, 2], [2, 3])).toBe(0);
    expect(explainedVariance([1], [2])).toBe(1);
    expect(meanSquaredError([], [])).toBeNaN();
    expect(meanAbsolutePercentageError([0], [1])).toBe(2 ** 52);
  });

  it('refuses what it cannot score', () => {
    expect(() => meanSquaredError([1, 2], [1])).toThrow("as many samples as 'targets' (2), got 1.");
    expect(() => meanSquaredError([[1, 2]], [[1]])).toThrow("as many columns as 'targets' (2), got 1.");
    expect(() => quantileLoss([1], [1], { quantile: 1 })).toThrow("'quantile'");
    expect(() => huberLoss([1], [1], { delta: 0 })).toThrow("'delta'");
    expect(() => tweedieDeviance([1], [1], { power: 0.5 })).toThrow("'power' of tweedieDeviance must be <= 0 or >= 1");
    expect(() => tweedieDeviance([1], [0], { power: 1 })).toThrow(
      "'predictions' of tweedieDeviance must hold numbers > 0",
    );
    expect(() => tweedieDeviance([-1], [1], { power: 1 })).toThrow('hold numbers >= 0 for the power 1');
    expect(() => tweedieDeviance([0], [1], { power: 2 })).toThrow('hold numbers > 0 for the power 2');
    expect(() => gaussianNegativeLogLikelihood([1], [1], [0])).toThrow("'variances'");
    expect(() => perplexity([0.1])).toThrow("'logProbabilities' of perplexity must hold numbers <= 0");
    const stream = r2Score.streaming();
    const state = stream.update(stream.init(), [1, 2], [1, 2]);
    expect(() => stream.update(state, [[1, 2]], [[1, 2]])).toThrow(
      'as many columns as the batches before, got 2 after 1',
    );
  });
});
