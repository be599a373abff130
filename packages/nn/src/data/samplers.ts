import { checkBoolean, checkInteger, checkNumber, Got, InvalidArgumentError, type Random } from '@ai/core';

/** Decides which samples an epoch consists of, and in which order. */
export interface Sampler {
  /** Samples in an epoch. */
  readonly length: number;
  /** The indices of one epoch, from random numbers that depend on the loader's seed and the epoch. */
  sample(random: Random): ArrayLike<number>;
}

/** Options of {@link WeightedRandomSampler}. */
export interface WeightedRandomSamplerOptions {
  /** Samples in an epoch. @default one per weight */
  readonly count?: number;
  /** A sample may come several times in an epoch. @default true */
  readonly replacement?: boolean;
}

/**
 * Draws samples with chances in proportion to weights: rare classes as often as common ones. Without replacement each draw is among
 * what is left (weighted reservoir sampling with exponential keys; Efraimidis and Spirakis, 2006).
 *
 * @example
 * ```ts
 * import { ArrayDataset, DataLoader, ndArray, WeightedRandomSampler } from '@ai/nn';
 *
 * const labels = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1);
 * const sampler = new WeightedRandomSampler(Array.from(labels, (label) => (label === 1 ? 7 : 1)), { count: 100 });
 * const loader = new DataLoader(new ArrayDataset(ndArray(labels)), { batchSize: 10, sampler, seed: 3 });
 * for await (const [y] of loader) console.log(y.data); // about half of them are 1
 * ```
 */
export class WeightedRandomSampler implements Sampler {
  readonly length: number;
  private readonly weights: Float64Array;
  private readonly replacement: boolean;

  /**
   * @param weights one per sample of the data set, 0 for never
   * @throws InvalidArgumentError for a weight that is negative or not finite, weights that are all 0, or without replacement a count
   *   above the number of positive weights
   */
  constructor(weights: ArrayLike<number>, options: WeightedRandomSamplerOptions = {}) {
    const { count = weights.length, replacement = true } = options;
    this.weights = Float64Array.from(weights, (weight) =>
      checkNumber(weight, 'weights', 'WeightedRandomSampler', { min: 0 }),
    );
    const positive = this.weights.reduce((total, weight) => total + (weight > 0 ? 1 : 0), 0);
    if (positive === 0) {
      throw new InvalidArgumentError(
        'weights',
        'WeightedRandomSampler',
        'hold a number > 0',
        new Got(weights.length === 0 ? 'none' : 'zeros'),
      );
    }
    this.replacement = checkBoolean(replacement, 'replacement', 'WeightedRandomSampler');
    const bounds = this.replacement ? { min: 1 } : { min: 1, max: positive };
    this.length = checkInteger(count, 'count', 'WeightedRandomSampler', bounds);
  }

  sample(random: Random): Int32Array {
    return this.replacement ? this.drawReplacing(random) : this.drawOnce(random);
  }

  private drawReplacing(random: Random): Int32Array {
    const largest = this.weights.reduce((a, b) => Math.max(a, b)); // sums of huge weights stay finite
    const sums = new Float64Array(this.weights.length);
    let total = 0;
    this.weights.forEach((weight, i) => {
      total += weight / largest;
      sums[i] = total;
    });
    return Int32Array.from({ length: this.length }, () => firstAbove(sums, random.uniform(0, total)));
  }

  private drawOnce(random: Random): Int32Array {
    const keys = this.weights.map((weight) => Math.log(-Math.log(1 - random.uniform())) - Math.log(weight));
    const candidates = Int32Array.from(keys.keys()).filter((i) => this.weights[i] > 0);
    return candidates.sort((a, b) => (keys[a] === keys[b] ? a - b : keys[a] < keys[b] ? -1 : 1)).slice(0, this.length);
  }
}

/** The first place of a rising sequence whose number is greater than `value`. */
function firstAbove(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
