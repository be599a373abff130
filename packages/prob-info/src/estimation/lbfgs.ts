import { checkInteger, checkNumber } from '@ai/core';
import type { Box } from './numeric-derivatives.js';

/** A function to minimise, with its gradient. */
export interface Objective {
  value(x: Float64Array): number;
  gradient(x: Float64Array): ArrayLike<number>;
}

/** Options of {@link minimizeLbfgs}. */
export interface LbfgsOptions {
  /** Bounds, -Infinity and Infinity where there are none. @default unbounded */
  readonly bounds?: Box;
  /** @default 500 */
  readonly maxIterations?: number;
  /** Done when no component of the (projected) gradient exceeds this times max(1, |f|). @default 1e-9 */
  readonly gradientTolerance?: number;
  /** Pairs of steps and gradient changes that are kept. @default 10 */
  readonly memory?: number;
}

/** Where {@link minimizeLbfgs} ended. */
export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  readonly iterations: number;
  /** False if the iterations ran out, or no step lowered f before the gradient was small. */
  readonly converged: boolean;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/**
 * Minimises a smooth function by limited-memory BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4): a step
 * that satisfies the strong Wolfe conditions (algorithms 3.5 and 3.6) where there are no bounds; with bounds, an Armijo search
 * along the projected path in which variables held at a bound by the gradient keep still (Bertsekas, SIAM J. Control 20, 1982).
 *
 * A function value of Infinity or NaN marks a point that cannot be used; the search steps back from it.
 *
 * @throws InvalidArgumentError for options out of range
 * @example
 * ```ts
 * import { minimizeLbfgs } from '@ai/prob-info';
 *
 * const { x } = minimizeLbfgs(
 *   {
 *     value: ([a, b]) => (a - 1) ** 2 + 10 * (b - a) ** 2,
 *     gradient: ([a, b]) => [2 * (a - 1) - 20 * (b - a), 20 * (b - a)],
 *   },
 *   [0, 0],
 * ); // [1, 1]
 * ```
 */
export function minimizeLbfgs(objective: Objective, start: ArrayLike<number>, options: LbfgsOptions = {}): LbfgsResult {
  const { bounds, maxIterations = 500, gradientTolerance = 1e-9, memory = 10 } = options;
  checkInteger(maxIterations, 'maxIterations', 'minimizeLbfgs', { min: 1 });
  checkNumber(gradientTolerance, 'gradientTolerance', 'minimizeLbfgs', { min: 0 });
  checkInteger(memory, 'memory', 'minimizeLbfgs', { min: 1 });
  let x: Float64Array = project(Float64Array.from(start), bounds);
  let value = objective.value(x);
  let gradient: Float64Array = Float64Array.from(objective.gradient(x));
  const pairs: Pair[] = [];
  let iterations = 0;
  let stalled = false;
  while (
    iterations < maxIterations &&
    !stalled &&
    !(largestFree(x, gradient, bounds) <= gradientTolerance * Math.max(1, Math.abs(value)))
  ) {
    iterations++;
    const held = x.map((_, i) => Number(isHeld(x, gradient, bounds, i)));
    let direction = descent(gradient, pairs, held);
    if (!(dot(direction, gradient) < 0)) {
      pairs.length = 0;
      direction = descent(gradient, pairs, held);
    }
    const first = pairs.length === 0 ? Math.min(1, 1 / (norm(direction) || 1)) : 1;
    const next = bounds
      ? armijo(objective, x, value, gradient, direction, first, bounds)
      : strongWolfe(objective, x, value, gradient, direction, first);
    if (!next) {
      if (pairs.length === 0) stalled = true;
      pairs.length = 0;
      continue;
    }
    const step = next.x.map((v, i) => v - x[i]);
    const change = next.gradient.map((v, i) => v - gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 1e-14 * norm(step) * norm(change)) {
      pairs.push({ step, change, rho: 1 / curvature });
      if (pairs.length > memory) pairs.shift();
    }
    ({ x, value, gradient } = next);
  }
  // at the limit of rounding no step lowers f any more: a gradient that is small by a weaker measure then counts as converged
  const residual = largestFree(x, gradient, bounds);
  const allowed = gradientTolerance * Math.max(1, Math.abs(value));
  return {
    x,
    value,
    gradient,
    iterations,
    converged: residual <= (stalled ? Math.max(allowed, 1e-5 * Math.max(1, Math.abs(value))) : allowed),
  };
}

interface Point {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(a: ArrayLike<number>): number {
  return Math.sqrt(dot(a, a));
}

function project(x: Float64Array, bounds: Box | undefined): Float64Array {
  return bounds ? x.map((v, i) => Math.min(Math.max(v, bounds.lower[i]), bounds.upper[i])) : x;
}

/** At a bound, with the gradient pushing against it. */
function isHeld(x: Float64Array, gradient: Float64Array, bounds: Box | undefined, i: number): boolean {
  return (
    bounds !== undefined &&
    ((x[i] <= bounds.lower[i] && gradient[i] > 0) || (x[i] >= bounds.upper[i] && gradient[i] < 0))
  );
}

function largestFree(x: Float64Array, gradient: Float64Array, bounds: Box | undefined): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    if (isHeld(x, gradient, bounds, i)) continue;
    if (Number.isNaN(gradient[i])) return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(gradient[i]));
  }
  return largest;
}

/** The two-loop recursion: minus the inverse Hessian's approximation times the gradient, over the variables not held. */
function descent(gradient: Float64Array, pairs: readonly Pair[], held: Float64Array): Float64Array {
  const q = gradient.map((g, i) => (held[i] ? 0 : -g));
  const alphas = new Float64Array(pairs.length);
  for (let k = pairs.length - 1; k >= 0; k--) {
    const { step, change, rho } = pairs[k];
    alphas[k] = rho * dot(step, q);
    for (let i = 0; i < q.length; i++) q[i] -= alphas[k] * change[i];
  }
  if (pairs.length > 0) {
    const { change, rho } = pairs[pairs.length - 1];
    const scale = 1 / (rho * dot(change, change));
    for (let i = 0; i < q.length; i++) q[i] *= scale;
  }
  for (let k = 0; k < pairs.length; k++) {
    const { step, change, rho } = pairs[k];
    const beta = rho * dot(change, q);
    for (let i = 0; i < q.length; i++) q[i] += (alphas[k] - beta) * step[i];
  }
  return q.map((v, i) => (held[i] ? 0 : v));
}

function armijo(
  objective: Objective,
  x: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
  first: number,
  bounds: Box,
): Point | undefined {
  for (let alpha = first, tries = 0; tries < 50; tries++, alpha *= 0.5) {
    const next = project(
      x.map((v, i) => v + alpha * direction[i]),
      bounds,
    );
    const decrease = dot(
      gradient,
      next.map((v, i) => v - x[i]),
    );
    const nextValue = objective.value(next);
    if (decrease < 0 && nextValue <= value + 1e-4 * decrease) {
      return { x: next, value: nextValue, gradient: Float64Array.from(objective.gradient(next)) };
    }
  }
  return undefined;
}

function strongWolfe(
  objective: Objective,
  x: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
  first: number,
): Point | undefined {
  const slope0 = dot(gradient, direction);
  const evaluate = (alpha: number): Point & { alpha: number; slope: number } => {
    const next = x.map((v, i) => v + alpha * direction[i]);
    const nextValue = objective.value(next);
    const usable = Number.isFinite(nextValue);
    const nextGradient = usable ? Float64Array.from(objective.gradient(next)) : gradient;
    return {
      alpha,
      x: next,
      value: usable ? nextValue : Number.POSITIVE_INFINITY,
      gradient: nextGradient,
      slope: dot(nextGradient, direction),
    };
  };
  let low = { alpha: 0, x, value, gradient, slope: slope0 };
  let high: typeof low | undefined;
  let alpha = first;
  for (let tries = 0; tries < 60; tries++) {
    const trial = evaluate(alpha);
    if (trial.value > value + 1e-4 * trial.alpha * slope0 || (trial.value >= low.value && low.alpha > 0)) {
      high = trial;
    } else {
      if (Math.abs(trial.slope) <= -0.9 * slope0) return trial;
      if (high ? trial.slope * (high.alpha - low.alpha) >= 0 : trial.slope >= 0) high = low;
      low = trial;
    }
    if (!high) {
      alpha *= 2.5;
      continue;
    }
    const width = high.alpha - low.alpha;
    // minimum of the parabola through low's value and slope and high's value, kept off the ends
    const parabola = (-low.slope * width * width) / (2 * (high.value - low.value - low.slope * width));
    const share = Number.isFinite(parabola)
      ? Math.min(0.9, Math.max(0.1, parabola / width))
      : high.value === Number.POSITIVE_INFINITY
        ? 0.1
        : 0.5;
    alpha = low.alpha + share * width;
    if (Math.abs(width) < 1e-16 * Math.abs(alpha)) break;
  }
  return low.value < value ? low : undefined;
}
