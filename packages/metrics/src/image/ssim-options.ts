import { checkBoolean, checkInteger, checkNumber, checkOneOf, Got, InvalidArgumentError } from '@ai/core';
import type { Grid } from '../input/grid.js';
import type { DataRangeOption } from './images.js';
import { gaussianWindow, uniformWindow, type Window } from './windowed-similarity.js';

/** Options of {@link ssim}. */
export interface SsimOptions extends DataRangeOption {
  /** A Gaussian window, as in the paper, or a square of equal weights. @default 'gaussian' */
  readonly window?: 'gaussian' | 'uniform';
  /** Standard deviation of the Gaussian window in pixels. @default 1.5, which gives 11 x 11 */
  readonly sigma?: number;
  /** Side of the square window in pixels, odd. @default 7 */
  readonly size?: number;
  /** Variances and covariance of a sample, with n - 1 (n = size^2): scikit-image's default. @default false */
  readonly sampleCovariance?: boolean;
  /** Stabiliser of the luminance term. @default 0.01 */
  readonly k1?: number;
  /** Stabiliser of the contrast term. @default 0.03 */
  readonly k2?: number;
}

export function checkLargeEnough({ shape }: Grid, least: number, owner: string): void {
  if (shape[0] > 0 && (shape[1] < least || shape[2] < least)) {
    const got = new Got(`${shape[1]} x ${shape[2]}`);
    throw new InvalidArgumentError('targets', owner, `hold images of at least ${least} x ${least} pixels`, got);
  }
}

export function windowOf({ window = 'gaussian', sigma = 1.5, size = 7 }: SsimOptions, owner: string): Window {
  checkOneOf(window, 'window', owner, ['gaussian', 'uniform']);
  checkNumber(sigma, 'sigma', owner, { above: 0 });
  checkInteger(size, 'size', owner, { min: 1 });
  if (size % 2 === 0) throw new InvalidArgumentError('size', owner, 'be odd', size);
  return window === 'gaussian' ? gaussianWindow(sigma) : uniformWindow(size);
}

export function constantsOf(
  { dataRange = 1, k1 = 0.01, k2 = 0.03, sampleCovariance = false }: SsimOptions,
  taps: number,
  owner: string,
) {
  checkNumber(k1, 'k1', owner, { min: 0 });
  checkNumber(k2, 'k2', owner, { min: 0 });
  checkBoolean(sampleCovariance, 'sampleCovariance', owner);
  const n = taps ** 2;
  return { c1: (k1 * dataRange) ** 2, c2: (k2 * dataRange) ** 2, spread: sampleCovariance ? n / (n - 1) : 1 };
}
