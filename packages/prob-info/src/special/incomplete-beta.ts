import { concaveRoot } from './concave-root.js';
import { log1mExp, log1pMinus, sigmoid } from './elementary.js';
import type { LogTail } from './incomplete-gamma.js';
import { logBeta, logGamma1p, logGammaRatio, stirlingError } from './log-gamma.js';

/** log of x where its complement y = 1 - x may be the more exact of the two. */
function logOf(x: number, y: number): number {
  return x <= 0.5 ? Math.log(x) : Math.log1p(-y);
}

/** log of x^a y^b / B(a, b), y = 1 - x, by Loader's deviance form for large a and b. */
export function logBetaPrefix(a: number, b: number, x: number, y: number): number {
  if (Math.min(a, b) < 10) return a * logOf(x, y) + b * logOf(y, x) - logBeta(a, b);
  const n = a + b;
  const excess = x <= y ? x * n - a : b - y * n; // n (x - a / n)
  const deviance = (count: number, share: number, complement: number, deviation: number) =>
    Math.abs(deviation) < 0.5
      ? count * log1pMinus(deviation)
      : count * (logOf(share, complement) - Math.log(count / n) - deviation);
  return (
    deviance(a, x, y, excess / a) +
    deviance(b, y, x, -excess / b) +
    0.5 * Math.log((a * (b / n)) / (2 * Math.PI)) -
    stirlingError(a) -
    stirlingError(b) +
    stirlingError(n)
  );
}

function tail(a: number, b: number, x: number, y: number): LogTail {
  if (!(a > 0 && b > 0) || Number.isNaN(x)) return { lower: true, log: Number.NaN };
  if (x <= 0) return { lower: true, log: Number.NEGATIVE_INFINITY };
  if (y <= 0) return { lower: false, log: Number.NEGATIVE_INFINITY };
  if (x * (a + b + 2) <= a + 1) return lowerTail(a, b, x, y);
  const { lower, log } = lowerTail(b, a, y, x);
  return { lower: !lower, log };
}

/** For x at or below the mean. */
function lowerTail(a: number, b: number, x: number, y: number): LogTail {
  if (b * x > 1 || x > 0.7) return { lower: true, log: logBetaPrefix(a, b, x, y) + Math.log(fraction(a, b, x, y)) };
  // I = x^a / (a B(a, b)) (1 + a sum of (1 - b)_n x^n / (n! (a + n))), DLMF 8.17.7
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 200; n++) {
    power *= ((n - b) * x) / n;
    const term = power / (a + n);
    sum += term;
    if (Math.abs(term) < 1e-17 * Math.abs(sum)) break;
  }
  const logScale =
    a * Math.log(x) - (a < 10 && a < b ? logGamma1p(a) - logGammaRatio(b, a) : Math.log(a) + logBeta(a, b));
  const log = logScale + Math.log1p(a * sum);
  if (log < -0.1) return { lower: true, log };
  return { lower: false, log: Math.log(-Math.expm1(logScale) - Math.exp(logScale) * a * sum) };
}

/**
 * I / (x^a y^b / B(a, b)) by the continued fraction (9) of DiDonato and Morris, ACM TOMS 18, 1992, whose terms do not cancel for
 * large b; modified Lentz method.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const excess = a * y - b * x + 1;
  let h = (a * excess) / (a + 1);
  let c = h;
  let d = 0;
  for (let m = 1; m < 1_000_000; m++) {
    const odd = a + 2 * m - 1;
    const numerator = ((a + m - 1) / odd) * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
    const denominator = m + (m * (b - m) * x) / odd + ((a + m) * (excess + m * (1 + y))) / (odd + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 2e-16) break;
  }
  return 1 / h;
}

/**
 * The regularised incomplete beta function I_x(a, b), for a, b > 0 and x in [0, 1].
 *
 * @param y 1 - x, given apart where that is known more exactly than x (x near 1)
 * @example
 * ```ts
 * import { betaI } from '@ai/prob-info';
 *
 * betaI(2, 3, 0.5); // 0.6875
 * ```
 */
export function betaI(a: number, b: number, x: number, y = 1 - x): number {
  const { lower, log } = tail(a, b, x, y);
  return lower ? Math.exp(log) : -Math.expm1(log);
}

/**
 * log I_x(a, b), also where it would underflow; its complement is `logBetaI(b, a, 1 - x, x)`.
 *
 * @example
 * ```ts
 * import { logBetaI } from '@ai/prob-info';
 *
 * logBetaI(200, 300, 1e-3); // -1049.2
 * ```
 */
export function logBetaI(a: number, b: number, x: number, y = 1 - x): number {
  const { lower, log } = tail(a, b, x, y);
  return lower ? log : log1mExp(log);
}

/**
 * The log-odds u = log(x / (1 - x)) at which log I_x(a, b) equals `logTail`: Newton's method in u, where log I is concave.
 * The log-odds keep x exact at both ends.
 */
export function logBetaInverse(a: number, b: number, logTail: number): number {
  if (logTail === Number.NEGATIVE_INFINITY || logTail === 0) return logTail === 0 ? Number.POSITIVE_INFINITY : logTail;
  if (!(logTail < 0)) return Number.NaN;
  const evaluate = (u: number) => {
    const x = sigmoid(u);
    const y = sigmoid(-u);
    const value = logBetaI(a, b, x, y);
    return { value, slope: Math.exp(logBetaPrefix(a, b, x, y) - value) };
  };
  const small = (logTail + Math.log(a) + logBeta(a, b)) / a; // from I ~ x^a / (a B)
  const mean = Math.log(a / b);
  return concaveRoot(evaluate, logTail, Math.min(small, mean));
}

/**
 * The x with I_x(a, b) = p.
 *
 * @example
 * ```ts
 * import { betaIInverse } from '@ai/prob-info';
 *
 * betaIInverse(2, 3, 0.6875); // 0.5
 * ```
 */
export function betaIInverse(a: number, b: number, p: number): number {
  return sigmoid(p <= 0.5 ? logBetaInverse(a, b, Math.log(p)) : -logBetaInverse(b, a, Math.log1p(-p)));
}
