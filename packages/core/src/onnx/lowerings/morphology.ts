import { backend_util } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph.js';
import { sizeOf } from '../types.js';
import { constant, elementwise, reshape, Value } from '../value.js';
import type { LoweringTable } from './lowering.js';
import { pad, slice } from './shaping.js';

interface DilationAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dilations: [number, number] | number;
}

type Geometry = backend_util.Conv2DInfo;

const LOWEST = -3.4e38;

function geometryOf(x: Value, filter: Value, { strides, pad, dilations }: DilationAttributes): Geometry {
  const [shape, window] = [x.shape as [number, number, number, number], filter.shape as [number, number, number]];
  return backend_util.computeDilation2DInfo(shape, window, strides, pad as 'same', 'NHWC', dilations);
}

/** The largest sum of pixel and filter in each window, and, in order, what each tap made of all windows. */
function dilate(graph: Graph, x: Value, filter: Value, g: Geometry): { result: Value; taps: Value[]; padded: Value } {
  const { padInfo, outHeight, outWidth, strideHeight, strideWidth, filterHeight, filterWidth } = g;
  const around: [number, number][] = [
    [padInfo.top, padInfo.bottom],
    [padInfo.left, padInfo.right],
  ];
  const padded = around.flat().every((size) => size === 0)
    ? x
    : pad(x, [[0, 0], ...around, [0, 0]], 'constant', LOWEST);
  const axes = graph.integers([1, 2]);
  const strides = graph.integers([strideHeight, strideWidth]);
  const taps = Array.from({ length: filterHeight * filterWidth }, (_, tap) => {
    const [row, column] = [Math.floor(tap / filterWidth), tap % filterWidth];
    const starts = [row * g.dilationHeight, column * g.dilationWidth];
    const ends = [starts[0] + (outHeight - 1) * strideHeight + 1, starts[1] + (outWidth - 1) * strideWidth + 1];
    const inputs = [padded.edge(), graph.integers(starts), graph.integers(ends), axes, strides];
    const seen = Value.of(graph, graph.add('Slice', inputs, g.outShape, 'float32'));
    const weight = reshape(slice(filter, [row, column, 0], [1, 1, g.inChannels]), [g.inChannels]);
    return elementwise('Add', [seen, weight], 'float32');
  });
  const result = taps.reduce((most, tap) => elementwise('Max', [most, tap], 'float32'));
  return { result, taps, padded };
}

/** For each window the number that belongs to the first tap that gave the maximum; `numbers` has one per tap. */
function ofFirstMaximum(graph: Graph, result: Value, taps: readonly Value[], numbers: readonly number[]): Value {
  return taps.reduceRight(
    (later, tap, i) => {
      const isMaximum = elementwise('GreaterOrEqual', [tap, result], 'bool');
      return elementwise('Where', [isMaximum, constant(graph, numbers[i], 'int32'), later], 'int32');
    },
    Value.filled(graph, result.shape, 'int32', 0),
  );
}

/** `errors` added up at `places` of a tensor of `shape`. */
function addUp(graph: Graph, errors: Value, places: Value, shape: readonly number[]): Value {
  const [count, size] = [[errors.size], [sizeOf(shape)]];
  const inputs = [Value.filled(graph, size, 'float32', 0), reshape(places, count), reshape(errors, count)];
  const edges = inputs.map((value) => value.edge());
  const sums = graph.add('ScatterElements', edges, size, 'float32', { axis: 0, reduction: 'add' });
  return reshape(Value.of(graph, sums), shape);
}

/** Indices of window corners in a tensor of `shape` [N, H, W, C], for the windows of a geometry. */
function corners(graph: Graph, shape: readonly number[], g: Geometry): Value {
  const [, height, width, channels] = shape;
  const key = `corners ${shape} ${g.outShape} ${g.strideHeight} ${g.strideWidth}`;
  const edge = graph.namedConstant(key, 'int32', g.outShape, () =>
    Int32Array.from({ length: sizeOf(g.outShape) }, (_, i) => {
      const channel = i % channels;
      const column = Math.floor(i / channels) % g.outWidth;
      const row = Math.floor(i / (channels * g.outWidth)) % g.outHeight;
      const image = Math.floor(i / (channels * g.outWidth * g.outHeight));
      return ((image * height + row * g.strideHeight) * width + column * g.strideWidth) * channels + channel;
    }),
  );
  return Value.of(graph, edge);
}

function inputGradient(graph: Graph, x: Value, filter: Value, dy: Value, g: Geometry): Value {
  const { result, taps, padded } = dilate(graph, x, filter, g);
  const { padInfo, filterWidth, inChannels } = g;
  const offsets = taps.map((_, tap) => {
    const row = Math.floor(tap / filterWidth) * g.dilationHeight;
    return (row * padded.shape[2] + (tap % filterWidth) * g.dilationWidth) * inChannels;
  });
  const offset = ofFirstMaximum(graph, result, taps, offsets);
  const places = elementwise('Add', [corners(graph, padded.shape, g), offset], 'int32');
  return slice(addUp(graph, dy, places, padded.shape), [0, padInfo.top, padInfo.left, 0], x.shape);
}

function filterGradient(graph: Graph, x: Value, filter: Value, dy: Value, g: Geometry): Value {
  const { result, taps } = dilate(graph, x, filter, g);
  const tapStart = ofFirstMaximum(
    graph,
    result,
    taps,
    taps.map((_, tap) => tap * g.inChannels),
  );
  const channels = Int32Array.from({ length: g.inChannels }, (_, channel) => channel);
  const channel = Value.of(graph, graph.constant('int32', channels, [g.inChannels]));
  return addUp(graph, dy, elementwise('Add', [tapStart, channel], 'int32'), filter.shape);
}

const areFloats = (...values: Value[]): boolean => values.every(({ dtype }) => dtype === 'float32');

export const morphology: LoweringTable = {
  Dilation2D: (graph, { x, filter }, attributes: DilationAttributes) =>
    areFloats(x, filter) ? dilate(graph, x, filter, geometryOf(x, filter, attributes)).result : undefined,
  Dilation2DBackpropInput: (graph, { x, filter, dy }, attributes: DilationAttributes) =>
    areFloats(x, filter, dy) ? inputGradient(graph, x, filter, dy, geometryOf(x, filter, attributes)) : undefined,
  Dilation2DBackpropFilter: (graph, { x, filter, dy }, attributes: DilationAttributes) =>
    areFloats(x, filter, dy) ? filterGradient(graph, x, filter, dy, geometryOf(x, filter, attributes)) : undefined,
};
