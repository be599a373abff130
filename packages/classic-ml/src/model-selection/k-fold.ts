import { checkInteger, Got, InvalidArgumentError, Random } from '@ai/core';
import { checkShuffleOptions, type Fold, foldsFrom, type ShuffleOptions, type Splitter } from './splitter.js';

/**
 * Divides the samples into consecutive folds (of the shuffled samples, on request), the first N mod K of them one larger.
 *
 * @example
 * ```ts
 * import { KFold } from '@ai/classic-ml';
 *
 * const folds = new KFold({ splits: 2 }).split(5);
 * folds[0].testIndices; // [0, 1, 2]
 * ```
 */
export class KFold implements Splitter {
  constructor(readonly options: ShuffleOptions = {}) {}

  /** @throws InvalidArgumentError for splits < 2 or > N, or a seed without shuffle */
  split(numSamples: number): Fold[] {
    const { splits, shuffle, seed } = checkShuffleOptions(this.options, numSamples, 'KFold');
    const order = Int32Array.from({ length: numSamples }, (_, i) => i);
    if (shuffle) new Random(seed).shuffle(order);
    const testFold = new Int32Array(numSamples);
    for (let fold = 0, next = 0; fold < splits; fold++) {
      const size = Math.floor(numSamples / splits) + Number(fold < numSamples % splits);
      for (let i = 0; i < size; i++) testFold[order[next++]] = fold;
    }
    return foldsFrom(testFold, splits);
  }
}

/** Options of {@link RepeatedKFold}. */
export interface RepeatedKFoldOptions {
  /** Folds of each repetition. @default 5 */
  readonly splits?: number;
  /** Repetitions, each shuffled anew. @default 10 */
  readonly repeats?: number;
  /** @default 0 */
  readonly seed?: number;
}

/** {@link KFold} over and over, each time shuffled anew. */
export class RepeatedKFold implements Splitter {
  constructor(readonly options: RepeatedKFoldOptions = {}) {}

  /** @throws InvalidArgumentError for splits < 2 or > N or repeats < 1 */
  split(numSamples: number): Fold[] {
    const { splits = 5, repeats = 10, seed = 0 } = this.options;
    checkInteger(repeats, 'repeats', 'RepeatedKFold', { min: 1 });
    checkShuffleOptions({ splits, shuffle: true, seed }, numSamples, 'RepeatedKFold');
    const random = new Random(seed);
    return Array.from({ length: repeats }, () =>
      new KFold({ splits, shuffle: true, seed: random.uint32() }).split(numSamples),
    ).flat();
  }
}

/** Each sample once as the whole test set. */
export class LeaveOneOut implements Splitter {
  readonly options = {};

  /** @throws InvalidArgumentError for fewer than 2 samples */
  split(numSamples: number): Fold[] {
    checkInteger(numSamples, 'numSamples', 'LeaveOneOut', { min: 2 });
    return foldsFrom(
      Int32Array.from({ length: numSamples }, (_, i) => i),
      numSamples,
    );
  }
}

/** Options of {@link TimeSeriesSplit}. */
export interface TimeSeriesSplitOptions {
  /** Test sets, each after its training set in time. @default 5 */
  readonly splits?: number;
  /** Samples in each test set. @default N / (splits + 1), rounded down */
  readonly testSize?: number;
  /** Most samples in a training set, the latest. @default all */
  readonly maxTrainSize?: number;
  /** Samples left out between training and test. @default 0 */
  readonly gap?: number;
}

/**
 * Test sets that follow their training sets, for samples in order of time.
 *
 * @example
 * ```ts
 * import { TimeSeriesSplit } from '@ai/classic-ml';
 *
 * const [first] = new TimeSeriesSplit({ splits: 2 }).split(6);
 * first.trainIndices; // [0, 1]
 * first.testIndices;  // [2, 3]
 * ```
 */
export class TimeSeriesSplit implements Splitter {
  constructor(readonly options: TimeSeriesSplitOptions = {}) {}

  /** @throws InvalidArgumentError for options out of range or too few samples */
  split(numSamples: number): Fold[] {
    const owner = 'TimeSeriesSplit';
    const { splits = 5, gap = 0 } = this.options;
    checkInteger(splits, 'splits', owner, { min: 2 });
    checkInteger(gap, 'gap', owner, { min: 0 });
    checkInteger(numSamples, 'numSamples', owner, { min: 1 });
    const { testSize = Math.floor(numSamples / (splits + 1)), maxTrainSize = numSamples } = this.options;
    if (this.options.testSize !== undefined) checkInteger(testSize, 'testSize', owner, { min: 1 });
    checkInteger(maxTrainSize, 'maxTrainSize', owner, { min: 1 });
    const first = numSamples - splits * testSize;
    if (testSize < 1 || first - gap < 1) {
      const expected = `leave samples to train on before ${splits} test sets`;
      throw new InvalidArgumentError('splits', owner, expected, new Got(`${numSamples} samples`));
    }
    return Array.from({ length: splits }, (_, fold) => {
      const start = first + fold * testSize;
      const trainEnd = start - gap;
      const trainStart = Math.max(0, trainEnd - maxTrainSize);
      return { trainIndices: range(trainStart, trainEnd), testIndices: range(start, start + testSize) };
    });
  }
}

function range(start: number, end: number): Int32Array {
  return Int32Array.from({ length: end - start }, (_, i) => start + i);
}
