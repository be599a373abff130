import { backend_util, slice_util, util } from '@tensorflow/tfjs-core';
import { asElements, sameShape } from '../types.js';
import { cast, reshape, Value } from '../value.js';
import { type LoweringTable, normalizeAxes } from './lowering.js';

export function transpose(x: Value, permutation: readonly number[]): Value {
  const shape = permutation.map((axis) => x.shape[axis]);
  if (x.uniform !== undefined) return Value.filled(x.graph, shape, x.dtype, x.uniform);
  if (permutation.every((axis, i) => axis === i)) return x;
  return Value.of(x.graph, x.graph.add('Transpose', [x.edge()], shape, x.dtype, { perm: permutation }));
}

function concat(values: readonly Value[], axis: number): Value | undefined {
  const [{ graph, dtype, rank }] = values;
  backend_util.assertParamsConsistent(
    values.map(({ shape }) => [...shape]),
    axis < 0 ? axis + rank : axis,
  );
  if (values.some((value) => value.dtype !== dtype)) return undefined;
  if (values.length === 1) return values[0];
  const along = axis < 0 ? axis + rank : axis;
  const shape = [...values[0].shape];
  shape[along] = values.reduce((sum, value) => sum + value.shape[along], 0);
  if (values.every((value) => value.prefersChannelsFirst)) {
    const [n, h, w, c] = shape;
    const edges = values.map((value) => value.channelsFirst());
    return Value.channelsFirst(
      graph,
      shape,
      graph.add('Concat', edges, [n, c, h, w], dtype, { axis: [0, 2, 3, 1][along] }),
    );
  }
  const edges = values.map((value) => value.edge());
  return Value.of(graph, graph.add('Concat', edges, shape, dtype, { axis: along }));
}

function split(x: Value, numOrSizeSplits: number | number[], axis: number): Value[] {
  const along = axis < 0 ? axis + x.rank : axis;
  const sizes = backend_util.prepareSplitSize({ shape: [...x.shape] } as never, numOrSizeSplits, along);
  const outputs = sizes.map((size) => [x.shape.map((d, i) => (i === along ? size : d)), x.dtype] as const);
  return x.graph
    .addMany('Split', [x.edge(), x.graph.integers(sizes)], outputs, { axis: along })
    .map((edge) => Value.of(x.graph, edge));
}

function slice(x: Value, begin: readonly number[], size: readonly number[]): Value {
  const axes = size.map((_, i) => i).filter((i) => size[i] !== x.shape[i]);
  if (axes.length === 0) return x;
  if (x.uniform !== undefined) return Value.filled(x.graph, size, x.dtype, x.uniform);
  const { graph } = x;
  const starts = graph.integers(axes.map((i) => begin[i]));
  const ends = graph.integers(axes.map((i) => begin[i] + size[i]));
  return Value.of(graph, graph.add('Slice', [x.edge(), starts, ends, graph.integers(axes)], size, x.dtype));
}

interface StridedSliceAttributes {
  readonly begin: number[];
  readonly end: number[];
  readonly strides: number[];
  readonly beginMask: number;
  readonly endMask: number;
  readonly ellipsisMask: number;
  readonly newAxisMask: number;
  readonly shrinkAxisMask: number;
}

function stridedSlice(x: Value, a: StridedSliceAttributes): Value | undefined {
  const info = slice_util.sliceInfo(
    [...x.shape],
    a.begin,
    a.end,
    a.strides,
    a.beginMask,
    a.endMask,
    a.ellipsisMask,
    a.newAxisMask,
    a.shrinkAxisMask,
  );
  if (info.isIdentity) return reshape(x, info.finalShape);
  if (info.strides.some((stride) => stride < 0) || info.finalShapeSparse.some((size) => size === 0)) return undefined;
  const { graph } = x;
  const axes = info.begin.map((_, i) => i);
  const shape = info.begin.map((begin, i) => Math.ceil((info.end[i] - begin) / info.strides[i]));
  const edges = [info.begin, info.end, axes, info.strides].map((values) => graph.integers(values));
  return reshape(Value.of(graph, graph.add('Slice', [x.edge(), ...edges], shape, x.dtype)), info.finalShape);
}

function pad(x: Value, paddings: readonly [number, number][], mode: string, value?: number): Value {
  const { graph } = x;
  const shape = x.shape.map((size, i) => size + paddings[i][0] + paddings[i][1]);
  const amounts = graph.integers([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  const fill = value === undefined ? undefined : graph.constant(x.dtype, asElements(x.dtype, [value]), []);
  return Value.of(
    graph,
    graph.add('Pad', fill ? [x.edge(), amounts, fill] : [x.edge(), amounts], shape, x.dtype, { mode }),
  );
}

function tile(x: Value, reps: readonly number[]): Value {
  const shape = x.shape.map((size, i) => size * reps[i]);
  if (x.uniform !== undefined) return Value.filled(x.graph, shape, x.dtype, x.uniform);
  if (x.shape.every((size, i) => size === 1 || reps[i] === 1))
    return Value.broadcast(x.graph, shape, x.broadcastable());
  return Value.of(x.graph, x.graph.add('Tile', [x.edge(), x.graph.integers(reps)], shape, x.dtype));
}

export const shaping: LoweringTable = {
  Transpose: (_, { x }, { perm }: { perm: number[] }) => transpose(x, perm),
  Concat: (_, inputs, { axis }: { axis: number }) => concat(Object.values(inputs), axis),
  Pack: (_, inputs, { axis }: { axis: number }) => {
    const values = Object.values(inputs);
    const at = axis < 0 ? axis + values[0].rank + 1 : axis;
    for (const value of values)
      util.assertShapesMatch([...value.shape], [...values[0].shape], 'stack: shapes must be equal. ');
    const expanded = values.map((value) => reshape(value, [...value.shape.slice(0, at), 1, ...value.shape.slice(at)]));
    return concat(expanded, at);
  },
  SplitV: (_, { x }, { numOrSizeSplits, axis }: { numOrSizeSplits: number | number[]; axis: number }) =>
    split(x, numOrSizeSplits, axis),
  Unpack: (_, { value }, { axis }: { axis: number }) => {
    const [along] = normalizeAxes(axis, value.shape);
    const shape = value.shape.filter((_, i) => i !== along);
    return split(value, value.shape[along], along).map((part) => reshape(part, shape));
  },
  Slice: (_, { x }, { begin, size }: { begin: number | number[]; size: number | number[] }) => {
    const [from, extent] = slice_util.parseSliceParams({ shape: [...x.shape] } as never, begin, size);
    slice_util.assertParamsValid({ shape: [...x.shape] } as never, from, extent);
    return extent.some((length) => length === 0) ? undefined : slice(x, from, extent);
  },
  StridedSlice: (_, { x }, attributes: StridedSliceAttributes) => stridedSlice(x, attributes),
  PadV2: (_, { x }, { paddings, constantValue }: { paddings: [number, number][]; constantValue: number }) =>
    x.dtype === 'bool' ? undefined : pad(x, paddings, 'constant', constantValue),
  MirrorPad: (_, { x }, { paddings, mode }: { paddings: [number, number][]; mode: string }) =>
    mode === 'reflect' && x.dtype === 'float32' ? pad(x, paddings, 'reflect') : undefined,
  Tile: (_, { x }, { reps }: { reps: number[] }) => tile(x, reps),
  BroadcastTo: (graph, { x }, { shape }: { shape: number[] }) =>
    sameShape(x.shape, shape) ? x : Value.broadcast(graph, shape, x.broadcastable()),
  Reverse: (graph, { x }, { dims }: { dims: number | number[] }) => {
    const axes = normalizeAxes(dims, x.shape);
    if (axes.length === 0 || x.rank === 0) return x;
    const source = x.dtype === 'bool' ? cast(x, 'int32') : x;
    const edges = [axes.map(() => -1), axes.map(() => -(2 ** 31)), axes, axes.map(() => -1)].map((values) =>
      graph.integers(values),
    );
    return cast(Value.of(graph, graph.add('Slice', [source.edge(), ...edges], x.shape, source.dtype)), x.dtype);
  },
  DepthToSpace: (graph, { x }, { blockSize, dataFormat }: { blockSize: number; dataFormat: string }) => {
    if (dataFormat !== 'NHWC' || x.dtype !== 'float32') return undefined;
    const [n, h, w, c] = x.shape;
    const shape = [n, h * blockSize, w * blockSize, c / blockSize ** 2];
    const first = [shape[0], shape[3], shape[1], shape[2]];
    const edge = graph.add('DepthToSpace', [x.channelsFirst()], first, 'float32', {
      blocksize: blockSize,
      mode: 'DCR',
    });
    return Value.channelsFirst(graph, shape, edge);
  },
};
