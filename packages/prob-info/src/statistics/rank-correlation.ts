import { type Column, checkSameLength, toVector } from '@ai/core';
import { correlation } from './covariance.js';
import { ranks, sortedOrder } from './ranks.js';

/**
 * Spearman's rank correlation: Pearson's of the ranks, ties at their average; NaN if a sample is constant.
 *
 * @throws InvalidArgumentError for different lengths, empty samples, NaN or infinities
 * @example
 * ```ts
 * import { spearman } from '@ai/prob-info';
 *
 * spearman([1, 2, 3, 4], [1, 8, 27, 20]); // 0.8
 * ```
 */
export function spearman(x: Column, y: Column): number {
  const first = toVector(x, 'x', 'spearman');
  const second = toVector(y, 'y', 'spearman');
  checkSameLength(first.length, second.length, ['x', 'y'], 'spearman');
  return correlation(ranks(first), ranks(second));
}

/**
 * Kendall's tau-b, which allows for ties, in O(n log n) (Knight, "A computer method for calculating Kendall's tau with ungrouped
 * data", JASA 61, 1966); NaN if a sample is constant.
 *
 * @throws InvalidArgumentError for different lengths, empty samples, NaN or infinities
 * @example
 * ```ts
 * import { kendall } from '@ai/prob-info';
 *
 * kendall([1, 2, 3, 4], [1, 8, 27, 20]); // 0.66667
 * ```
 */
export function kendall(x: Column, y: Column): number {
  const first = toVector(x, 'x', 'kendall');
  const second = toVector(y, 'y', 'kendall');
  checkSameLength(first.length, second.length, ['x', 'y'], 'kendall');
  const n = first.length;
  const byX = sortedOrder(first).sort((a, b) => first[a] - first[b] || second[a] - second[b]);
  const pairs = (n * (n - 1)) / 2;
  const tiedX = tiedPairs(byX, (a, b) => first[a] === first[b]);
  const tiedBoth = tiedPairs(byX, (a, b) => first[a] === first[b] && second[a] === second[b]);
  const y1 = Float64Array.from(byX, (i) => second[i]);
  const swaps = sortCountingSwaps(y1); // discordant pairs
  const tiedY = tiedPairs(y1, (a, b) => a === b);
  const concordantLessDiscordant = pairs - tiedX - tiedY + tiedBoth - 2 * swaps;
  const tau = concordantLessDiscordant / Math.sqrt(pairs - tiedX) / Math.sqrt(pairs - tiedY);
  return Number.isNaN(tau) ? tau : Math.min(1, Math.max(-1, tau));
}

/** Pairs within runs of neighbours that are the same. */
function tiedPairs(sorted: ArrayLike<number>, same: (a: number, b: number) => boolean): number {
  let pairs = 0;
  let run = 1;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && same(sorted[i - 1], sorted[i])) {
      run++;
    } else {
      pairs += (run * (run - 1)) / 2;
      run = 1;
    }
  }
  return pairs;
}

/** Merge sort in place; returns how many neighbouring swaps a bubble sort would have made. */
function sortCountingSwaps(values: Float64Array): number {
  const n = values.length;
  const scratch = new Float64Array(n);
  let swaps = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let from = 0; from < n; from += 2 * width) {
      const middle = Math.min(from + width, n);
      const to = Math.min(from + 2 * width, n);
      let left = from;
      let right = middle;
      for (let k = from; k < to; k++) {
        if (left < middle && (right >= to || values[left] <= values[right])) {
          scratch[k] = values[left++];
        } else {
          swaps += middle - left;
          scratch[k] = values[right++];
        }
      }
    }
    values.set(scratch);
  }
  return swaps;
}
