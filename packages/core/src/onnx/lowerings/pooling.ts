import { backend_util } from '@tensorflow/tfjs-core';
import type { Edge, Graph } from '../graph.js';
import { filled, sizeOf } from '../types.js';
import { constant, elementwise, Value } from '../value.js';
import { concatenated, padded, reshaped } from './edges.js';
import { padsOf } from './geometry.js';
import type { LoweringTable } from './lowering.js';

interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Geometry = backend_util.Conv2DInfo;

function geometryOf(x: Value, { filterSize, strides, pad, dimRoundingMode }: PoolAttributes): Geometry {
  const shape = x.shape as [number, number, number, number];
  return backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
}

function attributesOf(geometry: Geometry) {
  return {
    kernel_shape: [geometry.filterHeight, geometry.filterWidth],
    strides: [geometry.strideHeight, geometry.strideWidth],
    pads: padsOf(geometry),
  };
}

/** ONNX refuses pads as large as the window; so does a sensible network. */
function isSupported(x: Value, { padInfo, filterHeight, filterWidth }: Geometry): boolean {
  const fits =
    Math.max(padInfo.top, padInfo.bottom) < filterHeight && Math.max(padInfo.left, padInfo.right) < filterWidth;
  return x.dtype === 'float32' && fits && Math.min(padInfo.top, padInfo.bottom, padInfo.left, padInfo.right) >= 0;
}

/** The maxima and, should the gradient ask for them, where in the whole tensor they stood. */
function maxPool(graph: Graph, x: Value, geometry: Geometry) {
  const { batchSize, outChannels, outHeight, outWidth } = geometry;
  const shape = [batchSize, outChannels, outHeight, outWidth];
  return graph.addMany(
    'MaxPool',
    [x.channelsFirst()],
    [
      [shape, 'float32'],
      [shape, 'int64'],
    ],
    attributesOf(geometry),
  );
}

/** Where in the whole tensor the maxima stood, for devices whose pool does not say: the first of the greatest taps of each window. */
function positionsOfMaxima(graph: Graph, x: Value, geometry: Geometry): Edge {
  const { batchSize, outChannels, outHeight, outWidth, inHeight, inWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, padInfo } = geometry;
  const shape = [batchSize, outChannels, outHeight, outWidth];
  const taps = Array.from({ length: filterHeight * filterWidth }, (_, tap) => [
    Math.floor(tap / filterWidth),
    tap % filterWidth,
  ]);
  const lowest = graph.constant('float32', Float32Array.of(Number.NEGATIVE_INFINITY), []);
  const source = padded(graph, x.channelsFirst(), padsOf(geometry), lowest);
  const slices = taps.map(([a, b]) => {
    const to = [a + (outHeight - 1) * strideHeight + 1, b + (outWidth - 1) * strideWidth + 1];
    const bounds = [[a, b], to, [2, 3], [strideHeight, strideWidth]].map((values) => graph.integers(values));
    return reshaped(graph, graph.add('Slice', [source, ...bounds], shape, 'float32'), [1, ...shape]);
  });
  const attributes = { axis: 0, keepdims: 0 };
  const winners = graph.add('ArgMax', [concatenated(graph, slices, 0)], shape, 'int64', attributes);
  const steps = graph.integers(taps.map(([a, b]) => a * inWidth + b));
  const within = graph.add('Gather', [steps, winners], shape, 'int64', { axis: 0 });
  const corners = graph.namedConstant(`window corners ${shape} ${Object.values(padInfo)}`, 'int64', shape, () =>
    BigInt64Array.from({ length: sizeOf(shape) }, (_, i) => {
      const [row, column] = [Math.floor(i / outWidth) % outHeight, i % outWidth];
      const plane = Math.floor(i / (outWidth * outHeight)) * inHeight * inWidth;
      const inPlane = (row * strideHeight - padInfo.top) * inWidth + column * strideWidth - padInfo.left;
      return BigInt(plane + inPlane);
    }),
  );
  return graph.add('Add', [corners, within], shape, 'int64');
}

function doesNotOverlap({ filterHeight, filterWidth, strideHeight, strideWidth }: Geometry): boolean {
  return filterHeight <= strideHeight && filterWidth <= strideWidth;
}

function maxPoolGradient(graph: Graph, dy: Value, input: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, inHeight, inWidth } = geometry;
  const indices =
    graph.target.device === 'webgpu' ? positionsOfMaxima(graph, input, geometry) : maxPool(graph, input, geometry)[1];
  const shape = [batchSize, inChannels, inHeight, inWidth];
  const count = sizeOf(indices.shape);
  const zeros = Value.filled(graph, [sizeOf(shape)], 'float32', 0).edge();
  const scattered = graph.add(
    'ScatterElements',
    [zeros, reshaped(graph, indices, [count]), reshaped(graph, dy.channelsFirst(), [count])],
    [sizeOf(shape)],
    'float32',
    doesNotOverlap(geometry) ? { axis: 0 } : { axis: 0, reduction: 'add' },
  );
  return Value.channelsFirst(graph, input.shape, reshaped(graph, scattered, shape));
}

/** Each window hands its error to all its places, divided by the window's size (TensorFlow.js counts padded places too). */
function averagePoolGradient(graph: Graph, dy: Value, input: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, inHeight, inWidth, filterHeight, filterWidth, outHeight, outWidth } = geometry;
  const { strideHeight, strideWidth } = geometry;
  const pads = padsOf(geometry);
  const tiles = filterHeight === strideHeight && filterWidth === strideWidth && outHeight * filterHeight === inHeight;
  const shape = [batchSize, inChannels, inHeight, inWidth];
  const share = constant(graph, 1 / (filterHeight * filterWidth));
  if (tiles && outWidth * filterWidth === inWidth && pads.every((pad) => pad === 0)) {
    const errors = elementwise(
      'Mul',
      [Value.channelsFirst(graph, dy.shape, dy.channelsFirst()), share],
      'float32',
    ).channelsFirst();
    const split = reshaped(graph, errors, [batchSize, inChannels, outHeight, 1, outWidth, 1]);
    const whole = [batchSize, inChannels, outHeight, filterHeight, outWidth, filterWidth];
    const spread = graph.add('Expand', [split, graph.integers(whole)], whole, 'float32');
    return Value.channelsFirst(graph, input.shape, reshaped(graph, spread, shape));
  }
  const size = inChannels * filterHeight * filterWidth;
  const weight = graph.constant('float32', filled('float32', size, 1 / (filterHeight * filterWidth)), [
    inChannels,
    1,
    filterHeight,
    filterWidth,
  ]);
  const edge = graph.add('ConvTranspose', [dy.channelsFirst(), weight], shape, 'float32', {
    ...attributesOf(geometry),
    group: inChannels,
    output_padding: [
      inHeight - ((outHeight - 1) * strideHeight + filterHeight - pads[0] - pads[2]),
      inWidth - ((outWidth - 1) * strideWidth + filterWidth - pads[1] - pads[3]),
    ],
  });
  return Value.channelsFirst(graph, input.shape, edge);
}

export const pooling: LoweringTable = {
  MaxPool: (graph, { x }, attributes: PoolAttributes) => {
    const geometry = geometryOf(x, attributes);
    if (!isSupported(x, geometry)) return undefined;
    return Value.channelsFirst(graph, geometry.outShape, maxPool(graph, x, geometry)[0]);
  },
  MaxPoolGrad: (graph, { dy, input }, attributes: PoolAttributes) => {
    const geometry = geometryOf(input, attributes);
    return isSupported(input, geometry) ? maxPoolGradient(graph, dy, input, geometry) : undefined;
  },
  AvgPool: (graph, { x }, attributes: PoolAttributes) => {
    const geometry = geometryOf(x, attributes);
    if (!isSupported(x, geometry)) return undefined;
    const { batchSize, outChannels, outHeight, outWidth } = geometry;
    const shape = [batchSize, outChannels, outHeight, outWidth];
    return Value.channelsFirst(
      graph,
      geometry.outShape,
      graph.add('AveragePool', [x.channelsFirst()], shape, 'float32', attributesOf(geometry)),
    );
  },
  AvgPoolGrad: (graph, { dy, input }, attributes: PoolAttributes) => {
    const geometry = geometryOf(input, attributes);
    const { inHeight, outHeight, strideHeight, filterHeight, inWidth, outWidth, strideWidth, filterWidth } = geometry;
    const [top, left, bottom, right] = padsOf(geometry);
    const rest = [
      inHeight - ((outHeight - 1) * strideHeight + filterHeight - top - bottom),
      inWidth - ((outWidth - 1) * strideWidth + filterWidth - left - right),
    ];
    if (!isSupported(input, geometry) || rest[0] >= strideHeight || rest[1] >= strideWidth) return undefined;
    return averagePoolGradient(graph, dy, input, geometry);
  },
};
