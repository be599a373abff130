import type { Nearest } from './nearest.js';

/**
 * For each of Q queries, the k points of smallest (distance, index) among those offered: one bounded max-heap per query, the worst
 * kept at its root.
 */
export class NearestHeaps {
  private readonly indices: Int32Array;
  private readonly distances: Float64Array;
  private readonly counts: Int32Array;

  constructor(
    numQueries: number,
    private readonly k: number,
  ) {
    this.indices = new Int32Array(numQueries * k);
    this.distances = new Float64Array(numQueries * k);
    this.counts = new Int32Array(numQueries);
  }

  /** The largest distance kept for a query; infinity while fewer than k points were offered. */
  worst(query: number): number {
    return this.counts[query] < this.k ? Number.POSITIVE_INFINITY : this.distances[query * this.k];
  }

  /** Keeps the point if it is among the k best so far. Equal distances prefer the smaller index. */
  offer(query: number, distance: number, index: number): void {
    const base = query * this.k;
    if (this.counts[query] < this.k) this.siftUp(base, this.counts[query]++, distance, index);
    else if (isWorse(this.distances[base], this.indices[base], distance, index)) this.siftDown(base, distance, index);
  }

  /** What was kept, nearest first. Nothing may be offered afterwards. */
  finish(): Nearest {
    const { k, indices, distances } = this;
    if (k === 1) return { indices, distances };
    const order = new Array<number>(k);
    const sortedIndices = new Int32Array(k);
    const sortedDistances = new Float64Array(k);
    for (let base = 0; base < indices.length; base += k) {
      for (let i = 0; i < k; i++) order[i] = base + i;
      order.sort((a, b) => distances[a] - distances[b] || indices[a] - indices[b]);
      for (let i = 0; i < k; i++) {
        sortedIndices[i] = indices[order[i]];
        sortedDistances[i] = distances[order[i]];
      }
      indices.set(sortedIndices, base);
      distances.set(sortedDistances, base);
    }
    return { indices, distances };
  }

  private siftUp(base: number, slot: number, distance: number, index: number): void {
    const { distances, indices } = this;
    let child = slot;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!isWorse(distance, index, distances[base + parent], indices[base + parent])) break;
      distances[base + child] = distances[base + parent];
      indices[base + child] = indices[base + parent];
      child = parent;
    }
    distances[base + child] = distance;
    indices[base + child] = index;
  }

  private siftDown(base: number, distance: number, index: number): void {
    const { distances, indices, k } = this;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= k) break;
      const left = base + child;
      if (child + 1 < k && isWorse(distances[left + 1], indices[left + 1], distances[left], indices[left])) child++;
      if (!isWorse(distances[base + child], indices[base + child], distance, index)) break;
      distances[base + parent] = distances[base + child];
      indices[base + parent] = indices[base + child];
      parent = child;
    }
    distances[base + parent] = distance;
    indices[base + parent] = index;
  }
}

function isWorse(distance: number, index: number, otherDistance: number, otherIndex: number): boolean {
  return distance > otherDistance || (distance === otherDistance && index > otherIndex);
}
