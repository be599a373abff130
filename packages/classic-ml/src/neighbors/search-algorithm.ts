import { checkOneOf, type DenseMatrix, InvalidArgumentError } from '@ai/core';
import { BallTree } from './ball-tree.js';
import { BruteForce } from './brute-force.js';
import type { DistanceMetric } from './distance-metric.js';
import { KdTree } from './kd-tree.js';
import type { NeighborSearch } from './neighbor-search.js';

export const SEARCH_ALGORITHMS = ['auto', 'brute', 'kdTree', 'ballTree'] as const;

/**
 * How neighbours are searched; all ways give the same neighbours. `brute` compares everything, `kdTree` and `ballTree` pay for few
 * features and many points; `auto` chooses by shape.
 */
export type SearchAlgorithm = (typeof SEARCH_ALGORITHMS)[number];

/** @throws InvalidArgumentError for an unknown algorithm, or one that cannot do the metric */
export function checkAlgorithm(algorithm: SearchAlgorithm, metric: DistanceMetric, owner: string): void {
  checkOneOf(algorithm, 'algorithm', owner, SEARCH_ALGORITHMS);
  const unfit = metric.name === 'cosine' ? ['kdTree', 'ballTree'] : metric.name === 'hamming' ? ['kdTree'] : [];
  if (!unfit.includes(algorithm)) return;
  throw new InvalidArgumentError('algorithm', owner, `be able to search by metric '${metric.name}'`, algorithm);
}

/** Builds the search structure. */
export function neighborSearch(
  points: DenseMatrix,
  metric: DistanceMetric,
  algorithm: SearchAlgorithm,
  owner: string,
): NeighborSearch {
  checkAlgorithm(algorithm, metric, owner);
  const chosen = algorithm === 'auto' ? chooseAlgorithm(points, metric) : algorithm;
  if (chosen === 'kdTree') return new KdTree(points, metric);
  return chosen === 'ballTree' ? new BallTree(points, metric) : new BruteForce(points, metric);
}

/** Boxes rule out next to nothing in many dimensions: then brute force, which is a matrix product, is faster. */
function chooseAlgorithm({ rows, columns }: DenseMatrix, { name }: DistanceMetric): 'brute' | 'kdTree' {
  const hasBoxes = name !== 'cosine' && name !== 'hamming';
  return hasBoxes && columns <= 8 && rows >= 2000 ? 'kdTree' : 'brute';
}
