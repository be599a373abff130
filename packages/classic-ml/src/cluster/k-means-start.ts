import type { DenseMatrix, Random } from '@ai/core';
import { squaredDistance } from '@ai/core/linalg';
import { takeRows } from '../input/samples.js';

/**
 * Greedy k-means++ (Arthur and Vassilvitskii, 2007): each next center is drawn by its weighted squared distance to those chosen, the
 * best of 2 + log K candidates.
 *
 * @returns K x D
 */
export function kMeansPlusPlus(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  numClusters: number,
  random: Random,
): DenseMatrix {
  const { rows, columns, data } = x;
  const candidates = 2 + Math.floor(Math.log(numClusters));
  const weightOf = (i: number): number => (weights ? weights[i] : 1);
  const chosen = [
    drawBy(
      Float64Array.from({ length: rows }, (_, i) => weightOf(i)),
      random,
    ),
  ];
  let closest = Float64Array.from({ length: rows }, (_, i) => squaredDistance(data, i, data, chosen[0], columns));
  while (chosen.length < numClusters) {
    const potential = closest.map((distance, i) => distance * weightOf(i));
    let best: { sample: number; closest: Float64Array<ArrayBuffer>; sum: number } | undefined;
    for (let c = 0; c < candidates; c++) {
      const sample = drawBy(potential, random);
      const next = new Float64Array(rows);
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        next[i] = Math.min(closest[i], squaredDistance(data, i, data, sample, columns));
        sum += next[i] * weightOf(i);
      }
      if (!best || sum < best.sum) best = { sample, closest: next, sum };
    }
    chosen.push(best!.sample);
    closest = best!.closest;
  }
  return takeRows(x, chosen);
}

/** K different samples at random. @returns K x D */
export function randomSamples(x: DenseMatrix, numClusters: number, random: Random): DenseMatrix {
  return takeRows(x, random.permutation(x.rows).subarray(0, numClusters));
}

/** An index drawn in proportion to `potential`; any, if all are 0. */
function drawBy(potential: Float64Array, random: Random): number {
  const total = potential.reduce((a, b) => a + b, 0);
  if (!(total > 0)) return random.integer(0, potential.length);
  let rest = random.uniform() * total;
  for (let i = 0; i < potential.length; i++) {
    rest -= potential[i];
    if (rest < 0) return i;
  }
  return potential.findLastIndex((value) => value > 0);
}
