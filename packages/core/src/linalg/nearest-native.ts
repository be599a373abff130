import type { DenseMatrix } from '../input/matrix.js';
import type { Edge, Graph } from '../onnx/graph.js';
import { largestNorm, type MovedRows, middleRow, movedRows, scoreDoubt } from './moved-rows.js';
import { giveBack, runNative } from './native.js';
import type { Nearest } from './nearest.js';
import { NearestHeaps } from './nearest-heaps.js';
import { squaredDistance } from './squared-distances.js';

/** Scores computed at a time: 8 MB. */
const BLOCK_SCORES = 2 ** 21;
const MAX_POINT_BLOCK = 4096;
/** Points that come back as one number, their smallest score. */
const GROUP = 16;

/**
 * Nearest points with the products in float32 on the native engine. They only rule groups of points out, within a bound on their
 * rounding error: the k-th smallest of the groups' minima bounds the k-th smallest distance, and every point of a group that may lie
 * within has its distance summed exactly, so the result is that of JavaScript to the bit. Points are moved to their middle first,
 * which keeps the bound tight far from the origin.
 */
export class NativePointSearch {
  private readonly middle: Float64Array;
  private readonly block: number;
  private readonly moved: MovedRows;
  private readonly largest: number;

  /** @param points N x D */
  constructor(private readonly points: DenseMatrix) {
    this.middle = middleRow(points);
    this.block = Math.min(MAX_POINT_BLOCK, Math.ceil(points.rows / GROUP) * GROUP);
    this.moved = movedRows(points, this.middle, this.block, 'norm');
    this.largest = largestNorm(this.moved.norms.subarray(0, points.rows));
  }

  find(queries: DenseMatrix, k: number): Nearest {
    const { points, block } = this;
    const length = points.columns + 1;
    const groups = block / GROUP;
    const queryBlock = Math.min(Math.floor(BLOCK_SCORES / block), Math.ceil(queries.rows / GROUP) * GROUP);
    const { factors, norms } = movedRows(queries, this.middle, queryBlock, 'one');
    const key = `nearest ${length} ${queryBlock} ${block}`;
    const build = (graph: Graph): Edge[] => minimaGraph(graph, length, queryBlock, block);
    const heaps = new NearestHeaps(queries.rows, k);
    const bounds = new NearestHeaps(queries.rows, k);
    for (let q = 0; q < queries.rows; q += queryBlock) {
      const left = factors.subarray(q * length, (q + queryBlock) * length);
      const end = Math.min(queryBlock, queries.rows - q);
      const blocks: Float32Array[] = [];
      for (let p = 0; p < points.rows; p += block) {
        const right = this.moved.factors.subarray(p * length, (p + block) * length);
        const [minima] = runNative(key, build, [left, right]) as Float32Array[];
        for (let i = 0; i < end; i++) offerAll(bounds, q + i, minima, i * groups, groups);
        blocks.push(minima);
      }
      for (let i = 0; i < end; i++) {
        const doubt = scoreDoubt(points.columns, norms[q + i], this.largest);
        this.search(queries, q + i, norms[q + i], bounds.worst(q + i) + doubt, doubt, heaps, blocks, i * groups);
      }
      blocks.forEach(giveBack);
    }
    return heaps.finish();
  }

  /** Looks at the points of the groups whose smallest score is not beyond the limit. */
  private search(
    queries: DenseMatrix,
    query: number,
    norm: number,
    bound: number,
    doubt: number,
    heaps: NearestHeaps,
    blocks: readonly Float32Array[],
    from: number,
  ): void {
    const { points, block } = this;
    let limit = bound;
    for (let b = 0; b < blocks.length; b++) {
      const minima = blocks[b];
      for (let g = 0; g < block / GROUP; g++) {
        if (minima[from + g] > limit) continue;
        const start = b * block + g * GROUP;
        for (let j = start; j < Math.min(start + GROUP, points.rows); j++) {
          heaps.offer(query, squaredDistance(queries.data, query, points.data, j, points.columns), j);
        }
        const reached = heaps.worst(query) - norm + doubt;
        if (reached < limit) limit = reached;
      }
    }
  }
}

function offerAll(heaps: NearestHeaps, query: number, values: Float32Array, from: number, count: number): void {
  let worst = heaps.worst(query);
  for (let g = 0; g < count; g++) {
    const value = values[from + g];
    if (value >= worst) continue;
    heaps.offer(query, value, g);
    worst = heaps.worst(query);
  }
}

/** The smallest score of every query and group of points. */
function minimaGraph(graph: Graph, length: number, numQueries: number, numPoints: number): Edge[] {
  const queries = graph.input([numQueries, length], 'float32');
  const points = graph.input([numPoints, length], 'float32');
  const scores = graph.add('Gemm', [queries, points], [numQueries, numPoints], 'float32', { transB: 1 });
  const groups = [numQueries, numPoints / GROUP, GROUP];
  const grouped = graph.add('Reshape', [scores, graph.integers(groups)], groups, 'float32');
  return [graph.add('ReduceMin', [grouped, graph.integers([2])], groups.slice(0, 2), 'float32', { keepdims: 0 })];
}
