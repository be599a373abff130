import {
  add,
  cast,
  equal,
  fill,
  gather,
  gatherND,
  greaterEqual,
  maximum,
  mul,
  range,
  reshape,
  scalar,
  scatterND,
  type Tensor,
  transpose,
  unsortedSegmentSum,
  util,
  where,
} from '@tensorflow/tfjs-core';
import { defineGradient, noGradient } from './define-gradient.js';

/** The sum of `updates` at the places of a tensor of `shape` that `indices` [..., depth] name. */
function scatterAdd(indices: Tensor, updates: Tensor, shape: readonly number[]): Tensor {
  const depth = indices.shape[indices.rank - 1];
  const places = indices.size / depth;
  return scatterND(reshape(indices, [places, depth]), reshape(updates, [places, ...shape.slice(depth)]), [...shape]);
}

interface GatherAttributes {
  readonly axis: number;
  readonly batchDims?: number;
}

/** Rows that were gathered from `x` [batch, outer, size, inner], added up at the places they came from. */
function gatherGradient(dy: Tensor, x: Tensor, indices: Tensor, { axis, batchDims = 0 }: GatherAttributes): Tensor {
  const [along] = util.parseAxisParam(axis, x.shape);
  const first = batchDims < 0 ? batchDims + indices.rank : batchDims;
  const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);
  const batch = product(x.shape.slice(0, first));
  const outer = product(x.shape.slice(first, along));
  const inner = product(x.shape.slice(along + 1));
  const size = x.shape[along];
  const count = indices.size / batch;
  let ids = reshape(indices, [batch, count]);
  if (batch > 1) ids = add(ids, reshape(mul(range(0, batch, 1, 'int32'), scalar(size, 'int32')), [batch, 1]));
  const rows = transpose(reshape(dy, [batch, outer, count, inner]), [0, 2, 1, 3]);
  const sums = unsortedSegmentSum(
    reshape(rows, [batch * count, outer * inner]),
    reshape(ids, [batch * count]) as never,
    batch * size,
  );
  return reshape(transpose(reshape(sums, [batch, size, outer, inner]), [0, 2, 1, 3]), x.shape);
}

defineGradient<GatherAttributes>('GatherV2', { inputs: ['x', 'indices'] }, (dy, [x, indices], attributes) => ({
  x: () => gatherGradient(dy, x, indices, attributes),
  indices: noGradient(indices),
}));

/** Rows with a segment below 0 were left out of the sums. */
function segmentSumGradient(dy: Tensor, segments: Tensor): Tensor {
  const rows = gather(dy, maximum(segments, scalar(0, 'int32')));
  const kept = reshape(greaterEqual(segments, scalar(0, 'int32')), [
    ...segments.shape,
    ...dy.shape.slice(1).map(() => 1),
  ]);
  return where(kept, rows, fill(rows.shape, 0));
}

defineGradient('UnsortedSegmentSum', { inputs: ['segmentIds'] }, (dy, [segments]) => ({
  x: () => segmentSumGradient(dy, segments),
  segmentIds: noGradient(segments),
}));

defineGradient('GatherNd', { inputs: ['params', 'indices'] }, (dy, [params, indices]) => ({
  params: () => scatterAdd(indices, dy, params.shape),
  indices: noGradient(indices),
}));

defineGradient('ScatterNd', { inputs: ['indices'] }, (dy, [indices]) => ({
  updates: () => gatherND(dy, indices),
  indices: noGradient(indices),
}));

defineGradient('TensorScatterUpdate', { inputs: ['indices', 'updates'] }, (dy, [indices, updates]) => ({
  tensor: () => {
    const overwritten = scatterAdd(indices, fill(updates.shape, 1), dy.shape);
    return where(equal(overwritten, 0), dy, fill(dy.shape, 0));
  },
  updates: () => gatherND(dy, indices),
  indices: noGradient(indices),
}));

interface TopKAttributes {
  readonly k: number;
}

/** The values' error goes to the places they came from. (Only the values have a gradient.) */
function topKGradient(dy: Tensor, x: Tensor, indices: Tensor, { k }: TopKAttributes): Tensor {
  const size = x.shape[x.rank - 1];
  const rows = x.size / size;
  const starts = reshape(mul(range(0, rows, 1, 'int32'), scalar(size, 'int32')), [rows, 1]);
  const places = add(reshape(cast(indices, 'int32'), [rows, k]), starts);
  return reshape(scatterAdd(reshape(places, [rows * k, 1]), reshape(dy, [rows * k]), [x.size]), x.shape);
}

defineGradient<TopKAttributes>('TopK', { inputs: ['x'], outputs: [false, true] }, (dy, [x, indices], attributes) => ({
  x: () => topKGradient(dy, x, indices, attributes),
}));
