import { expectClose, readGolden } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { digamma, inverseDigamma, tetragamma, trigamma } from './digamma.js';
import { log1mExp, log1pExp, log1pMinus, logAddExp, logit, logSumExp, sigmoid, xLog1pY, xLogY } from './elementary.js';
import { erf, erfc, erfcx } from './erf.js';
import { betaI, betaIInverse, logBetaI, logBetaInverse } from './incomplete-beta.js';
import {
  gammaP,
  gammaPInverse,
  gammaQ,
  gammaQInverse,
  logGammaP,
  logGammaQ,
  logGammaTailInverse,
} from './incomplete-gamma.js';
import { logBeta, logChoose, logGamma, logGamma1p, logGammaRatio } from './log-gamma.js';
import { erfcInverse, erfInverse, logNormalCdf, logNormalQuantile, normalCdf, normalQuantile } from './normal.js';

type Rows = readonly (readonly number[])[];
const golden = readGolden<Record<string, Rows>>(new URL('../../golden/special.json', import.meta.url));

const functions: Record<string, [(...x: number[]) => number, number]> = {
  logGamma: [logGamma, 5e-15],
  logGamma1p: [logGamma1p, 5e-15],
  logGammaRatio: [logGammaRatio, 1e-13],
  logBeta: [logBeta, 1e-13],
  logChoose: [logChoose, 1e-13],
  digamma: [digamma, 1e-14],
  trigamma: [trigamma, 5e-15],
  tetragamma: [tetragamma, 5e-15],
  erf: [erf, 2e-15],
  erfc: [erfc, 1e-14],
  erfcx: [erfcx, 1e-14],
  logNormalCdf: [logNormalCdf, 1e-14],
  normalQuantile: [normalQuantile, 1e-14],
  logNormalQuantile: [logNormalQuantile, 1e-14],
  erfInverse: [erfInverse, 1e-14],
  erfcInverse: [erfcInverse, 1e-14],
  log1pMinus: [log1pMinus, 2e-15],
  log1mExp: [log1mExp, 2e-15],
  log1pExp: [log1pExp, 2e-15],
};

describe('special functions against mpmath', () => {
  it.each(Object.entries(functions))('%s', (name, [f, relative]) => {
    const errors: string[] = [];
    for (const row of golden[name]) {
      const expected = row[row.length - 1];
      const actual = f(...row.slice(0, -1));
      if (!(Math.abs(actual - expected) <= relative * Math.abs(expected)) && actual !== expected)
        errors.push(
          `(${row.slice(0, -1)}): ${actual} for ${expected}, ${(Math.abs(actual / expected - 1)).toExponential(1)}`,
        );
    }
    expect(errors).toEqual([]);
  });

  it('both tails of the incomplete gamma function, in logarithms to 1e-12 (relative, or absolute where the log is large)', () => {
    const errors: string[] = [];
    for (const [a, x, lower, upper] of golden.gammaTails) {
      for (const [actual, expected] of [
        [logGammaP(a, x), lower],
        [logGammaQ(a, x), upper],
      ]) {
        if (!(Math.abs(actual - expected) <= 1e-12 * Math.min(1, Math.abs(expected)) + 4e-15 * Math.abs(expected)))
          errors.push(`(${a}, ${x}): ${actual} for ${expected}, ${((actual - expected) / expected).toExponential(1)}`);
      }
      expectClose(gammaP(a, x), Math.exp(lower), { relative: 1e-11, absolute: 1e-307 });
      expectClose(gammaQ(a, x), Math.exp(upper), { relative: 1e-11, absolute: 1e-307 });
    }
    expect(errors).toEqual([]);
  });

  it('both tails of the incomplete beta function', () => {
    const errors: string[] = [];
    for (const [a, b, x, lower, upper] of golden.betaTails) {
      for (const [actual, expected] of [
        [logBetaI(a, b, x), lower],
        [logBetaI(b, a, 1 - x, x), upper],
      ]) {
        if (!(Math.abs(actual - expected) <= 1e-12 * Math.min(1, Math.abs(expected)) + 4e-15 * Math.abs(expected)))
          errors.push(
            `(${a}, ${b}, ${x}): ${actual} for ${expected}, ${((actual - expected) / expected).toExponential(1)}`,
          );
      }
      expectClose(betaI(a, b, x), Math.exp(lower), { relative: 1e-11, absolute: 1e-307 });
    }
    expect(errors).toEqual([]);
  });
});

describe('inverses', () => {
  it('invert the incomplete gamma function over the whole grid', () => {
    const errors: string[] = [];
    for (const [a, x, lower, upper] of golden.gammaTails) {
      const isLower = lower < upper;
      const u = logGammaTailInverse(a, isLower ? lower : upper, isLower);
      // the conditioning of the problem: a relative change of the tail moves x by 1 / slope
      const back = isLower ? logGammaP(a, Math.exp(u)) : logGammaQ(a, Math.exp(u));
      const target = isLower ? lower : upper;
      if (!(Math.abs(back - target) <= 1e-12 * Math.max(1, Math.abs(target))))
        errors.push(`(${a}, ${x}): ${Math.exp(u)}, ${back} for ${target}`);
    }
    expect(errors).toEqual([]);
  });

  it('invert the incomplete beta function over the whole grid', () => {
    const errors: string[] = [];
    for (const [a, b, x, lower, upper] of golden.betaTails) {
      const isLower = lower < upper;
      const target = isLower ? lower : upper;
      const u = isLower ? logBetaInverse(a, b, lower) : logBetaInverse(b, a, upper);
      const back = isLower ? logBetaI(a, b, sigmoid(u), sigmoid(-u)) : logBetaI(b, a, sigmoid(u), sigmoid(-u));
      if (!(Math.abs(back - target) <= 1e-12 * Math.max(1, Math.abs(target))))
        errors.push(`(${a}, ${b}, ${x}): ${u}, ${back} for ${target}`);
    }
    expect(errors).toEqual([]);
  });

  it('round trips of the plain forms', () => {
    for (const p of [1e-250, 1e-9, 0.2, 0.5, 0.9]) {
      expectClose(gammaP(2.5, gammaPInverse(2.5, p)), p, { relative: 1e-12 });
      expectClose(gammaQ(0.3, gammaQInverse(0.3, p)), p, { relative: 1e-12 });
      expectClose(betaI(3, 0.4, betaIInverse(3, 0.4, p)), p, { relative: 1e-12 });
      expectClose(normalCdf(normalQuantile(p)), p, { relative: 1e-12 });
    }
    for (const x of [1e-6, 0.3, 1, 1.4616321449683622, 20, 1e9])
      expectClose(inverseDigamma(digamma(x)), x, { relative: 1e-12 });
  });

  it('end points', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1), normalQuantile(Number.NaN)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
    expect([gammaPInverse(2, 0), gammaPInverse(2, 1), gammaPInverse(2, 1.1)]).toEqual([
      0,
      Number.POSITIVE_INFINITY,
      Number.NaN,
    ]);
    expect([betaIInverse(2, 3, 0), betaIInverse(2, 3, 1)]).toEqual([0, 1]);
    expect([gammaP(1, 0), gammaQ(1, 0), gammaP(1, Number.POSITIVE_INFINITY), gammaP(-1, 1)]).toEqual([
      0,
      1,
      1,
      Number.NaN,
    ]);
    expect([erfInverse(1), erfInverse(-1), erf(Number.NaN), erfc(30)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
      0,
    ]);
  });
});

it('elementary functions keep their limits', () => {
  expect([xLogY(0, 0), xLog1pY(0, -1), xLogY(2, 1)]).toEqual([0, 0, 0]);
  expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY);
  expect(logSumExp([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBe(Number.NEGATIVE_INFINITY);
  expectClose(logSumExp([-1000, -1000]), -1000 + Math.LN2, { relative: 1e-15 });
  expectClose(logAddExp(1000, 1000), 1000 + Math.LN2, { relative: 1e-15 });
  expectClose(logit(sigmoid(-700)), -700, { relative: 1e-14 });
  expectClose(logit(0.5 + 2 ** -40), 2 ** -38, { relative: 1e-12 });
});
