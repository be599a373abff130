const GRADIENT_STEP = Math.cbrt(Number.EPSILON);
const HESSIAN_STEP = Number.EPSILON ** 0.25;
const RISE = 2e-4;

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

/** The gradient of f by central differences (error about 1e-10 relative); one-sided at a bound. */
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

/** The Hessian by central differences: of the gradient where one is given, else of f itself (a log-likelihood in nats). */
export function numericHessian(
  f: (x: Float64Array) => number,
  x: ArrayLike<number>,
  gradient?: (x: Float64Array) => ArrayLike<number>,
): Float64Array[] {
  const n = x.length;
  const point = Float64Array.from(x);
  const hessian = Array.from({ length: n }, () => new Float64Array(n));
  if (gradient) {
    for (let i = 0; i < n; i++) {
      const h = stepAt(x[i], GRADIENT_STEP, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      point[i] = x[i] + h;
      const ahead = Float64Array.from(gradient(point));
      point[i] = x[i] - h;
      const behind = gradient(point);
      point[i] = x[i];
      for (let j = 0; j < n; j++) hessian[i][j] = (ahead[j] - behind[j]) / (2 * h);
    }
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) hessian[i][j] = hessian[j][i] = 0.5 * (hessian[i][j] + hessian[j][i]);
    return hessian;
  }
  const at = (i: number, di: number, j: number, dj: number): number => {
    point[i] += di;
    point[j] += dj;
    const value = f(point);
    point[i] = x[i];
    point[j] = x[j];
    return value;
  };
  const centre = f(point);
  const second = (i: number, h: number) => (at(i, h, i, 0) - 2 * centre + at(i, -h, i, 0)) / (h * h);
  const steps = Array.from(x, (value, i) => {
    const rough = HESSIAN_STEP * (Math.abs(value) || 1);
    const curvature = Math.abs(second(i, rough));
    // a step that changes f by about RISE: far above its rounding, far below where higher derivatives count
    return curvature > 0 && Number.isFinite(curvature)
      ? Math.min(Math.sqrt((2 * RISE) / curvature), 0.1 * (Math.abs(value) || 1))
      : rough;
  });
  for (let i = 0; i < n; i++) {
    const h = steps[i];
    hessian[i][i] = second(i, h);
    for (let j = 0; j < i; j++) {
      const k = steps[j];
      const mixed = at(i, h, j, k) - at(i, h, j, -k) - at(i, -h, j, k) + at(i, -h, j, -k);
      hessian[i][j] = hessian[j][i] = mixed / (4 * h * k);
    }
  }
  return hessian;
}
