import { checkInteger, Random } from '@ai/core';
import type { Fold, Splitter } from './splitter.js';
import { testCountOf } from './test-size.js';

/** Options of {@link ShuffleSplit}. */
export interface ShuffleSplitOptions {
  /** Divisions, at least 1. @default 10 */
  readonly splits?: number;
  /** Share in (0, 1) or number of test samples. @default 0.1 */
  readonly testSize?: number;
  /** @default 0 */
  readonly seed?: number;
}

/**
 * Divides the shuffled samples over and over, each time anew; a sample may be tested several times or never.
 *
 * @example
 * ```ts
 * import { ShuffleSplit } from '@ai/classic-ml';
 *
 * const folds = new ShuffleSplit({ splits: 3, testSize: 0.25 }).split(8);
 * folds.map(({ testIndices }) => testIndices.length); // [2, 2, 2]
 * ```
 */
export class ShuffleSplit implements Splitter {
  constructor(readonly options: ShuffleSplitOptions = {}) {}

  /** @throws InvalidArgumentError for options out of range or a test size that leaves no sample to train on */
  split(numSamples: number): Fold[] {
    const owner = 'ShuffleSplit';
    const { splits = 10, testSize = 0.1, seed = 0 } = this.options;
    checkInteger(splits, 'splits', owner, { min: 1 });
    checkInteger(seed, 'seed', owner);
    const testCount = testCountOf(testSize, numSamples, owner);
    const random = new Random(seed);
    return Array.from({ length: splits }, () => {
      const order = random.permutation(numSamples);
      return { testIndices: order.slice(0, testCount), trainIndices: order.slice(testCount) };
    });
  }
}
