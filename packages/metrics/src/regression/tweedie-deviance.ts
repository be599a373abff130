import { checkNumber, Got, InvalidArgumentError } from '@ai/core';
import { defineMetric } from '../define-metric.js';
import { meanLoss } from './pairs.js';

/** Options of {@link tweedieDeviance}. */
export interface TweedieDevianceOptions {
  /**
   * The power of the mean that the variance grows with: 0 normal (squared error), 1 Poisson, 2 gamma, 3 inverse Gaussian, between 1
   * and 2 compound Poisson; below 0 for heavy lower tails. Not between 0 and 1.
   * @default 0
   */
  readonly power?: number;
}

/** x log(x / y), 0 at x = 0. */
function xLogRatio(x: number, y: number): number {
  return x === 0 ? 0 : x * Math.log(x / y);
}

function devianceOf(power: number): (target: number, prediction: number) => number {
  if (power === 0) return (y, m) => (y - m) ** 2;
  if (power === 1) return (y, m) => 2 * (xLogRatio(y, m) - y + m);
  if (power === 2) return (y, m) => 2 * (Math.log(m / y) + y / m - 1);
  return (y, m) =>
    2 *
    (Math.max(y, 0) ** (2 - power) / ((1 - power) * (2 - power)) -
      (y * m ** (1 - power)) / (1 - power) +
      m ** (2 - power) / (2 - power));
}

/**
 * Mean Tweedie deviance: twice the log-likelihood ratio between a perfect and the given prediction, for the normal (power 0), Poisson
 * (1), gamma (2) and other exponential-dispersion models.
 *
 * Data: `targets` and `predictions` (N, or N x D outputs): predictions > 0 unless the power is 0; targets >= 0 for powers in [1, 2)
 * and > 0 from 2. NaN without samples.
 *
 * Reference: Jorgensen, "The Theory of Dispersion Models" (1997).
 *
 * @throws InvalidArgumentError for different shapes, numbers outside of the model's range, or a power between 0 and 1
 * @example
 * ```ts
 * import { tweedieDeviance } from '@ai/metrics';
 *
 * tweedieDeviance([2, 0, 1, 4], [0.5, 0.5, 2, 2], { power: 1 }); // 1.4260...
 * ```
 */
export const tweedieDeviance = /* @__PURE__ */ defineMetric(
  { name: 'tweedieDeviance', higherIsBetter: false, inputs: ['targets', 'predictions'] },
  ({ power = 0 }: TweedieDevianceOptions = {}) => {
    checkNumber(power, 'power', 'tweedieDeviance');
    if (power > 0 && power < 1) {
      throw new InvalidArgumentError('power', 'tweedieDeviance', 'be <= 0 or >= 1', power);
    }
    const deviance = devianceOf(power);
    const range = (argument: string, expected: string, value: number): InvalidArgumentError =>
      new InvalidArgumentError(argument, 'tweedieDeviance', `${expected} for the power ${power}`, new Got(`${value}`));
    return meanLoss('tweedieDeviance', (target, prediction) => {
      if (power !== 0 && prediction <= 0) throw range('predictions', 'hold numbers > 0', prediction);
      if (power >= 2 && target <= 0) throw range('targets', 'hold numbers > 0', target);
      if (power >= 1 && target < 0) throw range('targets', 'hold numbers >= 0', target);
      return deviance(target, prediction);
    });
  },
);
