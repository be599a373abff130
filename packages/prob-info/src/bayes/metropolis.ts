import { checkNumber, Random } from '@ai/core';
import { drawNormal } from '../distributions/draws.js';
import { cholesky } from '../estimation/solve.js';
import { RunningCovariance } from '../statistics/running-covariance.js';
import { type Chains, checkSampler, checkStart, type SamplerOptions, summarise } from './chains.js';

/** Options of {@link metropolis}. */
export interface MetropolisOptions extends SamplerOptions {
  /** Standard deviation of the first proposals, > 0; warm-up then learns scale and shape. @default 1 */
  readonly stepSize?: number;
}

/**
 * Random-walk Metropolis sampling (Metropolis et al., 1953) with normal proposals. In warm-up the proposals learn the posterior's
 * covariance (Haario, Saksman and Tamminen, Bernoulli 7, 2001) and a scale for an acceptance near 0.35; both are then fixed, so
 * that the kept draws have the exact stationary distribution. One chain per start, each with a random stream of its own.
 *
 * @param logDensity log posterior up to a constant; -Infinity (or NaN) where impossible
 * @param starts one list of D numbers per chain: at least two chains, apart from each other, make R-hat mean something
 * @throws InvalidArgumentError for starts of different lengths or without finite density, or options out of range
 * @example
 * ```ts
 * import { metropolis, Normal } from '@ai/prob-info';
 *
 * const target = new Normal({ mean: 3 });
 * const { mean, rHat } = metropolis(([x]) => target.logPdf(x), [[0], [5]], { seed: 1 });
 * ```
 */
export function metropolis(
  logDensity: (parameters: Float64Array) => number,
  starts: readonly ArrayLike<number>[],
  options: MetropolisOptions,
): Chains {
  const { draws, warmup, size } = checkSampler(starts, options, 'metropolis');
  const stepSize = checkNumber(options.stepSize ?? 1, 'stepSize', 'metropolis', { above: 0 });
  const root = new Random(options.seed);
  const acceptance = new Float64Array(starts.length);
  const kept = starts.map((start, c) => {
    const random = root.fork();
    let x = Float64Array.from(start);
    let value = checkStart(logDensity(x), start, 'metropolis');
    let factor: Float64Array = Float64Array.from({ length: size * size }, (_, k) =>
      Number(Math.floor(k / size) === k % size),
    );
    let logScale = Math.log(stepSize);
    let seen = new RunningCovariance(size);
    const chain: Float64Array[] = [];
    const z = new Float64Array(size);
    for (let t = 0; t < warmup + draws; t++) {
      for (let i = 0; i < size; i++) z[i] = drawNormal(random);
      const scale = Math.exp(logScale);
      const proposal = x.map((v, i) => {
        let move = 0;
        for (let j = 0; j <= i; j++) move += factor[i * size + j] * z[j];
        return v + scale * move;
      });
      const proposed = logDensity(proposal);
      const chance = proposed - value >= 0 ? 1 : Math.exp(proposed - value) || 0;
      if (random.uniform() < chance) {
        x = proposal;
        value = proposed;
        if (t >= warmup) acceptance[c] += 1 / draws;
      }
      if (t >= warmup) {
        chain.push(x);
        continue;
      }
      logScale += (((size === 1 ? 0.44 : 0.3) - chance) * -4) / Math.sqrt(t + 16);
      seen.update([x]);
      // a window that doubles forgets the way in from the start
      if (((t + 1) & t) === 0 && t >= 63) {
        const learned = cholesky(seen.covariance().data, size);
        if (learned) {
          const before = determinantRoot(factor, size);
          factor = learned;
          logScale += Math.log(before / determinantRoot(factor, size));
        }
        seen = new RunningCovariance(size);
      }
    }
    return chain;
  });
  return summarise(kept, acceptance);
}

/** The geometric mean of a factor's diagonal: its scale. */
function determinantRoot(factor: Float64Array, size: number): number {
  let log = 0;
  for (let i = 0; i < size; i++) log += Math.log(factor[i * size + i]);
  return Math.exp(log / size);
}
