import { backend_util, slice_util, util } from '@tensorflow/tfjs-core';
import { fitsBlocks } from '../blocked.js';
import { asElements, sameShape } from '../types.js';
import { cast, elementwise, reshape, Value } from '../value.js';
import { type LoweringTable, normalizeAxes } from './lowering.js';

/** Before the first element: where a slice that runs backwards ends. */
const BEFORE_ALL = -(2 ** 31);

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
  if (along === 3 && values.every((value) => value.prefersBlocks)) {
    const [n, h, w, c] = shape;
    const blocks = values.map((value) => value.inBlocks());
    return Value.inBlocks(graph, shape, graph.add('Concat', blocks, [n, c, h, w], dtype, { axis: 1 }));
  }
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
  if (along === 3 && x.prefersBlocks && sizes.every((size) => fitsBlocks(x.graph, size))) {
    const [n, h, w] = x.shape;
    const parts = sizes.map((size) => [[n, size, h, w], x.dtype] as const);
    return x.graph
      .addMany('Split', [x.inBlocks(), x.graph.integers(sizes)], parts, { axis: 1 })
      .map((edge, i) => Value.inBlocks(x.graph, [n, h, w, sizes[i]], edge));
  }
  const outputs = sizes.map((size) => [x.shape.map((d, i) => (i === along ? size : d)), x.dtype] as const);
  return x.graph
    .addMany('Split', [x.edge(), x.graph.integers(sizes)], outputs, { axis: along })
    .map((edge) => Value.of(x.graph, edge));
}

export function slice(x: Value, begin: readonly number[], size: readonly number[]): Value {
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
  const { graph } = x;
  if (info.finalShapeSparse.some((size) => size === 0)) return Value.filled(graph, info.finalShape, x.dtype, 0);
  const axes = info.begin.map((_, i) => i);
  const shape = info.begin.map((begin, i) => Math.ceil((info.end[i] - begin) / info.strides[i]));
  // a slice that runs backwards to the first element ends before it, where ONNX would count from the end
  const end = info.end.map((place) => (place < 0 ? BEFORE_ALL : place));
  const edges = [info.begin, end, axes, info.strides].map((values) => graph.integers(values));
  const source = x.dtype === 'bool' ? cast(x, 'int32') : x;
  const sliced = graph.add('Slice', [source.edge(), ...edges], shape, source.dtype);
  return reshape(cast(Value.of(graph, sliced), x.dtype), info.finalShape);
}

export function pad(x: Value, paddings: readonly [number, number][], mode: string, value?: number): Value {
  const { graph } = x;
  const shape = x.shape.map((size, i) => size + paddings[i][0] + paddings[i][1]);
  const amounts = graph.integers([...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)]);
  const fill = value === undefined ? undefined : graph.constant(x.dtype, asElements(x.dtype, [value]), []);
  return Value.of(
    graph,
    graph.add('Pad', fill ? [x.edge(), amounts, fill] : [x.edge(), amounts], shape, x.dtype, { mode }),
  );
}

/** Pads by a gather along each axis: ONNX has no padding that repeats the edge. */
function mirrored(x: Value, paddings: readonly [number, number][], mode: 'reflect' | 'symmetric'): Value {
  const { graph } = x;
  const twice = mode === 'reflect' ? 0 : 1;
  return paddings.reduce((part, [before, after], axis) => {
    if (before + after === 0) return part;
    const size = x.shape[axis];
    const places = Array.from({ length: before + size + after }, (_, i) => {
      const place = i - before;
      if (place < 0) return -place - twice;
      return place < size ? place : 2 * (size - 1) - place + twice;
    });
    const shape = part.shape.map((length, i) => (i === axis ? places.length : length));
    return Value.of(graph, graph.add('Gather', [part.edge(), graph.integers(places)], shape, x.dtype, { axis }));
  }, x);
}

function reverse(x: Value, axes: readonly number[]): Value {
  if (axes.length === 0 || x.rank === 0) return x;
  const { graph } = x;
  const source = x.dtype === 'bool' ? cast(x, 'int32') : x;
  const edges = [axes.map(() => -1), axes.map(() => BEFORE_ALL), axes, axes.map(() => -1)].map((values) =>
    graph.integers(values),
  );
  return cast(Value.of(graph, graph.add('Slice', [source.edge(), ...edges], x.shape, source.dtype)), x.dtype);
}

/** A square of twice the rank with x on its diagonal and zeros elsewhere. */
function diagonal(x: Value): Value {
  const { graph, size } = x;
  const source = x.dtype === 'bool' ? cast(x, 'int32') : x;
  const numbers = asElements(
    'int32',
    Array.from({ length: size }, (_, i) => i),
  );
  const [row, column] = [[size, 1], [size]].map((shape) => Value.of(graph, graph.constant('int32', numbers, shape)));
  const isDiagonal = elementwise('Equal', [row, column], 'bool');
  const zero = Value.filled(graph, [], source.dtype, 0);
  const square = elementwise('Where', [isDiagonal, reshape(source, [size]), zero], source.dtype);
  return cast(reshape(square, [...x.shape, ...x.shape]), x.dtype);
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
    return slice(x, from, extent);
  },
  StridedSlice: (_, { x }, attributes: StridedSliceAttributes) => stridedSlice(x, attributes),
  PadV2: (_, { x }, { paddings, constantValue }: { paddings: [number, number][]; constantValue: number }) =>
    x.dtype === 'bool'
      ? cast(pad(cast(x, 'int32'), paddings, 'constant', constantValue), 'bool')
      : pad(x, paddings, 'constant', constantValue),
  MirrorPad: (_, { x }, { paddings, mode }: { paddings: [number, number][]; mode: 'reflect' | 'symmetric' }) =>
    mode === 'reflect' && x.dtype === 'float32' ? pad(x, paddings, 'reflect') : mirrored(x, paddings, mode),
  Tile: (_, { x }, { reps }: { reps: number[] }) => tile(x, reps),
  BroadcastTo: (graph, { x }, { shape }: { shape: number[] }) =>
    sameShape(x.shape, shape) ? x : Value.broadcast(graph, shape, x.broadcastable()),
  Reverse: (_, { x }, { dims }: { dims: number | number[] }) => reverse(x, normalizeAxes(dims, x.shape)),
  FlipLeftRight: (_, { image }) => reverse(image, [2]),
  Diag: (_, { x }) => diagonal(x),
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
