import type { DenseMatrix } from '../input/matrix.js';
import type { Edge, Graph } from '../onnx/graph.js';
import { giveBack, runNative } from './native.js';
import type { Nearest } from './nearest.js';
import { NearestHeaps } from './nearest-heaps.js';
import { squaredDistance } from './squared-distances.js';

/** Scores computed at a time: 8 MB. */
const BLOCK_PRODUCTS = 2 ** 21;
const MAX_POINT_BLOCK = 4096;
/** Points whose best score decides together whether they are looked at one by one. */
const GROUP = 64;
const UNIT_ROUNDOFF = 2 ** -24;

/**
 * `nearest` with the products in float32 on the native engine. As in JavaScript they only rule points out, within a bound on their
 * rounding error: what may be among the nearest has its distance summed exactly, so the result is the same to the bit. Points are
 * moved to their mean first, which keeps the bound tight far from the origin.
 */
export function nearestNative(points: DenseMatrix, queries: DenseMatrix, k: number): Nearest {
  const { columns } = points;
  const pointBlock = Math.min(MAX_POINT_BLOCK, Math.ceil(points.rows / GROUP) * GROUP);
  const queriesThatFit = Math.floor(BLOCK_PRODUCTS / pointBlock);
  const queryBlock = Math.min(queriesThatFit, Math.ceil(queries.rows / GROUP) * GROUP);
  const groups = pointBlock / GROUP;
  const center = meanRow(points);
  const movedPoints = centered(points, center, pointBlock);
  const movedQueries = centered(queries, center, queryBlock);
  // |p|^2 - 2 q.p as one product: the rows (-2 q, 1) by the rows (p, |p|^2)
  const left = extended(movedQueries, columns, -2, () => 1);
  const right = extended(movedPoints, columns, 1, (i) => movedPoints.norms[i]);
  const width = columns + 1;
  const key = `nearest ${columns} ${queryBlock} ${pointBlock}`;
  const heaps = new NearestHeaps(queries.rows, k);
  const largest = movedPoints.norms.reduce((a, b) => (b < Number.POSITIVE_INFINITY ? Math.max(a, b) : a), 0);
  for (let q = 0; q < queries.rows; q += queryBlock) {
    const queryRows = left.subarray(q * width, (q + queryBlock) * width);
    for (let p = 0; p < points.rows; p += pointBlock) {
      const pointRows = right.subarray(p * width, (p + pointBlock) * width);
      const build = (graph: Graph): Edge[] => scoreGraph(graph, width, queryBlock, pointBlock);
      const [scores, minima] = runNative(key, build, [queryRows, pointRows]) as Float32Array[];
      const count = Math.min(queryBlock, queries.rows - q);
      for (let i = 0; i < count; i++) {
        const query = q + i;
        const norm = movedQueries.norms[query];
        // |computed - true| <= about (D + 5) u (|q|^2 + 2 |p|^2), and some more to be safe
        const slack = 2 * (columns + 6) * UNIT_ROUNDOFF * (norm + largest);
        let limit = heaps.worst(query) - norm + slack;
        for (let group = 0; group < groups; group++) {
          if (minima[i * groups + group] > limit) continue;
          const from = group * GROUP;
          const to = Math.min(from + GROUP, points.rows - p);
          for (let j = from; j < to; j++) {
            if (scores[i * pointBlock + j] > limit) continue;
            heaps.offer(query, squaredDistance(queries.data, query, points.data, p + j, columns), p + j);
            limit = heaps.worst(query) - norm + slack;
          }
        }
      }
      giveBack(scores);
      giveBack(minima);
    }
  }
  return heaps.finish();
}

/** The scores of a block of queries and points, and their minimum over every group of points. */
function scoreGraph(graph: Graph, width: number, numQueries: number, numPoints: number): Edge[] {
  const queries = graph.input([numQueries, width], 'float32');
  const points = graph.input([numPoints, width], 'float32');
  const scores = graph.add('Gemm', [queries, points], [numQueries, numPoints], 'float32', { transB: 1 });
  const groups = [numQueries, numPoints / GROUP, GROUP];
  const grouped = graph.add('Reshape', [scores, graph.integers(groups)], groups, 'float32');
  const minima = graph.add('ReduceMin', [grouped, graph.integers([2])], groups.slice(0, 2), 'float32', { keepdims: 0 });
  return [scores, minima];
}

/** The rows times `scale`, each with one number more. */
function extended(
  { rows }: { rows: Float32Array },
  columns: number,
  scale: number,
  last: (row: number) => number,
): Float32Array {
  const count = rows.length / columns;
  const result = new Float32Array(count * (columns + 1));
  for (let i = 0, from = 0, to = 0; i < count; i++) {
    for (let j = 0; j < columns; j++) result[to++] = scale * rows[from++];
    result[to++] = last(i);
  }
  return result;
}

function meanRow({ data, rows, columns }: DenseMatrix): Float64Array {
  const mean = new Float64Array(columns);
  for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) mean[j] += data[o];
  return mean.map((sum) => sum / rows);
}

/** The rows less `center` in float32, filled up to whole blocks with rows that are infinitely far, and their squared norms. */
function centered({ data, rows, columns }: DenseMatrix, center: Float64Array, block: number) {
  const padded = Math.ceil(rows / block) * block;
  const moved = new Float32Array(padded * columns);
  const norms = new Float32Array(padded).fill(Number.POSITIVE_INFINITY, rows);
  for (let i = 0, o = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < columns; j++, o++) {
      moved[o] = data[o] - center[j];
      sum += moved[o] * moved[o];
    }
    norms[i] = sum;
  }
  return { rows: moved, norms };
}
