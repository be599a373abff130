import { erfc, erfcx } from './erf.js';

const LOG_HALF = -Math.LN2;
const SQRT_HALF = Math.SQRT1_2;

/**
 * The standard normal distribution function P(Z <= z), accurate relative to its value in the left tail.
 *
 * @example
 * ```ts
 * import { normalCdf } from '@ai/prob-info';
 *
 * normalCdf(1.96); // 0.975
 * ```
 */
export function normalCdf(z: number): number {
  if (z > -1) return 0.5 * erfc(-z * SQRT_HALF);
  // the square of z's leading bits is exact: no digit is lost to rounding z^2
  const high = Math.fround(Math.max(z, -40));
  const rest = z < -40 ? 0 : -0.5 * (z - high) * (z + high);
  return 0.5 * Math.exp(-0.5 * high * high) * Math.exp(rest) * erfcx(-z * SQRT_HALF);
}

/**
 * log P(Z <= z): no underflow at any z, no cancellation where it is near 0.
 *
 * @example
 * ```ts
 * import { logNormalCdf } from '@ai/prob-info';
 *
 * logNormalCdf(-40); // -804.61
 * ```
 */
export function logNormalCdf(z: number): number {
  if (z > 1) return Math.log1p(-normalCdf(-z));
  if (z > -1) return Math.log(normalCdf(z));
  return LOG_HALF - 0.5 * z * z + Math.log(erfcx(-z * SQRT_HALF));
}

// Rational approximations of Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37, 1988; constant term last.
const CENTRE_TOP = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_BOTTOM = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const MIDDLE_TOP = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const MIDDLE_BOTTOM = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_TOP = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_BOTTOM = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum = sum * x + coefficients[i];
  return sum;
}

/**
 * The standard normal quantile: the z with P(Z <= z) = p, about 16 digits for every p in (0, 1); -Infinity at 0, Infinity at 1,
 * NaN outside [0, 1].
 *
 * @example
 * ```ts
 * import { normalQuantile } from '@ai/prob-info';
 *
 * normalQuantile(0.975); // 1.96
 * ```
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_TOP, r)) / polynomial(CENTRE_BOTTOM, r);
  }
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  return q < 0 ? lowerTail(Math.log(p)) : -lowerTail(Math.log1p(-p));
}

/**
 * The z with log P(Z <= z) = logP, for log-probabilities of any size.
 *
 * @example
 * ```ts
 * import { logNormalQuantile } from '@ai/prob-info';
 *
 * logNormalQuantile(-1000); // -44.616
 * ```
 */
export function logNormalQuantile(logP: number): number {
  if (logP > -2.5) return normalQuantile(Math.exp(logP));
  return lowerTail(logP);
}

/** z for log P(Z <= z) below log(0.075) or so. */
function lowerTail(logP: number): number {
  if (logP === Number.NEGATIVE_INFINITY) return logP;
  const r = Math.sqrt(-logP);
  let z: number;
  if (r <= 5) z = -polynomial(MIDDLE_TOP, r - 1.6) / polynomial(MIDDLE_BOTTOM, r - 1.6);
  else if (r <= 27) return -polynomial(TAIL_TOP, r - 5) / polynomial(TAIL_BOTTOM, r - 5);
  else z = -Math.SQRT2 * r; // below exp(-729), Newton's method on log P does the rest
  for (let i = 0; r > 27 && i < 8; i++) {
    const logCdf = logNormalCdf(z);
    const slope = Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI) - logCdf);
    const step = (logCdf - logP) / slope;
    z -= step;
    if (Math.abs(step) < 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/**
 * The x with erf(x) = y.
 *
 * @example
 * ```ts
 * import { erfInverse } from '@ai/prob-info';
 *
 * erfInverse(0.5); // 0.47694
 * ```
 */
export function erfInverse(y: number): number {
  if (Math.abs(y) <= 0.85) {
    const r = 0.180625 - 0.25 * y * y;
    return (0.5 * y * polynomial(CENTRE_TOP, r) * SQRT_HALF) / polynomial(CENTRE_BOTTOM, r);
  }
  return y < 0 ? -erfcInverse(1 + y) : erfcInverse(1 - y);
}

/**
 * The x with erfc(x) = y.
 *
 * @example
 * ```ts
 * import { erfcInverse } from '@ai/prob-info';
 *
 * erfcInverse(1e-20); // 6.6016
 * ```
 */
export function erfcInverse(y: number): number {
  return -normalQuantile(0.5 * y) * SQRT_HALF;
}
