import { concaveRoot } from './concave-root.js';
import { log1mExp, log1pMinus } from './elementary.js';
import { logGamma, logGamma1p, stirlingError } from './log-gamma.js';
import { normalQuantile } from './normal.js';
import { logTailTemme } from './temme.js';

/** One of two complementary probabilities, the one that was computed without cancellation. */
export interface LogTail {
  readonly lower: boolean;
  readonly log: number;
}

/** log of x^a e^-x / Gamma(a + 1), by Loader's deviance form for a >= 10. */
export function logGammaPrefix(a: number, x: number): number {
  if (a < 10) return a * Math.log(x) - x - logGamma1p(a);
  const deviation = (x - a) / a;
  const deviance = Math.abs(deviation) < 0.5 ? log1pMinus(deviation) : Math.log(x / a) - deviation;
  return a * deviance - 0.5 * Math.log(2 * Math.PI * a) - stirlingError(a);
}

function tail(a: number, x: number): LogTail {
  if (!(a > 0) || Number.isNaN(x)) return { lower: true, log: Number.NaN };
  if (x <= 0) return { lower: true, log: Number.NEGATIVE_INFINITY };
  if (x === Number.POSITIVE_INFINITY) return { lower: false, log: Number.NEGATIVE_INFINITY };
  if (a >= 25 && Math.abs(x - a) <= 0.3 * a) return { lower: x < a, log: logTailTemme(a, x) };
  if (a < 1 ? x < 1.1 : x < a + 1) {
    const log = logGammaPrefix(a, x) + Math.log(lowerSeries(a, x));
    return log > -0.1 && x < 1.1 ? { lower: false, log: Math.log(upperForSmallShape(a, x)) } : { lower: true, log };
  }
  return { lower: false, log: logGammaPrefix(a, x) + Math.log(a * upperFraction(a, x)) };
}

/** P(a, x) / prefix: 1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ... (DLMF 8.11.4). */
function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Q(a, x) = 1 - x^a / Gamma(a + 1) (1 + a sum of (-x)^n / (n! (a + n))), its 1 taken away before rounding (DLMF 8.7.1). */
function upperForSmallShape(a: number, x: number): number {
  const log = a * Math.log(x) - logGamma1p(a);
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 40; n++) {
    power *= -x / n;
    sum += power / (a + n);
  }
  return -Math.expm1(log) - Math.exp(log) * a * sum;
}

/** Gamma(a, x) / (x^a e^-x) by its continued fraction (DLMF 8.9.2, even part), modified Lentz method. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Number.MAX_VALUE;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    h *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return h;
}

/**
 * The regularised lower incomplete gamma function P(a, x), for a > 0, x >= 0; NaN outside.
 *
 * @example
 * ```ts
 * import { gammaP } from '@ai/prob-info';
 *
 * gammaP(2, 3); // 0.80085
 * ```
 */
export function gammaP(a: number, x: number): number {
  const { lower, log } = tail(a, x);
  return lower ? Math.exp(log) : -Math.expm1(log);
}

/**
 * The regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x).
 *
 * @example
 * ```ts
 * import { gammaQ } from '@ai/prob-info';
 *
 * gammaQ(2, 3); // 0.19915
 * ```
 */
export function gammaQ(a: number, x: number): number {
  const { lower, log } = tail(a, x);
  return lower ? -Math.expm1(log) : Math.exp(log);
}

/**
 * log P(a, x), also where P itself would underflow.
 *
 * @example
 * ```ts
 * import { logGammaP } from '@ai/prob-info';
 *
 * logGammaP(500, 1); // -2612.3
 * ```
 */
export function logGammaP(a: number, x: number): number {
  const { lower, log } = tail(a, x);
  return lower ? log : log1mExp(log);
}

/**
 * log Q(a, x), also where Q itself would underflow.
 *
 * @example
 * ```ts
 * import { logGammaQ } from '@ai/prob-info';
 *
 * logGammaQ(2, 1000); // -993.09
 * ```
 */
export function logGammaQ(a: number, x: number): number {
  const { lower, log } = tail(a, x);
  return lower ? log1mExp(log) : log;
}

/**
 * The logarithm of the x at which log P(a, x) (`lower`) or log Q(a, x) equals `logTail`: Newton's method in log x, where both are
 * concave, so that it converges from any start.
 */
export function logGammaTailInverse(a: number, logTail: number, lower: boolean): number {
  if (logTail === Number.NEGATIVE_INFINITY) return lower ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (logTail === 0) return lower ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  if (!(logTail < 0)) return Number.NaN;
  const logFunction = lower ? logGammaP : logGammaQ;
  const evaluate = (u: number) => {
    const x = Math.exp(u);
    const value = logFunction(a, x);
    const density = a * Math.exp(logGammaPrefix(a, x) - value);
    return { value, slope: lower ? density : -density };
  };
  return concaveRoot(evaluate, logTail, startOfInverse(a, logTail, lower));
}

function startOfInverse(a: number, logTail: number, lower: boolean): number {
  const logLower = lower ? logTail : log1mExp(logTail);
  const small = (logLower + logGamma1p(a)) / a; // from P ~ x^a / Gamma(a + 1)
  if (small < Math.log(0.1 * (a + 1)) || a < 0.3) {
    return lower || logLower < -0.1 ? small : Math.log(Math.max(-logTail - logGamma(a), Math.exp(-20)));
  }
  // Wilson and Hilferty, 1931: the cube root is nearly normal
  const z = lower
    ? normalQuantile(Math.exp(Math.max(logTail, -700)))
    : -normalQuantile(Math.exp(Math.max(logTail, -700)));
  const cubeRoot = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  if (cubeRoot > 0.1) return Math.log(a) + 3 * Math.log(cubeRoot);
  return small;
}

/**
 * The x with P(a, x) = p.
 *
 * @example
 * ```ts
 * import { gammaPInverse } from '@ai/prob-info';
 *
 * gammaPInverse(2, 0.8); // 2.9943
 * ```
 */
export function gammaPInverse(a: number, p: number): number {
  return Math.exp(p <= 0.5 ? logGammaTailInverse(a, Math.log(p), true) : logGammaTailInverse(a, Math.log1p(-p), false));
}

/**
 * The x with Q(a, x) = q.
 *
 * @example
 * ```ts
 * import { gammaQInverse } from '@ai/prob-info';
 *
 * gammaQInverse(2, 1e-20); // 49.983
 * ```
 */
export function gammaQInverse(a: number, q: number): number {
  return Math.exp(q <= 0.5 ? logGammaTailInverse(a, Math.log(q), false) : logGammaTailInverse(a, Math.log1p(-q), true));
}
