import { type Edge, type Graph, MICROSOFT } from '../graph.js';
import { allocate } from '../types.js';
import { float, Value } from '../value.js';
import { filterGradientColumns, filterGradientPrefersColumns } from './convolution-columns.js';
import { concatenated, padded, reshaped } from './edges.js';
import { canTileFilterGradient, filterGradientTiles } from './filter-gradient-tiles.js';
import { type Geometry, padsOf } from './geometry.js';

/** Larger filters cost more as one-hot convolutions than as slices. */
const MAX_ONE_HOT_TAPS = 16;

/** dW[a, b, c, o] = sum over images and positions of x[.. + a, .. + b, c] dy[.., .., o]: patches times errors, per image. */
export function filterGradient(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  if (canTileFilterGradient(graph, geometry)) return filterGradientTiles(graph, x, dy, geometry);
  if (filterGradientPrefersColumns(geometry)) return filterGradientColumns(graph, x, dy, geometry);
  const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const taps = filterHeight * filterWidth;
  const patches = reshaped(graph, channelPatches(graph, x, geometry), [
    batchSize,
    inChannels * taps,
    outHeight * outWidth,
  ]);
  const errors = reshaped(graph, dy.channelsFirst(), [batchSize, outChannels, outHeight * outWidth]);
  const attributes = { transA: 0, transB: 1, alpha: float(1) };
  const shape = [batchSize, inChannels * taps, outChannels];
  const products = graph.add('FusedMatMul', [patches, errors], shape, 'float32', attributes, MICROSOFT);
  const sum = graph.add('ReduceSum', [products, graph.integers([0])], shape.slice(1), 'float32', { keepdims: 0 });
  const perChannel = reshaped(graph, sum, [inChannels, taps, outChannels]);
  const byTap = graph.add('Transpose', [perChannel], [taps, inChannels, outChannels], 'float32', { perm: [1, 0, 2] });
  return Value.of(graph, reshaped(graph, byTap, [filterHeight, filterWidth, inChannels, outChannels]));
}

/**
 * The patches of every channel, [N, C, taps, positions]: for each tap of the filter, x as that tap sees it. A depthwise convolution
 * whose filters are the unit vectors makes them in one pass.
 */
export function channelPatches(graph: Graph, x: Value, geometry: Geometry): Edge {
  const { batchSize, inChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const taps = filterHeight * filterWidth;
  // webgpu's grouped convolution is wrong for several filters per channel
  const { device } = graph.target;
  if (taps === 1 || taps > MAX_ONE_HOT_TAPS || device === 'webgpu') return slicedPatches(graph, x, geometry);
  const shape = [inChannels * taps, 1, filterHeight, filterWidth];
  const filters = graph.namedConstant(`unit filters ${shape}`, 'float32', shape, () => {
    const units = allocate('float32', inChannels * taps * taps) as Float32Array;
    for (let i = 0; i < inChannels * taps; i++) units[i * taps + (i % taps)] = 1;
    return units;
  });
  const attributes = {
    kernel_shape: [filterHeight, filterWidth],
    strides: [geometry.strideHeight, geometry.strideWidth],
    dilations: [geometry.dilationHeight, geometry.dilationWidth],
    pads: padsOf(geometry),
    group: inChannels,
  };
  const outShape = [batchSize, inChannels * taps, outHeight, outWidth];
  return graph.add('Conv', [x.channelsFirst(), filters], outShape, 'float32', attributes);
}

/** The same by slices of the padded x, for filters of one tap and for large ones. */
function slicedPatches(graph: Graph, x: Value, geometry: Geometry): Edge {
  const { batchSize, inChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { strideHeight, strideWidth, dilationHeight, dilationWidth } = geometry;
  const source = padded(graph, x.channelsFirst(), padsOf(geometry));
  const patches = Array.from({ length: filterHeight * filterWidth }, (_, tap) => {
    const from = [Math.floor(tap / filterWidth) * dilationHeight, (tap % filterWidth) * dilationWidth];
    const to = [from[0] + (outHeight - 1) * strideHeight + 1, from[1] + (outWidth - 1) * strideWidth + 1];
    const isWhole = outHeight === source.shape[2] && outWidth === source.shape[3];
    const bounds = [from, to, [2, 3], [strideHeight, strideWidth]].map((values) => graph.integers(values));
    const shape = [batchSize, inChannels, outHeight, outWidth];
    const slice = isWhole ? source : graph.add('Slice', [source, ...bounds], shape, 'float32');
    return reshaped(graph, slice, [batchSize, inChannels, 1, outHeight * outWidth]);
  });
  return concatenated(graph, patches, 2);
}
