import type { DenseMatrix } from '@ai/core';
import type { ClusterSums } from './cluster-sums.js';
import { distancesToCenters } from './k-means-assignment.js';

/** Weighted means of the clusters; an empty one takes the sample that is farthest from its center. */
export function nextCenters(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  clusters: ClusterSums,
  labels: Int32Array,
  centers: DenseMatrix,
): DenseMatrix {
  const sums = clusters.sums.slice();
  const totals = clusters.totals.slice();
  const members = clusters.members.slice();
  if (members.includes(0)) {
    fillEmptyClusters(x, weights, labels, distancesToCenters(x, centers, labels), { sums, totals, members });
  }
  const { rows, columns } = centers;
  for (let c = 0, s = 0; c < rows; c++) for (let j = 0; j < columns; j++) sums[s++] /= totals[c];
  return { data: sums, rows, columns };
}

function fillEmptyClusters(
  x: DenseMatrix,
  weights: Float64Array | undefined,
  labels: Int32Array,
  distances: Float64Array,
  { sums, totals, members }: { sums: Float64Array; totals: Float64Array; members: Int32Array },
): void {
  const { data, columns } = x;
  const farthest = Int32Array.from(labels.keys()).sort((a, b) => distances[b] - distances[a] || a - b);
  let next = 0;
  const empties = Array.from(members.keys()).filter((c) => members[c] === 0);
  for (const empty of empties) {
    // the last sample of a cluster has to stay
    while (members[labels[farthest[next]]] < 2) next++;
    const i = farthest[next++];
    const weight = weights ? weights[i] : 1;
    const from = labels[i];
    members[from]--;
    for (let j = 0; j < columns; j++) {
      sums[from * columns + j] -= weight * data[i * columns + j];
      sums[empty * columns + j] = weight * data[i * columns + j];
    }
    totals[from] -= weight;
    totals[empty] = weight;
  }
}
