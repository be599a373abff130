import { gather_util } from '@tensorflow/tfjs-core';
import { asElements, sizeOf } from '../types.js';
import { cast, constant, elementwise, reshape, Value } from '../value.js';
import { type LoweringTable, normalizeAxes } from './lowering.js';
import { matMul } from './matmul.js';

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

export const indexing: LoweringTable = {
  GatherV2: (graph, { x, indices }, { axis, batchDims }: { axis: number; batchDims: number }) => {
    if (batchDims !== 0 || indices.dtype !== 'int32') return undefined;
    const [along] = normalizeAxes(axis, x.shape);
    const shape = [...x.shape.slice(0, along), ...indices.shape, ...x.shape.slice(along + 1)];
    return Value.of(graph, graph.add('Gather', [x.edge(), indices.edge()], shape, x.dtype, { axis: along }));
  },
  GatherNd: (graph, { params, indices }) => {
    gather_util.prepareAndValidate(
      { ...params, dtype: params.dtype } as never,
      { ...indices, dtype: indices.dtype } as never,
    );
    const depth = indices.shape[indices.rank - 1];
    if (indices.dtype !== 'int32' || depth === 0) return undefined;
    const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
    return Value.of(graph, graph.add('GatherND', [params.edge(), cast(indices, 'int64').edge()], shape, params.dtype));
  },
  ScatterNd: (graph, { indices, updates }, { shape }: { shape: number[] }) => {
    if (updates.dtype !== 'float32' || indices.dtype !== 'int32' || indices.rank < 2) return undefined;
    const zeros = Value.filled(graph, shape, 'float32', 0).edge();
    const edges = [zeros, cast(indices, 'int64').edge(), updates.edge()];
    return Value.of(graph, graph.add('ScatterND', edges, shape, 'float32', { reduction: 'add' }));
  },
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
