import { backend_util, gather_util } from '@tensorflow/tfjs-core';
import { asElements, sizeOf } from '../types.js';
import { cast, constant, elementwise, reshape, Value } from '../value.js';
import { type LoweringTable, normalizeAxes } from './lowering.js';
import { matMul } from './matmul.js';
import { reduce } from './reduction.js';
import { transpose } from './shaping.js';

/** Up to this many segments a product with one-hot rows beats a scatter. */
const ONE_HOT_LIMIT = 512;

function oneHot(
  indices: Value,
  depth: number,
  onValue: number,
  offValue: number,
  dtype: 'float32' | 'int32' | 'bool',
): Value {
  const { graph } = indices;
  const classes = asElements(
    'int32',
    Array.from({ length: depth }, (_, i) => i),
  );
  const column = reshape(indices, [...indices.shape, 1]);
  const hits = elementwise('Equal', [column, Value.of(graph, graph.constant('int32', classes, [depth]))], 'bool');
  if (onValue === 1 && offValue === 0) return cast(hits, dtype);
  if (dtype === 'bool')
    return cast(elementwise('Where', [hits, constant(graph, onValue), constant(graph, offValue)], 'float32'), dtype);
  return elementwise('Where', [hits, constant(graph, onValue, dtype), constant(graph, offValue, dtype)], dtype);
}

function unsortedSegmentSum(x: Value, segmentIds: Value, numSegments: number): Value {
  const { graph, dtype } = x;
  const rows = sizeOf(segmentIds.shape);
  const rest = x.shape.slice(segmentIds.rank);
  const width = sizeOf(rest);
  const shape = [numSegments, ...rest];
  const ids = reshape(segmentIds, [rows]);
  const table = reshape(x, [rows, width]);
  if (numSegments <= ONE_HOT_LIMIT && dtype === 'float32') {
    return reshape(matMul(graph, oneHot(ids, numSegments, 1, 0, 'float32'), table, true, false), shape);
  }
  // rows with an index below 0 are dropped: they go to one row more, which is cut off again
  const spare = Value.filled(graph, [], 'int32', numSegments);
  const targets = elementwise(
    'Where',
    [elementwise('Less', [ids, constant(graph, 0, 'int32')], 'bool'), spare, ids],
    'int32',
  );
  const zeros = Value.filled(graph, [numSegments + 1, width], dtype, 0).edge();
  const positions = cast(reshape(targets, [rows, 1]), 'int64').edge();
  const sums = graph.add('ScatterND', [zeros, positions, table.edge()], [numSegments + 1, width], dtype, {
    reduction: 'add',
  });
  const edges = [[0], [numSegments], [0]].map((values) => graph.integers(values));
  return reshape(Value.of(graph, graph.add('Slice', [sums, ...edges], [numSegments, width], dtype)), shape);
}

/**
 * Indices without their sign bit: negative ones, which ONNX counts from the end, are out of bounds then, as they are in TensorFlow.js.
 * (Those that are written in the graph were checked when they were given. Exported models keep ONNX's meaning, and an operator less that
 * a runtime may lack.)
 */
function unsigned(indices: Value): Value {
  const { graph } = indices;
  if (graph.target.portable || indices.uniform !== undefined || indices.edge().constant) return indices;
  return elementwise('BitwiseAnd', [indices, constant(graph, 0x7fffffff, 'int32')], 'int32');
}

/** What a scatter takes: places [count, depth] and updates [count, ...]. */
function scattered(indices: Value, updates: Value, shape: readonly number[]): { places: Value; rows: Value } {
  const depth = indices.rank > 1 ? indices.shape[indices.rank - 1] : 1;
  const count = indices.size / depth;
  const rest = shape.slice(depth);
  const places = reshape(cast(unsigned(indices), 'int64'), [count, depth]);
  const all = [count, ...rest];
  const rows =
    updates.rank === 0 ? Value.broadcast(updates.graph, all, updates.broadcastable()) : reshape(updates, all);
  return { places, rows };
}

/** `updates` put in at `indices`; where an index comes twice, either of them. */
function overwrite(target: Value, indices: Value, updates: Value): Value | undefined {
  if (indices.dtype !== 'int32' || updates.dtype !== target.dtype) return undefined;
  const { graph, shape, dtype } = target;
  const [whole, part] = dtype === 'bool' ? [cast(target, 'int32'), cast(updates, 'int32')] : [target, updates];
  const { places, rows } = scattered(indices, part, shape);
  const edges = [whole, places, rows].map((value) => value.edge());
  return cast(Value.of(graph, graph.add('ScatterND', edges, shape, whole.dtype)), dtype);
}

/** Rows of `indices` [B..., I...] gathered along an axis of `x` [B..., outer..., size, inner...], for each of the batch B. */
function gatherInBatch(x: Value, indices: Value, axis: number, batchDims: number): Value {
  const { graph } = x;
  const [batch, outer, inner] = [x.shape.slice(0, batchDims), x.shape.slice(batchDims, axis), x.shape.slice(axis + 1)];
  const sizes = [batch, outer, inner].map(sizeOf);
  const size = x.shape[axis];
  const count = indices.size / sizes[0];
  const table = transpose(reshape(x, [sizes[0], sizes[1], size, sizes[2]]), [0, 2, 1, 3]).edge();
  const places = reshape(cast(unsigned(indices), 'int64'), [sizes[0], count, 1]).edge();
  const shape = [sizes[0], count, sizes[1], sizes[2]];
  const rows = Value.of(graph, graph.add('GatherND', [table, places], shape, x.dtype, { batch_dims: 1 }));
  return reshape(transpose(rows, [0, 2, 1, 3]), [...batch, ...outer, ...indices.shape.slice(batchDims), ...inner]);
}

/** Comparing every value with every element of its row takes this many steps at most. */
const SEARCH_LIMIT = 2 ** 24;

/** How many elements of each sorted row [batch, n] lie before each of the row's values [batch, m]. */
function searchSorted(rows: Value, values: Value, side: 'left' | 'right'): Value | undefined {
  const [batch, length] = rows.shape;
  const count = values.shape[1];
  if (batch * length * count > SEARCH_LIMIT || rows.dtype !== values.dtype || rows.dtype === 'bool') return undefined;
  const pair = [reshape(rows, [batch, 1, length]), reshape(values, [batch, count, 1])];
  const isBefore = elementwise(side === 'left' ? 'Less' : 'LessOrEqual', pair, 'bool');
  return reduce('ReduceSum', cast(isBefore, 'int32'), [2], false);
}

export const indexing: LoweringTable = {
  GatherV2: (graph, { x, indices }, { axis, batchDims }: { axis: number; batchDims: number }) => {
    if (indices.dtype !== 'int32') return undefined;
    const [along] = normalizeAxes(axis, x.shape);
    backend_util.segment_util.collectGatherOpShapeInfo(x as never, indices as never, along, batchDims); // or it throws
    const batch = batchDims < 0 ? batchDims + indices.rank : batchDims;
    if (batch > 0) return gatherInBatch(x, indices, along, batch);
    const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
    const places = unsigned(indices).edge();
    return Value.of(graph, graph.add('Gather', [x.edge(), places], shape, x.dtype, { axis: along }));
  },
  GatherNd: (graph, { params, indices }) => {
    gather_util.prepareAndValidate(
      { ...params, dtype: params.dtype } as never,
      { ...indices, dtype: indices.dtype } as never,
    );
    if (indices.dtype !== 'int32') return undefined;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(indices.shape[indices.rank - 1])];
    const places = cast(unsigned(indices), 'int64').edge();
    return Value.of(graph, graph.add('GatherND', [params.edge(), places], shape, params.dtype));
  },
  ScatterNd: (graph, { indices, updates }, { shape }: { shape: number[] }) => {
    if (updates.dtype === 'bool' || indices.dtype !== 'int32') return undefined;
    const { places, rows } = scattered(indices, updates, shape);
    const zeros = Value.filled(graph, shape, updates.dtype, 0);
    const edges = [zeros, places, rows].map((value) => value.edge());
    return Value.of(graph, graph.add('ScatterND', edges, shape, updates.dtype, { reduction: 'add' }));
  },
  TensorScatterUpdate: (_, { tensor, indices, updates }) => overwrite(tensor, indices, updates),
  SparseToDense: (
    graph,
    { sparseIndices, sparseValues, defaultValue },
    { outputShape }: { outputShape: readonly number[] },
  ) => {
    if (defaultValue.size !== 1) return undefined;
    const ground = Value.broadcast(graph, outputShape, reshape(defaultValue, []).edge());
    return overwrite(ground, sparseIndices, sparseValues);
  },
  SearchSorted: (_, { sortedSequence, values }, { side }: { side: 'left' | 'right' }) =>
    searchSorted(sortedSequence, values, side),
  OneHot: (
    _,
    { indices },
    {
      depth,
      onValue,
      offValue,
      dtype,
    }: { depth: number; onValue: number; offValue: number; dtype?: 'float32' | 'int32' | 'bool' },
  ) => (indices.dtype === 'int32' ? oneHot(indices, depth, onValue, offValue, dtype ?? 'float32') : undefined),
  UnsortedSegmentSum: (_, { x, segmentIds }, { numSegments }: { numSegments: number }) =>
    x.dtype !== 'bool' && segmentIds.dtype === 'int32' ? unsortedSegmentSum(x, segmentIds, numSegments) : undefined,
};
