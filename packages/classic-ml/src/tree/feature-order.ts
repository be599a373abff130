import { sortOrder } from './sort-order.js';

/** The samples in the order of one feature, those without a value last. Shared by all trees of a forest. */
export interface FeatureOrder {
  /** N values, ascending; Infinity for those that are missing. */
  readonly values: Float64Array;
  /** N samples in that order, those of equal values by number. */
  readonly order: Int32Array;
  /** The rank of each of N samples in that order. */
  readonly ranks: Int32Array;
  /** Samples that have a value: their ranks are below it. */
  readonly numPresent: number;
}

/** Orders the samples by each feature, once. @param columns D columns of N values, NaN where one is missing @returns D orders */
export function orderFeatures(columns: readonly Float64Array[]): FeatureOrder[] {
  return columns.map((column) => {
    const rows = column.length;
    // missing ones as infinity, which data cannot have otherwise
    const keys = column.some(Number.isNaN)
      ? column.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value))
      : column;
    const order = sortOrder(keys);
    const values = new Float64Array(rows);
    const ranks = new Int32Array(rows);
    let numPresent = 0;
    for (let rank = 0; rank < rows; rank++) {
      values[rank] = keys[order[rank]];
      ranks[order[rank]] = rank;
      numPresent += Number(values[rank] < Number.POSITIVE_INFINITY);
    }
    return { values, order, ranks, numPresent };
  });
}

/** Up to so many, moving them one by one is quickest. */
const FEW = 20;

/**
 * Sorts the ranks of few samples among many: ranks are distinct integers below N, so that they are marked as bits and read off in order.
 * A bit in `summary` marks each word that is not 0.
 */
export class RankSorter {
  /** The ranks last sorted, ascending. */
  readonly sorted: Int32Array;
  private readonly words: Int32Array;
  private readonly summary: Int32Array;

  constructor(numSamples: number) {
    this.sorted = new Int32Array(numSamples);
    this.words = new Int32Array(((numSamples - 1) >> 5) + 1);
    this.summary = new Int32Array(((numSamples - 1) >> 10) + 1);
  }

  /** Sorts the ranks of the samples in `samples[start .. end]` into the beginning of `sorted`. */
  sort(samples: Int32Array, start: number, end: number, ranks: Int32Array): void {
    if (end - start <= FEW) this.insert(samples, start, end, ranks);
    else this.mark(samples, start, end, ranks);
  }

  private insert(samples: Int32Array, start: number, end: number, ranks: Int32Array): void {
    const { sorted } = this;
    for (let o = start; o < end; o++) {
      const rank = ranks[samples[o]];
      let place = o - start;
      for (; place > 0 && sorted[place - 1] > rank; place--) sorted[place] = sorted[place - 1];
      sorted[place] = rank;
    }
  }

  private mark(samples: Int32Array, start: number, end: number, ranks: Int32Array): void {
    const { sorted, words, summary } = this;
    for (let o = start; o < end; o++) {
      const rank = ranks[samples[o]];
      words[rank >> 5] |= 1 << (rank & 31);
      summary[rank >> 10] |= 1 << ((rank >> 5) & 31);
    }
    let count = 0;
    for (let s = 0; s < summary.length; s++) {
      let marked = summary[s];
      summary[s] = 0;
      while (marked !== 0) {
        const w = (s << 5) + 31 - Math.clz32(marked & -marked);
        marked &= marked - 1;
        const base = (w << 5) + 31;
        let word = words[w];
        words[w] = 0;
        while (word !== 0) {
          sorted[count++] = base - Math.clz32(word & -word);
          word &= word - 1;
        }
      }
    }
  }
}
