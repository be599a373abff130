import type { Random } from '@ai/core';
import type { SplitCriterion } from './split-criterion.js';
import type { Split, SplitSizes, Splitter } from './splitter.js';

/** Draws one threshold between the least and the largest value of a node (extremely randomised trees): nothing is sorted. */
export class RandomSplitter implements Splitter {
  private readonly values: Float64Array;
  private readonly sides: Uint8Array;

  /** @param columns D columns of N values, NaN where one is missing */
  constructor(
    private readonly columns: readonly Float64Array[],
    private readonly criterion: SplitCriterion,
    private readonly sizes: SplitSizes,
    private readonly random: Random,
  ) {
    this.values = new Float64Array(columns[0].length);
    this.sides = new Uint8Array(columns[0].length);
  }

  split(feature: number, samples: Int32Array, start: number, end: number): Split | undefined {
    const { values, sides, random } = this;
    const { minSamplesLeaf, minWeightLeaf } = this.sizes;
    const column = this.columns[feature];
    const count = end - start;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    let missing = 0;
    for (let o = 0; o < count; o++) {
      const value = column[samples[start + o]];
      values[o] = value;
      if (value < low) low = value;
      if (value > high) high = value;
      missing += Number(Number.isNaN(value));
    }
    if (!(low < high)) return undefined;
    const drawn = random.uniform(low, high);
    const threshold = drawn < high ? drawn : low; // rounded up
    const missingLeft = missing > 0 && random.bernoulli();
    let right = 0;
    for (let o = 0; o < count; o++) {
      const side = Number(values[o] > threshold);
      sides[o] = side;
      right += side;
    }
    if (missing > 0 && !missingLeft) {
      right += missing;
      for (let o = 0; o < count; o++) if (Number.isNaN(values[o])) sides[o] = 1;
    }
    const left = count - right;
    if (Math.min(left, right) < minSamplesLeaf) return undefined;
    const score = this.criterion.scoreOf(sides, minWeightLeaf);
    if (score === undefined) return undefined;
    // of a feature that all samples of the node have, what is missing later goes where most of them are
    return { score, feature, threshold, missingLeft: missing > 0 ? missingLeft : left > right };
  }
}
