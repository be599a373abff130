import type { DenseMatrix } from '@ai/core';

/** Points of a cell that is not divided further. */
const LEAF_SIZE = 4;
/** Divisions after which points count as equal. */
const MAX_DEPTH = 48;

/**
 * Points in a tree of cubes (a quadtree in 2 dimensions), for sums over all points in which those far away stand together as one
 * (Barnes and Hut, 1986). Nodes lie in depth-first order; `skip` leads past the subtree.
 */
export class BarnesHutTree {
  private readonly dimensions: number;
  private readonly data: Float64Array;
  /** Points in the order of the leaves, and the place of each. */
  private readonly order: Int32Array;
  private readonly rank: Int32Array;
  private count = 0;
  private widths: Float64Array;
  private centers: Float64Array;
  private begins: Int32Array;
  private ends: Int32Array;
  private skips: Int32Array;
  private readonly scratch: Int32Array;

  /** @param points N x E, E <= 3 */
  constructor(points: DenseMatrix) {
    const { data, rows, columns } = points;
    this.data = data;
    this.dimensions = columns;
    this.order = Int32Array.from({ length: rows }, (_, i) => i);
    this.rank = new Int32Array(rows);
    this.scratch = new Int32Array(rows);
    const capacity = 2 * rows + 16;
    this.widths = new Float64Array(capacity);
    this.centers = new Float64Array(capacity * columns);
    this.begins = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.skips = new Int32Array(capacity);
    const { middle, width } = this.boundingCube();
    this.build(0, rows, middle, width, 0);
    this.order.forEach((point, place) => {
      this.rank[point] = place;
    });
  }

  /**
   * For one point y: the sum of q = 1 / (1 + |y - z|^2) over the other points z, and of q^2 (y - z), which is added to `force`.
   *
   * @param angle a cell stands as one if its width is less than this share of its distance; 0 sums over single points
   */
  addRepulsion(point: number, angle: number, force: Float64Array): number {
    const { data, dimensions, centers, begins, ends, skips, widths, order, rank } = this;
    const own = rank[point];
    const base = point * dimensions;
    const squaredAngle = angle * angle;
    // up to three coordinates, those beyond the dimensions stay 0
    const y0 = data[base];
    const y1 = dimensions > 1 ? data[base + 1] : 0;
    const y2 = dimensions > 2 ? data[base + 2] : 0;
    let f0 = 0;
    let f1 = 0;
    let f2 = 0;
    let sum = 0;
    for (let node = 0; node < this.count; ) {
      const begin = begins[node];
      const end = ends[node];
      const isLeaf = skips[node] === node + 1;
      const c = node * dimensions;
      const d0 = y0 - centers[c];
      const d1 = dimensions > 1 ? y1 - centers[c + 1] : 0;
      const d2 = dimensions > 2 ? y2 - centers[c + 2] : 0;
      const square = d0 * d0 + d1 * d1 + d2 * d2;
      const holdsPoint = own >= begin && own < end;
      if (!holdsPoint && widths[node] * widths[node] < squaredAngle * square) {
        const q = 1 / (1 + square);
        const mass = end - begin;
        sum += mass * q;
        const weight = mass * q * q;
        f0 += weight * d0;
        f1 += weight * d1;
        f2 += weight * d2;
        node = skips[node];
      } else if (isLeaf) {
        for (let place = begin; place < end; place++) {
          if (place === own) continue;
          const z = order[place] * dimensions;
          const e0 = y0 - data[z];
          const e1 = dimensions > 1 ? y1 - data[z + 1] : 0;
          const e2 = dimensions > 2 ? y2 - data[z + 2] : 0;
          const q = 1 / (1 + e0 * e0 + e1 * e1 + e2 * e2);
          sum += q;
          f0 += q * q * e0;
          f1 += q * q * e1;
          f2 += q * q * e2;
        }
        node++;
      } else {
        node++;
      }
    }
    force[0] += f0;
    if (dimensions > 1) force[1] += f1;
    if (dimensions > 2) force[2] += f2;
    return sum;
  }

  private boundingCube(): { middle: number[]; width: number } {
    const { data, dimensions } = this;
    const middle: number[] = [];
    let width = 0;
    for (let c = 0; c < dimensions; c++) {
      let low = Number.POSITIVE_INFINITY;
      let high = Number.NEGATIVE_INFINITY;
      for (let o = c; o < data.length; o += dimensions) {
        if (data[o] < low) low = data[o];
        if (data[o] > high) high = data[o];
      }
      middle.push((low + high) / 2);
      width = Math.max(width, high - low);
    }
    return { middle, width };
  }

  /** Makes the node of order[begin .. end) and those under it. */
  private build(begin: number, end: number, middle: readonly number[], width: number, depth: number): void {
    const { data, dimensions, order } = this;
    const node = this.count++;
    if (node === this.widths.length) this.grow();
    this.begins[node] = begin;
    this.ends[node] = end;
    this.widths[node] = width;
    for (let place = begin; place < end; place++) {
      for (let c = 0; c < dimensions; c++) {
        this.centers[node * dimensions + c] += data[order[place] * dimensions + c] / (end - begin);
      }
    }
    if (end - begin > LEAF_SIZE && depth < MAX_DEPTH && width > 0) {
      const bounds = this.partition(begin, end, middle);
      for (let child = 0; child < 1 << dimensions; child++) {
        if (bounds[child] === bounds[child + 1]) continue;
        const shifted = middle.map((value, c) => value + (child & (1 << c) ? width / 4 : -width / 4));
        this.build(bounds[child], bounds[child + 1], shifted, width / 2, depth + 1);
      }
    }
    this.skips[node] = this.count;
  }

  /** Orders the points of a cell by its 2^E parts; returns where each begins. */
  private partition(begin: number, end: number, middle: readonly number[]): number[] {
    const { data, dimensions, order, scratch } = this;
    const parts = 1 << dimensions;
    const bounds = new Array<number>(parts + 1).fill(0);
    const partOf = (point: number): number => {
      let part = 0;
      for (let c = 0; c < dimensions; c++) if (data[point * dimensions + c] > middle[c]) part |= 1 << c;
      return part;
    };
    for (let place = begin; place < end; place++) bounds[partOf(order[place]) + 1]++;
    bounds[0] = begin;
    for (let part = 0; part < parts; part++) bounds[part + 1] += bounds[part];
    const next = bounds.slice();
    for (let place = begin; place < end; place++) scratch[next[partOf(order[place])]++] = order[place];
    order.set(scratch.subarray(begin, end), begin);
    return bounds;
  }

  private grow(): void {
    const longer = <T extends Float64Array | Int32Array>(array: T): T => {
      const copy = new (array.constructor as new (length: number) => T)(2 * array.length);
      copy.set(array);
      return copy;
    };
    this.widths = longer(this.widths);
    this.centers = longer(this.centers);
    this.begins = longer(this.begins);
    this.ends = longer(this.ends);
    this.skips = longer(this.skips);
  }
}
