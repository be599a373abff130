/** A smooth function: returns its value at `x` and writes its gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

/** Options of {@link minimizeLbfgs}. */
export interface LbfgsOptions {
  /** Steps. */
  readonly maxIterations: number;
  /** Converged when no entry of the gradient is larger. */
  readonly tolerance: number;
  /** Pairs of steps and gradient changes remembered. @default 10 */
  readonly memory?: number;
}

/** Where the minimisation ended. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** L-BFGS (Nocedal and Wright, "Numerical Optimization", algorithm 7.5) with a line search to the strong Wolfe conditions. */
export function minimizeLbfgs(objective: Objective, start: Float64Array, options: LbfgsOptions): Minimum {
  const { maxIterations, tolerance, memory = 10 } = options;
  const size = start.length;
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(size);
  let value = objective(x, gradient);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];
  const curvatures: number[] = [];
  let iterations = 0;
  while (maxAbs(gradient) > tolerance && iterations < maxIterations) {
    iterations++;
    const direction = searchDirection(gradient, steps, changes, curvatures);
    // no curvature known yet: a first step of length at most 1
    const firstStep = steps.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    const found = lineSearch(objective, x, value, gradient, direction, firstStep);
    if (!found) {
      if (steps.length === 0) break; // even steepest descent finds nothing lower: rounding is all that is left
      steps.length = 0;
      changes.length = 0;
      curvatures.length = 0;
      continue;
    }
    const step = found.x.map((v, i) => v - x[i]);
    const change = found.gradient.map((v, i) => v - gradient[i]);
    const curvature = dot(step, change);
    if (curvature > 1e-14 * dot(change, change)) {
      steps.push(step);
      changes.push(change);
      curvatures.push(curvature);
      if (steps.length > memory) {
        steps.shift();
        changes.shift();
        curvatures.shift();
      }
    }
    ({ x, value, gradient } = found);
  }
  return { x, value, iterations, converged: maxAbs(gradient) <= tolerance };
}

/** The two-loop recursion: minus the approximate inverse Hessian times the gradient. */
function searchDirection(
  gradient: Float64Array,
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
  curvatures: readonly number[],
): Float64Array {
  const q = gradient.map((v) => -v);
  const factors = new Float64Array(steps.length);
  for (let k = steps.length - 1; k >= 0; k--) {
    factors[k] = dot(steps[k], q) / curvatures[k];
    for (let i = 0; i < q.length; i++) q[i] -= factors[k] * changes[k][i];
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const scale = curvatures[last] / dot(changes[last], changes[last]);
    for (let i = 0; i < q.length; i++) q[i] *= scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const factor = factors[k] - dot(changes[k], q) / curvatures[k];
    for (let i = 0; i < q.length; i++) q[i] += factor * steps[k][i];
  }
  return q;
}

interface Point {
  readonly step: number;
  readonly value: number;
  readonly slope: number;
  readonly x: Float64Array;
  readonly gradient: Float64Array;
}

const SUFFICIENT_DECREASE = 1e-4;
const CURVATURE = 0.9;

/** Nocedal and Wright, algorithms 3.5 and 3.6. Undefined if no lower point is found along the direction. */
function lineSearch(
  objective: Objective,
  x: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
  firstStep: number,
): Point | undefined {
  const slope = dot(gradient, direction);
  if (!(slope < 0)) return undefined;
  const evaluate = (step: number): Point => {
    const at = x.map((v, i) => v + step * direction[i]);
    const g = new Float64Array(x.length);
    const f = objective(at, g);
    return { step, value: f, slope: dot(g, direction), x: at, gradient: g };
  };
  // near the minimum differences of values drown in rounding; then slopes alone decide (Hager and Zhang, 2005)
  const noise = 1e-12 * Math.abs(value);
  const decreases = (p: Point): boolean =>
    p.value <= value + SUFFICIENT_DECREASE * p.step * slope ||
    (p.value <= value + noise && p.slope <= (2 * SUFFICIENT_DECREASE - 1) * slope);
  const isFlat = (p: Point): boolean => Math.abs(p.slope) <= -CURVATURE * slope;
  let low: Point = { step: 0, value, slope, x, gradient };
  let high: Point | undefined;
  let step = firstStep;
  for (let trial = 0; trial < 40; trial++) {
    const point = evaluate(step);
    if (!Number.isFinite(point.value) || !decreases(point) || (point.value > low.value + noise && low.step > 0)) {
      high = point;
    } else if (isFlat(point)) {
      return point;
    } else if (point.slope >= 0) {
      high = low;
      low = point;
    } else if (high && (high.step - point.step) * (point.step - low.step) < 0) {
      high = low;
      low = point;
    } else {
      low = point;
    }
    if (!high) {
      step = Math.max(2 * step, Number.MIN_VALUE);
      continue;
    }
    step = between(low, high);
    if (Math.abs(high.step - low.step) <= 1e-15 * Math.max(high.step, low.step)) break;
  }
  return low.step > 0 && low.value <= value + noise ? low : undefined;
}

/** The minimum of the cubic through both points, kept within the middle 80% of the bracket. */
function between(low: Point, high: Point): number {
  const width = high.step - low.step;
  const middle = low.step + width / 2;
  if (!Number.isFinite(high.value)) return low.step + width / 10;
  const d1 = low.slope + high.slope - (3 * (low.value - high.value)) / (low.step - high.step);
  const square = d1 * d1 - low.slope * high.slope;
  if (!(square >= 0)) return middle;
  const d2 = Math.sign(width) * Math.sqrt(square);
  const step = high.step - (width * (high.slope + d2 - d1)) / (high.slope - low.slope + 2 * d2);
  const share = (step - low.step) / width;
  return share >= 0.1 && share <= 0.9 ? step : middle;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The largest magnitude. */
export function maxAbs(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]));
  return largest;
}
