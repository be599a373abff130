import { Random } from '@ai/core';
import { expectClose, type Numbers } from '@ai/core/testing';
import fc from 'fast-check';
import { describe, it } from 'vitest';
import {
  accuracy,
  adjustedRandIndex,
  averagePrecision,
  bleu,
  calibrationCurve,
  chrf,
  cocoMeanAveragePrecision,
  cohenKappa,
  explainedVariance,
  frechetDistance,
  kernelDistance,
  meanAveragePrecision,
  medianAbsoluteError,
  ndcg,
  precision,
  r2Score,
  rocAuc,
  rouge,
  silhouette,
  wordErrorRate,
} from '../src/index.js';

interface AnyMetric {
  // biome-ignore lint/suspicious/noExplicitAny: any metric of two data arguments
  (...data: any[]): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  streaming(options?: any): any;
  readonly name: string;
}
type Sample = readonly [unknown, unknown];

const WORDS = ['a', 'cat', 'sat', 'on', 'the', 'mat', '.'];
const text = (random: Random): string =>
  Array.from({ length: random.integer(1, 9) }, () => random.choice(WORDS)).join(' ');
const row = (random: Random, size: number): number[] => Array.from({ length: size }, () => random.normal());
const label = (random: Random): number => random.integer(0, 3);

/** A random sample (truth, prediction) of what each metric takes. */
const SAMPLES: [AnyMetric, (random: Random) => Sample, object?][] = [
  [accuracy, (random) => [label(random), label(random)]],
  [precision as AnyMetric, (random) => [label(random), label(random)], { average: 'macro' }],
  [cohenKappa, (random) => [label(random), label(random)], { weights: 'quadratic' }],
  [adjustedRandIndex, (random) => [label(random), label(random)]],
  [rocAuc, (random) => [random.integer(0, 2), random.integer(0, 6) / 6]],
  [averagePrecision, (random) => [random.integer(0, 2), random.integer(0, 6) / 6]],
  [calibrationCurve, (random) => [random.integer(0, 2), random.uniform()], { strategy: 'quantile', bins: 3 }],
  [r2Score, (random) => [1e6 + random.normal(), 1e6 + random.normal()]],
  [explainedVariance, (random) => [row(random, 2), row(random, 2)]],
  [medianAbsoluteError, (random) => [random.normal(), random.normal()]],
  [silhouette, (random) => [row(random, 2), label(random)]],
  [frechetDistance, (random) => [row(random, 3), row(random, 3)]],
  [kernelDistance, (random) => [row(random, 3), row(random, 3)], { subsetSize: 5, subsets: 4 }],
  [meanAveragePrecision, (random) => [Array.from({ length: 4 }, () => random.integer(0, 2)), row(random, 4)]],
  [ndcg, (random) => [Array.from({ length: 4 }, () => random.integer(0, 4)), row(random, 4)]],
  [bleu, (random) => [text(random), text(random)]],
  [chrf, (random) => [[text(random), text(random)], text(random)], { wordOrder: 2 }],
  [rouge, (random) => [text(random), text(random)]],
  [wordErrorRate, (random) => [text(random), text(random)]],
  [
    cocoMeanAveragePrecision,
    (random) => {
      const object = () => ({
        image_id: random.integer(0, 3),
        category_id: random.integer(0, 2),
        bbox: [random.integer(0, 9), random.integer(0, 9), 12, 12],
      });
      return [object(), { ...object(), score: random.integer(0, 5) / 5 }];
    },
  ],
];

const numbersOf = (value: unknown): Numbers =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
    ? Object.values(value).map(numbersOf)
    : (value as Numbers);

describe('a stream cut and merged at random gives the value of the whole', () => {
  it.each(SAMPLES.map((entry) => [entry[0].name, ...entry] as const))('%s', (_, metric, sample, options) => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 40 }), (seed, size) => {
        const random = new Random(seed);
        const samples = Array.from({ length: size }, () => sample(random));
        const data = (from: number, to: number): unknown[][] =>
          [0, 1].map((side) => samples.slice(from, to).map((pair) => pair[side]));
        const stream = metric.streaming(options);
        /** The state of a part: updated at once, or merged from two parts, or updated by the rest of them. */
        const state = (from: number, to: number): unknown => {
          if (to - from < 2 || random.bernoulli(0.2)) return stream.update(stream.init(), ...data(from, to));
          const cut = random.integer(from, to); // the first part may be empty
          const first = state(from, cut);
          return random.bernoulli() ? stream.update(first, ...data(cut, to)) : stream.merge(first, state(cut, to));
        };
        const whole = options ? metric(...data(0, size), options) : metric(...data(0, size));
        expectClose(numbersOf(stream.compute(state(0, size))), numbersOf(whole), { relative: 1e-9, absolute: 1e-11 });
      }),
      { numRuns: 30, seed: 7 },
    );
  });
});
