import { checkInteger, Got, InvalidArgumentError } from '@ai/core';
import { diagnoseChains } from './diagnostics.js';

/** Draws of a sampler. */
export interface Chains {
  /** One list per chain, one Float64Array of D parameters per kept draw. */
  readonly draws: readonly (readonly Float64Array[])[];
  /** Of each chain: the share of proposals accepted after warm-up (for HMC the mean acceptance probability). */
  readonly acceptance: Float64Array;
  /** Split R-hat of each parameter: near 1 when the chains agree; above 1.01 run longer. */
  readonly rHat: Float64Array;
  /** Effective number of independent draws for each parameter's mean. */
  readonly effectiveSampleSize: Float64Array;
  /** Posterior mean of each parameter. */
  readonly mean: Float64Array;
  /** Posterior standard deviation of each parameter. */
  readonly standardDeviation: Float64Array;
  /** Monte Carlo error of the mean: standard deviation / sqrt(effective sample size). */
  readonly monteCarloError: Float64Array;
}

/** Options both samplers share. */
export interface SamplerOptions {
  /** Any safe integer. */
  readonly seed: number;
  /** Kept draws per chain, an integer >= 4. @default 1000 */
  readonly draws?: number;
  /** Steps before, in which the sampler tunes itself. @default as many as draws */
  readonly warmup?: number;
}

/** Checks starts (one per chain) and lengths. */
export function checkSampler(starts: readonly ArrayLike<number>[], options: SamplerOptions, owner: string) {
  const { draws = 1000, warmup = draws } = options;
  checkInteger(draws, 'draws', owner, { min: 4 });
  checkInteger(warmup, 'warmup', owner, { min: 0 });
  const size = starts[0]?.length ?? 0;
  if (size === 0 || starts.some((start) => start.length !== size)) {
    throw new InvalidArgumentError(
      'starts',
      owner,
      'hold one list of D >= 1 numbers per chain, all of one length',
      new Got(`lengths [${starts.map((s) => s.length).join(', ')}]`),
    );
  }
  return { draws, warmup, size };
}

/** @throws InvalidArgumentError unless the density at a start is finite */
export function checkStart(logDensity: number, start: ArrayLike<number>, owner: string): number {
  if (Number.isFinite(logDensity)) return logDensity;
  throw new InvalidArgumentError(
    'starts',
    owner,
    'have a finite log density',
    new Got(`${logDensity} at [${Array.from(start).join(', ')}]`),
  );
}

/** Adds moments and diagnostics to draws. */
export function summarise(draws: readonly (readonly Float64Array[])[], acceptance: Float64Array): Chains {
  const size = draws[0][0].length;
  const parameters = Array.from({ length: size }, (_, d) =>
    draws.map((chain) => Float64Array.from(chain, (draw) => draw[d])),
  );
  const results = parameters.map((chains) => diagnoseChains(chains));
  const pick = (key: 'rHat' | 'effectiveSampleSize' | 'mean' | 'standardDeviation') =>
    Float64Array.from(results, (r) => r[key]);
  const monteCarloError = Float64Array.from(results, (r) => r.standardDeviation / Math.sqrt(r.effectiveSampleSize));
  return {
    draws,
    acceptance,
    rHat: pick('rHat'),
    effectiveSampleSize: pick('effectiveSampleSize'),
    mean: pick('mean'),
    standardDeviation: pick('standardDeviation'),
    monteCarloError,
  };
}
