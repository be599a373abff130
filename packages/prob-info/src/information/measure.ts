import { type Column, checkNumber, checkSameLength } from '@ai/core';
import { readProbabilities } from '../distributions/probabilities.js';

/** The unit of information: the logarithm's base. */
export interface InformationOptions {
  /** 2 gives bits, Math.E nats, 10 hartleys; greater than 1. @default Math.E */
  readonly base?: number;
}

/** How many nats one unit of the base is; 1 for the default. */
export function natsPerUnit({ base = Math.E }: InformationOptions, owner: string): number {
  return Math.log(checkNumber(base, 'base', owner, { above: 1 }));
}

/** Two probability lists over the same outcomes. */
export function readPair(p: Column, q: Column, owner: string): [Float64Array, Float64Array] {
  const first = readProbabilities(p, 'p', owner);
  const second = readProbabilities(q, 'q', owner);
  checkSameLength(first.length, second.length, ['p', 'q'], owner);
  return [first, second];
}

/** sum of p log(p / q), infinite where p > 0 = q; never below 0 through rounding. */
export function klNats(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (p[i] === 0) continue;
    if (q[i] === 0) return Number.POSITIVE_INFINITY;
    // p log(p/q) - p + q is >= 0 term by term, and as a sum the same: near equality it does not cancel
    const excess = (q[i] - p[i]) / p[i];
    sum += Math.abs(excess) < 0.5 ? p[i] * (excess - Math.log1p(excess)) : p[i] * Math.log(p[i] / q[i]) - p[i] + q[i];
  }
  for (let i = 0; i < p.length; i++) if (p[i] === 0) sum += q[i];
  return Math.max(0, sum);
}

/** -sum of p log p in nats, 0 log 0 = 0. */
export function entropyNats(p: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) if (p[i] > 0) sum -= p[i] * Math.log(p[i]);
  return Math.max(0, sum);
}
