import { backend_util } from '@tensorflow/tfjs-core';
import { type Edge, type Graph, NCHWC } from '../graph.js';
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

/** Whether windows lie side by side and cover the image. */
function areTiles(geometry: Geometry): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth } = geometry;
  const cover = outHeight * filterHeight === geometry.inHeight && outWidth * filterWidth === geometry.inWidth;
  return (
    cover && filterHeight === strideHeight && filterWidth === strideWidth && padsOf(geometry).every((pad) => pad === 0)
  );
}

/** The maxima of tiles, with channels in blocks. */
function maxPoolBlocks(graph: Graph, blocked: Edge, geometry: Geometry): Edge {
  const shape = [geometry.batchSize, geometry.outChannels, geometry.outHeight, geometry.outWidth];
  return graph.add('MaxPool', [blocked], shape, 'float32', attributesOf(geometry), NCHWC);
}

/** The places of the greatest numbers of their tiles, as ones among zeros. */
function maximaInBlocks(graph: Graph, blocked: Edge, geometry: Geometry): Edge {
  const maxima = spreadBlocks(graph, maxPoolBlocks(graph, blocked, geometry), geometry);
  const areMaxima = graph.add('Equal', [blocked, maxima], blocked.shape, 'bool');
  return graph.add('Cast', [areMaxima], blocked.shape, 'float32', { to: 1 });
}

/** Every number of an image in blocks repeated over its tile. */
function spreadBlocks(graph: Graph, blocked: Edge, { filterHeight, filterWidth }: Geometry): Edge {
  const [n, c, h, w] = blocked.shape;
  const shape = [n, c, h * filterHeight, w * filterWidth];
  return graph.add('Upsample', [blocked], shape, 'float32', { scales: [1, 1, filterHeight, filterWidth] }, NCHWC);
}

/**
 * The gradient in blocks, where positions of maxima are not to be had: it goes where a number equals its tile's maximum. Of several such
 * places the first counts: ranks that fall along the tile are compared once more.
 */
function maxPoolGradientBlocks(graph: Graph, dy: Value, input: Value, geometry: Geometry): Value {
  const { inHeight, inWidth, filterHeight, filterWidth } = geometry;
  const b = graph.target.channelBlock;
  const x = input.inBlocks();
  const plane = inHeight * inWidth * b;
  const ranks = graph.namedConstant(
    `ranks in tiles ${inHeight} ${inWidth} ${filterHeight} ${filterWidth}`,
    'float32',
    [1, plane],
    () =>
      Float32Array.from({ length: plane }, (_, i) => {
        const [row, column] = [Math.floor(i / (b * inWidth)), Math.floor(i / b) % inWidth];
        return filterHeight * filterWidth - (row % filterHeight) * filterWidth - (column % filterWidth);
      }),
  );
  const planes = [sizeOf(x.shape) / plane, plane];
  const flags = reshaped(graph, maximaInBlocks(graph, x, geometry), planes);
  const ranked = reshaped(graph, graph.add('Mul', [flags, ranks], planes, 'float32'), x.shape);
  const errors = spreadBlocks(graph, dy.inBlocks(), geometry);
  const gradient = graph.add('Mul', [maximaInBlocks(graph, ranked, geometry), errors], x.shape, 'float32');
  return Value.inBlocks(graph, input.shape, gradient);
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
  const shape = [batchSize, inChannels, inHeight, inWidth];
  const share = constant(graph, 1 / (filterHeight * filterWidth));
  if (areTiles(geometry)) {
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
    if (x.prefersBlocks && areTiles(geometry))
      return Value.inBlocks(graph, geometry.outShape, maxPoolBlocks(graph, x.inBlocks(), geometry));
    return Value.channelsFirst(graph, geometry.outShape, maxPool(graph, x, geometry)[0]);
  },
  MaxPoolGrad: (graph, { dy, input }, attributes: PoolAttributes) => {
    const geometry = geometryOf(input, attributes);
    if (!isSupported(input, geometry)) return undefined;
    return input.prefersBlocks && areTiles(geometry)
      ? maxPoolGradientBlocks(graph, dy, input, geometry)
      : maxPoolGradient(graph, dy, input, geometry);
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
