const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** Coefficients of 1/x, 1/x^3, ... in Stirling's series: B(2k) / (2k (2k - 1)). */
const STIRLING = [
  0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417,
  -0.0019175269175269174, 0.00641025641025641, -0.029550653594771242, 0.17964437236883057, -1.3924322169059011,
];

/** Coefficients of y, y^2, ... in log Gamma(2 + y): 1 - Euler's constant, then (-1)^k (zeta(k) - 1) / k. */
const NEAR_TWO = [
  0.42278433509846713, 0.3224670334241132, -0.06735230105319809, 0.020580808427784546, -0.007385551028673986,
  0.0028905103307415234, -1.192753911703261e-3, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5,
  -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6, -2.039215753801366e-6,
  9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554667e-7, -1.00432248239681e-7, 4.7698101693639804e-8,
  -2.2711094608943164e-8, 1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9,
  5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10,
];

/** log Gamma(2 + y) for |y| <= 1/2, accurate relative to its value near its zero y = 0. */
function nearTwo(y: number): number {
  let sum = 0;
  for (let k = NEAR_TWO.length - 1; k >= 0; k--) sum = sum * y + NEAR_TWO[k];
  return sum * y;
}

/**
 * log Gamma(1 + y) for y > -1, accurate relative to its value also near its zero y = 0.
 *
 * @example
 * ```ts
 * import { logGamma1p } from '@ai/prob-info';
 *
 * logGamma1p(1e-20); // -5.7722e-21
 * ```
 */
export function logGamma1p(y: number): number {
  return y > -0.5 && y < 0.5 ? nearTwo(y) - Math.log1p(y) : logGamma(1 + y);
}

/**
 * The logarithm of the absolute value of the gamma function, log |Gamma(x)|, to a few units in the last place for x > 0 (relative,
 * also beside its zeros 1 and 2). Infinity at 0, -1, -2, ... and at infinity.
 *
 * Series in Riemann's zeta about 2, recurrence below 10, Stirling's series above (Abramowitz and Stegun, 6.1.33, 6.1.41).
 *
 * @example
 * ```ts
 * import { logGamma } from '@ai/prob-info';
 *
 * logGamma(5); // log(24) = 3.178...
 * ```
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : reflected(x);
  if (x >= 10)
    return x > 1e305 ? x * (Math.log(x) - 1) : (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
  if (x < 0.5) return nearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  if (x <= 2.5) return nearTwo(x - 2);
  let product = 1;
  let reduced = x;
  while (reduced > 2.5) {
    reduced -= 1;
    product *= reduced;
  }
  return Math.log(product) + nearTwo(reduced - 2);
}

/** x <= 0 by Gamma(x) Gamma(1 - x) = pi / sin(pi x); NaN stays NaN. */
function reflected(x: number): number {
  if (Number.isNaN(x)) return x;
  const fraction = x - Math.round(x);
  if (fraction === 0) return Number.POSITIVE_INFINITY;
  return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * fraction))) - logGamma(1 - x);
}

/**
 * log Gamma(x + step) - log Gamma(x) for x > 0, step >= 0, accurate relative to the difference however small the step or large x.
 *
 * Recurrence to x >= 10, then the difference of Stirling's series term by term (DiDonato and Morris, ACM TOMS 18, 1992, algdiv).
 *
 * @example
 * ```ts
 * import { logGammaRatio } from '@ai/prob-info';
 *
 * logGammaRatio(1e9, 0.5); // 10.362
 * ```
 */
export function logGammaRatio(x: number, step: number): number {
  let difference = 0;
  let base = x;
  while (base < 10) {
    difference -= Math.log1p(step / base);
    base += 1;
  }
  const growth = Math.log1p(step / base);
  const main = (base + step - 0.5) * growth + step * (Math.log(base) - 1);
  return difference + main + stirlingErrorDifference(base, growth);
}

/** stirlingError(x e^growth) - stirlingError(x) for x >= 10. */
function stirlingErrorDifference(x: number, growth: number): number {
  if (growth > 0.5) return stirlingError(x * Math.exp(growth)) - stirlingError(x);
  const inverseSquare = 1 / (x * x);
  let power = 1 / x;
  let sum = 0;
  for (let k = 0; k < STIRLING.length; k++) {
    sum += STIRLING[k] * power * Math.expm1(-(2 * k + 1) * growth);
    power *= inverseSquare;
  }
  return sum;
}

/**
 * The logarithm of the beta function, log B(a, b) = log Gamma(a) + log Gamma(b) - log Gamma(a + b), for a, b > 0, without the
 * cancellation of that sum.
 *
 * @example
 * ```ts
 * import { logBeta } from '@ai/prob-info';
 *
 * logBeta(2, 3); // -2.4849
 * ```
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (!(small > 0)) return small === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (small < 10) return logGamma(small) - logGammaRatio(large, small);
  const ratio = small / large;
  return (
    HALF_LOG_TWO_PI -
    0.5 * Math.log(large) +
    (small - 0.5) * Math.log(ratio / (1 + ratio)) -
    large * Math.log1p(ratio) +
    stirlingError(small) +
    stirlingError(large) -
    stirlingError(small + large)
  );
}

/**
 * log of the binomial coefficient, n over k, for 0 <= k <= n (both may be fractions).
 *
 * @example
 * ```ts
 * import { logChoose } from '@ai/prob-info';
 *
 * logChoose(1000, 500); // 689.47
 * ```
 */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  if (k === 0 || k === n) return 0;
  return -Math.log1p(n) - logBeta(n - k + 1, k + 1);
}

/**
 * What Stirling's formula leaves: log Gamma(x) - [(x - 1/2) log x - x + log(2 pi) / 2], for x > 0. With it, densities of large
 * counts need no difference of large numbers (Loader, "Fast and accurate computation of binomial probabilities", 2000).
 */
export function stirlingError(x: number): number {
  if (x < 10) return logGamma(x) - (x - 0.5) * Math.log(x) + x - HALF_LOG_TWO_PI;
  const inverseSquare = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * inverseSquare + STIRLING[k];
  return sum / x;
}
