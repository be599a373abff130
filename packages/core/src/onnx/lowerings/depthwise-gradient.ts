import { type Edge, type Graph, MICROSOFT } from '../graph.js';
import { float, reshape, Value } from '../value.js';
import { channelPatches } from './convolution-filter-gradient.js';
import { reshaped } from './edges.js';
import { type ConvolutionAttributes, type Geometry, geometryOf, outputPadding, padsOf } from './geometry.js';
import type { LoweringTable } from './lowering.js';
import { transpose } from './shaping.js';

/** Every place along an axis that is a multiple of `step` after `start`. */
function everyNth(graph: Graph, edge: Edge, axis: number, start: number, step: number): Edge {
  if (step === 1) return edge;
  const bounds = [[start], [edge.shape[axis]], [axis], [step]].map((values) => graph.integers(values));
  const shape = edge.shape.map((size, along) => (along === axis ? size / step : size));
  return graph.add('Slice', [edge, ...bounds], shape, edge.dtype);
}

function inputGradient(graph: Graph, dy: Value, filter: Value, geometry: Geometry): Value | undefined {
  const { batchSize, inChannels, inHeight, inWidth, outHeight, outWidth } = geometry;
  const [kh, kw, , multiplier] = filter.shape;
  const beyond = outputPadding(geometry);
  if (!beyond) return undefined;
  const weight = reshape(transpose(filter, [2, 3, 0, 1]), [inChannels * multiplier, 1, kh, kw]).edge();
  graph.work += 2 * batchSize * outHeight * outWidth * geometry.outChannels * kh * kw;
  const shape = [batchSize, inChannels, inHeight, inWidth];
  const attributes = {
    kernel_shape: [kh, kw],
    strides: [geometry.strideHeight, geometry.strideWidth],
    dilations: [geometry.dilationHeight, geometry.dilationWidth],
    pads: padsOf(geometry),
    output_padding: beyond,
    group: inChannels,
  };
  const spread = (errors: Edge, weights: Edge): Edge =>
    graph.add('ConvTranspose', [errors, weights], shape, 'float32', attributes);
  const errors = dy.channelsFirst();
  // webgpu's operator is wrong for several filters per channel
  const rounds = graph.target.device === 'webgpu' ? multiplier : 1;
  const parts = Array.from({ length: rounds }, (_, i) =>
    spread(everyNth(graph, errors, 1, i, rounds), everyNth(graph, weight, 0, i, rounds)),
  );
  const sum = parts.reduce((total, part) => graph.add('Add', [total, part], shape, 'float32'));
  return Value.channelsFirst(graph, geometry.inShape, sum);
}

/** Per image and channel: the patches of x [taps, positions] times dy [positions, multiplier]. */
function filterGradient(graph: Graph, x: Value, dy: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, outChannels, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const multiplier = outChannels / inChannels;
  const taps = filterHeight * filterWidth;
  const positions = outHeight * outWidth;
  const patches = reshaped(graph, channelPatches(graph, x, geometry), [batchSize, inChannels, taps, positions]);
  const errors = reshaped(graph, dy.channelsFirst(), [batchSize, inChannels, multiplier, positions]);
  const products = graph.add(
    'FusedMatMul',
    [patches, errors],
    [batchSize, inChannels, taps, multiplier],
    'float32',
    { transA: 0, transB: 1, alpha: float(1) },
    MICROSOFT,
  );
  const sum = graph.add('ReduceSum', [products, graph.integers([0])], [inChannels, taps, multiplier], 'float32', {
    keepdims: 0,
  });
  return reshape(transpose(Value.of(graph, sum), [1, 0, 2]), geometry.filterShape);
}

type Shape4 = [number, number, number, number];

export const depthwiseGradients: LoweringTable = {
  DepthwiseConv2dNativeBackpropInput: (graph, { dy, filter }, attributes: ConvolutionAttributes) => {
    const geometry = geometryOf(attributes.inputShape as Shape4, filter.shape, attributes, true);
    return geometry && inputGradient(graph, dy, filter, geometry);
  },
  DepthwiseConv2dNativeBackpropFilter: (graph, { x, dy }, attributes: ConvolutionAttributes) => {
    const geometry = geometryOf(x.shape, attributes.filterShape as Shape4, attributes, true);
    return geometry && filterGradient(graph, x, dy, geometry);
  },
};
