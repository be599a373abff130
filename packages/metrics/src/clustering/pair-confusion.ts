import type { PairCounts } from './contingency.js';

/** Of all ordered pairs of samples: together in both labellings, in the classes only, in the clusters only, in neither. */
export function pairConfusion({ samples, pairs, classes, clusters }: PairCounts): [number, number, number, number] {
  const squares = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size * size, 0);
  const together = squares(pairs.map(([both]) => both));
  const [sameClass, sameCluster] = [squares(classes), squares(clusters)];
  return [
    together - samples,
    sameClass - together,
    sameCluster - together,
    samples * samples - sameClass - sameCluster + together,
  ];
}
