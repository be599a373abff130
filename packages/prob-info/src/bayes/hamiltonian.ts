import { checkInteger, checkNumber, Random } from '@ai/core';
import { drawNormal } from '../distributions/draws.js';
import { numericGradient } from '../estimation/numeric-derivatives.js';
import { type Chains, checkSampler, checkStart, type SamplerOptions, summarise } from './chains.js';

/** Options of {@link hamiltonianMonteCarlo}. */
export interface HamiltonianOptions extends SamplerOptions {
  /** Gradient of logDensity, D numbers. @default central differences */
  readonly gradient?: (parameters: Float64Array) => ArrayLike<number>;
  /** Length of each trajectory in units of the posterior's standard deviation, > 0; each is drawn within 20 % of it. @default pi / 2 */
  readonly pathLength?: number;
  /** Most leapfrog steps of a trajectory, an integer >= 1. @default 100 */
  readonly maxSteps?: number;
  /** Acceptance probability that the step size is tuned to, in (0, 1). @default 0.8 */
  readonly targetAcceptance?: number;
}

/**
 * Hamiltonian Monte Carlo (Neal, "MCMC using Hamiltonian dynamics", 2011): trajectories of the leapfrog integrator along the
 * posterior, so that steps are long where random walks creep. Warm-up tunes the step size by dual averaging (Hoffman and Gelman,
 * JMLR 15, 2014, section 3.2) and a diagonal metric from the chain's variances; both are then fixed.
 *
 * @param logDensity log posterior up to a constant, smooth over all of R^D: transform bounded parameters
 * @param starts one list of D numbers per chain
 * @throws InvalidArgumentError for starts of different lengths or without finite density, or options out of range
 * @example
 * ```ts
 * import { hamiltonianMonteCarlo } from '@ai/prob-info';
 *
 * const { mean } = hamiltonianMonteCarlo(([x, y]) => -0.5 * (x * x + (y - x) ** 2), [[1, 1], [-1, 0]], {
 *   seed: 1,
 *   draws: 500,
 *   gradient: ([x, y]) => [-x + (y - x), x - y],
 * });
 * ```
 */
export function hamiltonianMonteCarlo(
  logDensity: (parameters: Float64Array) => number,
  starts: readonly ArrayLike<number>[],
  options: HamiltonianOptions,
): Chains {
  const owner = 'hamiltonianMonteCarlo';
  const { draws, warmup } = checkSampler(starts, options, owner);
  const {
    gradient = (x: Float64Array) => numericGradient(logDensity, x),
    pathLength = Math.PI / 2,
    maxSteps = 100,
    targetAcceptance = 0.8,
  } = options;
  checkNumber(pathLength, 'pathLength', owner, { above: 0 });
  checkInteger(maxSteps, 'maxSteps', owner, { min: 1 });
  checkNumber(targetAcceptance, 'targetAcceptance', owner, { above: 0, below: 1 });
  const root = new Random(options.seed);
  const acceptance = new Float64Array(starts.length);
  const kept = starts.map((start, c) => {
    const random = root.fork();
    const target = { logDensity, gradient };
    let x: Float64Array = Float64Array.from(start);
    let value = checkStart(logDensity(x), start, owner);
    let scales: Float64Array = x.map(() => 1);
    let step = new StepSize(0.1, targetAcceptance);
    let window = new Variances(x.length);
    const chain: Float64Array[] = [];
    for (let t = 0; t < warmup + draws; t++) {
      const length = pathLength * random.uniform(0.8, 1.2);
      const size = t < warmup ? step.current : step.averaged;
      const steps = Math.min(maxSteps, Math.max(1, Math.round(length / size)));
      const momentum = x.map(() => drawNormal(random));
      const end = leapfrog(target, x, momentum, scales, size, steps);
      const change = end.value - value + 0.5 * (sumOfSquares(momentum) - sumOfSquares(end.momentum));
      const chance = change >= 0 ? 1 : Math.exp(change) || 0; // NaN: a diverged trajectory is refused
      if (random.uniform() < chance) {
        x = end.x;
        value = end.value;
      }
      if (t >= warmup) {
        acceptance[c] += chance / draws;
        chain.push(x);
        continue;
      }
      step.update(chance);
      window.add(x);
      if (((t + 1) & t) === 0 && t >= 63 && t < 0.9 * warmup) {
        scales = window.deviations(scales);
        window = new Variances(x.length);
        step = new StepSize(step.averaged, targetAcceptance);
      }
    }
    return chain;
  });
  return summarise(kept, acceptance);
}

interface Target {
  logDensity(x: Float64Array): number;
  gradient(x: Float64Array): ArrayLike<number>;
}

/** `steps` leapfrog steps in coordinates divided by `scales`, in which the momentum is standard normal. */
function leapfrog(
  target: Target,
  start: Float64Array,
  momentum: Float64Array,
  scales: Float64Array,
  size: number,
  steps: number,
) {
  const x = Float64Array.from(start);
  const p = Float64Array.from(momentum);
  let slope = target.gradient(x);
  for (let s = 0; s < steps; s++) {
    for (let i = 0; i < x.length; i++) p[i] += 0.5 * size * scales[i] * slope[i];
    for (let i = 0; i < x.length; i++) x[i] += size * scales[i] * p[i];
    slope = target.gradient(x);
    for (let i = 0; i < x.length; i++) p[i] += 0.5 * size * scales[i] * slope[i];
  }
  return { x, momentum: p, value: target.logDensity(x) };
}

function sumOfSquares(list: Float64Array): number {
  return list.reduce((sum, v) => sum + v * v, 0);
}

/** Nesterov's dual averaging of the log step size towards a mean acceptance; constants as in Hoffman and Gelman. */
class StepSize {
  private log: number;
  private logAveraged: number;
  private error = 0;
  private count = 0;

  constructor(
    initial: number,
    private readonly target: number,
  ) {
    this.log = Math.log(initial);
    this.logAveraged = this.log;
    this.centre = Math.log(10 * initial);
  }

  private readonly centre: number;

  get current(): number {
    return Math.exp(this.log);
  }

  get averaged(): number {
    return Math.exp(this.logAveraged);
  }

  update(chance: number): void {
    this.count++;
    const weight = 1 / (this.count + 10);
    this.error = (1 - weight) * this.error + weight * (this.target - chance);
    this.log = this.centre - (Math.sqrt(this.count) / 0.05) * this.error;
    const forget = this.count ** -0.75;
    this.logAveraged = forget * this.log + (1 - forget) * this.logAveraged;
  }
}

/** Running variances of a window of draws. */
class Variances {
  private count = 0;
  private readonly means: Float64Array;
  private readonly squares: Float64Array;

  constructor(size: number) {
    this.means = new Float64Array(size);
    this.squares = new Float64Array(size);
  }

  add(x: Float64Array): void {
    this.count++;
    for (let i = 0; i < x.length; i++) {
      const step = x[i] - this.means[i];
      this.means[i] += step / this.count;
      this.squares[i] += step * (x[i] - this.means[i]);
    }
  }

  /** Standard deviations, where the window moved at all. */
  deviations(otherwise: Float64Array): Float64Array {
    return this.squares.map((sum, i) => (sum > 0 ? Math.sqrt(sum / (this.count - 1)) : otherwise[i]));
  }
}
