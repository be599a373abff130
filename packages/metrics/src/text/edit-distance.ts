/**
 * The Levenshtein distance of two sequences: the fewest insertions, deletions and substitutions that turn one into the other.
 *
 * Reference: Levenshtein, "Binary codes capable of correcting deletions, insertions, and reversals" (1966).
 *
 * @param first M items
 * @param second N items
 * @example
 * ```ts
 * import { editDistance } from '@ai/metrics';
 *
 * editDistance('kitten', 'sitting'); // 3
 * editDistance(['a', 'b'], ['b']); // 1
 * ```
 */
export function editDistance(first: ArrayLike<unknown>, second: ArrayLike<unknown>): number {
  let before = Uint32Array.from({ length: second.length + 1 }, (_, j) => j);
  let row = new Uint32Array(second.length + 1);
  for (let i = 1; i <= first.length; i++) {
    row[0] = i;
    for (let j = 1; j <= second.length; j++) {
      const changed = before[j - 1] + (first[i - 1] === second[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, before[j] + 1, row[j - 1] + 1);
    }
    [before, row] = [row, before];
  }
  return before[second.length];
}
