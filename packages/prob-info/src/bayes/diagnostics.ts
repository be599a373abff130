import { type Column, Got, InvalidArgumentError, toVector } from '@ai/core';

/** What {@link diagnoseChains} finds for one parameter. */
export interface ChainDiagnostics {
  /** Split R-hat; NaN for chains that never move. */
  readonly rHat: number;
  /** Effective number of independent draws for the mean; NaN for chains that never move. */
  readonly effectiveSampleSize: number;
  readonly mean: number;
  readonly standardDeviation: number;
}

/**
 * Convergence of Markov chains for one parameter: split R-hat and the effective sample size by Geyer's initial monotone sequence
 * over the chains together (Vehtari, Gelman, Simpson, Carpenter and Buerkner, Bayesian Analysis 16, 2021, equations 1 to 13).
 *
 * @param chains one or more lists of the same length, at least 4
 * @throws InvalidArgumentError for other chains, NaN or infinities
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { diagnoseChains } from '@ai/prob-info';
 *
 * const random = new Random(1);
 * const chains = [1, 2].map(() => Array.from({ length: 500 }, () => random.normal()));
 * const { rHat, effectiveSampleSize } = diagnoseChains(chains); // near 1, near 1000
 * ```
 */
export function diagnoseChains(chains: readonly Column[]): ChainDiagnostics {
  const owner = 'diagnoseChains';
  const lists = chains.map((chain) => toVector(chain, 'chains', owner, { minRows: 4 }));
  if (lists.length === 0 || lists.some((list) => list.length !== lists[0].length)) {
    throw new InvalidArgumentError(
      'chains',
      owner,
      'hold lists of one length',
      new Got(`lengths [${lists.map((l) => l.length).join(', ')}]`),
    );
  }
  const half = Math.floor(lists[0].length / 2);
  const split = lists.flatMap((list) => [list.subarray(0, half), list.subarray(list.length - half)]);
  const means = split.map((part) => part.reduce((sum, x) => sum + x, 0) / half);
  const mean = means.reduce((sum, m) => sum + m, 0) / split.length;
  const centred = split.map((part, c) => part.map((x) => x - means[c]));
  const within =
    centred.reduce((sum, part) => sum + part.reduce((s, x) => s + x * x, 0) / (half - 1), 0) / split.length;
  const between = means.reduce((sum, m) => sum + (m - mean) ** 2, 0) / (split.length - 1);
  const total = (within * (half - 1)) / half + between;
  const rHat = Math.sqrt(total / within);
  return {
    rHat: within > 0 ? rHat : Number.NaN,
    effectiveSampleSize: within > 0 ? effectiveSize(centred, within, total) : Number.NaN,
    mean,
    standardDeviation: Math.sqrt(total),
  };
}

function effectiveSize(centred: readonly Float64Array[], within: number, total: number): number {
  const n = centred[0].length;
  const draws = n * centred.length;
  const autocorrelation = (lag: number): number => {
    let sum = 0;
    for (const part of centred) {
      let covariance = 0;
      for (let i = 0; i + lag < n; i++) covariance += part[i] * part[i + lag];
      sum += covariance / n;
    }
    // the biased estimate divides by n, the variance by n - 1
    return 1 - (within - ((sum / centred.length) * n) / (n - 1)) / total;
  };
  let tau = -1;
  let last = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = (lag === 0 ? 1 : autocorrelation(lag)) + autocorrelation(lag + 1);
    if (pair <= 0) break;
    last = Math.min(last, pair);
    tau += 2 * last;
  }
  return draws / Math.max(tau, 1 / Math.log10(draws));
}
