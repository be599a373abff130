/** The positive zero of digamma in two doubles. */
const ROOT_HIGH = 1.4616321449683622;
const ROOT_LOW = 9.549995429965697e-17;

/** Taylor coefficients of digamma at that zero, from the first power up. */
const AT_ROOT = [
  0.9676722454476212, -0.44276316898359214, 0.258499760955651, -0.16394270544240652, 0.10782405069126237,
  -0.07219956125645471, 0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896,
  0.010538791616612175, -0.007204534386356868, 0.004926781395729853, -0.003369801655439328, 0.002305126326734928,
  -0.0015769367714301972, 0.0010788252019162967, -0.0007380709389960052, 0.000504953265834602, -3.454680251063077e-4,
  0.00023635601564027053, -0.00016170622091974803, 0.00011063372768747412, -7.569179582195066e-5, 5.178575795222081e-5,
];

/** B(2k) / (2k) for digamma's asymptotic series, k = 1, 2, ... */
const DIGAMMA_SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12, -3617 / 8160];
/** B(2k) for trigamma's and tetragamma's. */
const BERNOULLI = [1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510];

/**
 * The digamma function, the derivative of log Gamma; NaN at 0, -1, -2, ... Accurate relative to its value also beside its positive
 * zero (Taylor series there; recurrence and asymptotic series elsewhere, Abramowitz and Stegun 6.3.18).
 *
 * @example
 * ```ts
 * import { digamma } from '@ai/prob-info';
 *
 * digamma(1); // -0.57722, the negative of Euler's constant
 * ```
 */
export function digamma(x: number): number {
  if (!(x > 0)) {
    const fraction = x - Math.round(x);
    if (fraction === 0 || !Number.isFinite(x)) return Number.NaN;
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * fraction);
  }
  const distance = x - ROOT_HIGH - ROOT_LOW;
  if (Math.abs(distance) < 0.35) {
    let sum = 0;
    for (let k = AT_ROOT.length - 1; k >= 0; k--) sum = sum * distance + AT_ROOT[k];
    return sum * distance;
  }
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift -= 1 / y;
    y += 1;
  }
  return Math.log(y) - 0.5 / y - digammaRemainder(y) + shift;
}

/** log x - 1 / (2x) - digamma(x) for x >= 10, by its series: what entropies of large parameters need without cancellation. */
export function digammaRemainder(x: number): number {
  const inverseSquare = 1 / (x * x);
  let series = 0;
  for (let k = DIGAMMA_SERIES.length - 1; k >= 0; k--) series = (series + DIGAMMA_SERIES[k]) * inverseSquare;
  return series;
}

/**
 * The trigamma function, the second derivative of log Gamma, for x > 0 (Abramowitz and Stegun, 6.4.12).
 *
 * @example
 * ```ts
 * import { trigamma } from '@ai/prob-info';
 *
 * trigamma(1); // 1.6449, pi^2 / 6
 * ```
 */
export function trigamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift += 1 / (y * y);
    y += 1;
  }
  const inverseSquare = 1 / (y * y);
  let series = 0;
  for (let k = BERNOULLI.length - 1; k >= 0; k--) series = (series + BERNOULLI[k]) * inverseSquare;
  return shift + (1 + series + 0.5 / y) / y;
}

/**
 * The third derivative of log Gamma, for x > 0; negative.
 *
 * @example
 * ```ts
 * import { tetragamma } from '@ai/prob-info';
 *
 * tetragamma(1); // -2.4041
 * ```
 */
export function tetragamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  let shift = 0;
  let y = x;
  while (y < 10) {
    shift -= 2 / (y * y * y);
    y += 1;
  }
  const inverseSquare = 1 / (y * y);
  let series = 0;
  for (let k = BERNOULLI.length - 1; k >= 0; k--) series = (series + (2 * k + 3) * BERNOULLI[k]) * inverseSquare;
  return shift - (1 + series + 1 / y) / (y * y);
}

/**
 * The x > 0 with digamma(x) = y: Newton's method from Minka's start ("Estimating a Dirichlet distribution", 2000, appendix C).
 *
 * @example
 * ```ts
 * import { inverseDigamma } from '@ai/prob-info';
 *
 * inverseDigamma(0); // 1.4616
 * ```
 */
export function inverseDigamma(y: number): number {
  let x = y >= -2.22 ? Math.exp(y) + 0.5 : -1 / (y - digamma(1));
  for (let i = 0; i < 8; i++) {
    const step = (digamma(x) - y) / trigamma(x);
    x -= step;
    if (Math.abs(step) <= 1e-15 * x) break;
  }
  return x;
}
