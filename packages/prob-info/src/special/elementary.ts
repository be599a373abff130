/**
 * x log y with 0 log 0 = 0.
 *
 * @example
 * ```ts
 * import { xLogY } from '@ai/prob-info';
 *
 * xLogY(0, 0); // 0
 * ```
 */
export function xLogY(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y);
}

/**
 * x log(1 + y) with 0 log 0 = 0.
 *
 * @example
 * ```ts
 * import { xLog1pY } from '@ai/prob-info';
 *
 * xLog1pY(2, 1e-20); // 2e-20
 * ```
 */
export function xLog1pY(x: number, y: number): number {
  return x === 0 && !Number.isNaN(y) ? 0 : x * Math.log1p(y);
}

/**
 * log(1 - e^x) for x <= 0, accurate at both ends (Maechler, "Accurately computing log(1 - exp(-|a|))", 2012).
 *
 * @example
 * ```ts
 * import { log1mExp } from '@ai/prob-info';
 *
 * log1mExp(-1e-20); // -46.052
 * ```
 */
export function log1mExp(x: number): number {
  return x > -Math.LN2 ? Math.log(-Math.expm1(x)) : Math.log1p(0 - Math.exp(x)); // 0 - 0 is 0, not -0
}

/**
 * log(1 + e^x), softplus, without overflow.
 *
 * @example
 * ```ts
 * import { log1pExp } from '@ai/prob-info';
 *
 * log1pExp(1000); // 1000
 * ```
 */
export function log1pExp(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/**
 * 1 / (1 + e^-x), the logistic function, accurate relative to its value in both tails.
 *
 * @example
 * ```ts
 * import { sigmoid } from '@ai/prob-info';
 *
 * sigmoid(2); // 0.8808
 * ```
 */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/**
 * log(p / (1 - p)).
 *
 * @example
 * ```ts
 * import { logit } from '@ai/prob-info';
 *
 * logit(0.9); // 2.1972
 * ```
 */
export function logit(p: number): number {
  return p > 0.25 && p < 0.75 ? Math.log1p((2 * p - 1) / (1 - p)) : Math.log(p) - Math.log1p(-p);
}

/**
 * log(sum of e^values), without overflow or underflow; -Infinity for an empty list.
 *
 * @example
 * ```ts
 * import { logSumExp } from '@ai/prob-info';
 *
 * logSumExp([1000, 1000]); // 1000.7
 * ```
 */
export function logSumExp(values: ArrayLike<number>): number {
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) if (values[i] > max || Number.isNaN(values[i])) max = values[i];
  if (!Number.isFinite(max)) return max;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i] - max);
  return max + Math.log(sum);
}

/**
 * log(e^a + e^b).
 *
 * @example
 * ```ts
 * import { logAddExp } from '@ai/prob-info';
 *
 * logAddExp(-1000, -1000); // -999.31
 * ```
 */
export function logAddExp(a: number, b: number): number {
  const max = Math.max(a, b);
  return Number.isFinite(max) ? max + Math.log1p(Math.exp(Math.min(a, b) - max)) : max;
}

/**
 * log(1 + x) - x for x > -1, accurate relative to its value, about -x^2 / 2, near 0.
 *
 * With r = x / (2 + x), log(1 + x) = 2 artanh(r), so that log(1 + x) - x = r (2 r^2 (1/3 + r^2/5 + ...) - x).
 *
 * @example
 * ```ts
 * import { log1pMinus } from '@ai/prob-info';
 *
 * log1pMinus(1e-8); // -5e-17
 * ```
 */
export function log1pMinus(x: number): number {
  if (x < -0.6 || x > 1) return Math.log1p(x) - x;
  const r = x / (2 + x);
  const square = r * r;
  let term = 1;
  let sum = 1 / 3;
  for (let n = 5; term > 1e-18; n += 2) {
    term *= square;
    sum += term / n;
  }
  return r * (2 * square * sum - x);
}
