const GRADIENT_STEP = Math.cbrt(Number.EPSILON);
const HESSIAN_STEP = Number.EPSILON ** 0.25;
const RISE = 2e-4;
/** Differences of a gradient take this part of the step that differences of the function take. */
const GRADIENT_SHARE = 0.05;

/** A step for coordinate x that is exact in binary, so that x + h - x = h; it never crosses the box. */
function stepAt(x: number, relative: number, lower: number, upper: number): number {
  let h = relative * Math.max(1, Math.abs(x));
  h = Math.min(h, 0.5 * Math.max(x - lower, upper - x) || h);
  return x + h - x;
}

/** How far a coordinate may be moved. */
export interface Box {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

/**
 * The gradient of f by central differences (error about 1e-10 relative); one-sided at a bound.
 *
 * @example
 * ```ts
 * import { numericGradient } from '@ai/prob-info';
 *
 * numericGradient(([a, b]) => a ** 2 * b, [3, 2]); // [12, 9]
 * ```
 */
export function numericGradient(f: (x: Float64Array) => number, x: ArrayLike<number>, box?: Box): Float64Array {
  const point = Float64Array.from(x);
  const gradient = new Float64Array(point.length);
  for (let i = 0; i < point.length; i++) {
    const centre = point[i];
    const lower = box ? box.lower[i] : Number.NEGATIVE_INFINITY;
    const upper = box ? box.upper[i] : Number.POSITIVE_INFINITY;
    const h = stepAt(centre, GRADIENT_STEP, lower, upper);
    const right = Math.min(centre + h, upper);
    const left = Math.max(centre - h, lower);
    point[i] = right;
    const ahead = f(point);
    point[i] = left;
    gradient[i] = (ahead - f(point)) / (right - left);
    point[i] = centre;
  }
  return gradient;
}

/**
 * The Hessian by central differences: of the gradient where one is given, else of f itself (a log-likelihood in nats). The steps
 * follow f, whatever the units of x and however near 0 it is.
 *
 * @param box x lies strictly within it, and so does every point at which f is asked
 * @example
 * ```ts
 * import { numericHessian } from '@ai/prob-info';
 *
 * numericHessian(([a, b]) => a ** 2 * b, [3, 2]); // rows [4, 6] and [6, 0]
 * ```
 */
export function numericHessian(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  gradient?: (x: Float64Array) => ArrayLike<number>,
  box?: Box,
): Float64Array[] {
  const n = x.length;
  const point = Float64Array.from(x);
  const hessian = Array.from({ length: n }, () => new Float64Array(n));
  const at = (i: number, di: number, j: number, dj: number): number => {
    point[i] += di;
    point[j] += dj;
    const value = f(point);
    point[i] = x[i];
    point[j] = x[j];
    return value;
  };
  const centre = f(point);
  const rise = (i: number, h: number) => at(i, h, i, 0) - centre + (at(i, -h, i, 0) - centre);
  const steps = Array.from(x, (value, i) => {
    const room = box ? 0.1 * Math.min(value - box.lower[i], box.upper[i] - value) : Number.POSITIVE_INFINITY;
    return risingStep((h) => 0.5 * Math.abs(rise(i, h)), HESSIAN_STEP * (Math.abs(value) || 1), room);
  });
  if (gradient) {
    for (let i = 0; i < n; i++) {
      const h = GRADIENT_SHARE * steps[i];
      point[i] = x[i] + h;
      const ahead = Float64Array.from(gradient(point));
      const right = point[i];
      point[i] = x[i] - h;
      const behind = gradient(point);
      for (let j = 0; j < n; j++) hessian[i][j] = (ahead[j] - behind[j]) / (right - point[i]);
      point[i] = x[i];
    }
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) hessian[i][j] = hessian[j][i] = 0.5 * (hessian[i][j] + hessian[j][i]);
    return hessian;
  }
  for (let i = 0; i < n; i++) {
    const h = steps[i];
    hessian[i][i] = rise(i, h) / (h * h);
    for (let j = 0; j < i; j++) {
      const k = steps[j];
      const mixed = at(i, h, j, k) - at(i, h, j, -k) - at(i, -h, j, k) + at(i, -h, j, -k);
      hessian[i][j] = hessian[j][i] = mixed / (4 * h * k);
    }
  }
  return hessian;
}

/**
 * A step over which the function rises by about RISE: far above its rounding, far below where higher derivatives count. At most `room`,
 * and a tenth of what led where the function is not finite; `start` where the function is flat.
 */
function risingStep(rise: (h: number) => number, start: number, room: number): number {
  let limit = room;
  let step = Math.min(start, limit);
  for (let tries = 0; tries < 60; tries++) {
    const value = rise(step);
    if (!Number.isFinite(value)) {
      limit = 0.1 * step;
      step = limit;
      continue;
    }
    const factor = Math.sqrt(RISE / value);
    const next = Math.min(step * Math.min(100, Math.max(0.01, factor)), limit);
    // the estimate is good once the rise is well above the rounding that it grew out of
    if (next === step || (factor > 0.5 && factor < 2)) return next;
    step = next;
  }
  return Math.min(start, limit);
}
