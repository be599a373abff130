import type { Edge, Graph } from '../graph.js';
import { sameShape } from '../types.js';
import { reshape, Value } from '../value.js';
import { type Activation, activate } from './activation.js';
import { add } from './binary.js';
import { canConvolveBlocks, convolveBlocks, inputGradientBlocks } from './convolution-blocked.js';
import { convolveColumns, inputGradientColumns, prefersColumns } from './convolution-columns.js';
import { filterGradient } from './convolution-filter-gradient.js';
import { padded } from './edges.js';
import { type ConvolutionAttributes, type Geometry, geometryOf, outputPadding, padsOf } from './geometry.js';
import type { LoweringTable } from './lowering.js';
import { transpose } from './shaping.js';

type Shape4 = [number, number, number, number];

/** HWIO to OIHW. */
function weights(graph: Graph, filter: Value): Edge {
  const [kh, kw, inputs, outputs] = filter.shape;
  return graph.add('Transpose', [filter.edge()], [outputs, inputs, kh, kw], 'float32', { perm: [3, 2, 0, 1] });
}

/** HWIO, turned by 180 degrees, to IOHW: the filter of the gradient with respect to the input. */
function turnedWeights(graph: Graph, filter: Value): Edge {
  const [kh, kw, inputs, outputs] = filter.shape;
  const taps = kh * kw;
  const flat = reshape(filter, [taps, inputs, outputs]).edge();
  const order = graph.integers(Array.from({ length: taps }, (_, i) => taps - 1 - i));
  const turned = taps === 1 ? flat : graph.add('Gather', [flat, order], flat.shape, 'float32', { axis: 0 });
  const moved = graph.add('Transpose', [turned], [inputs, outputs, taps], 'float32', { perm: [1, 2, 0] });
  return graph.add('Reshape', [moved, graph.integers([inputs, outputs, kh, kw])], [inputs, outputs, kh, kw], 'float32');
}

function convolve(graph: Graph, x: Value, filter: Value, geometry: Geometry): Value {
  const { batchSize, outChannels, outHeight, outWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } =
    geometry;
  const shape = [batchSize, outChannels, outHeight, outWidth];
  countWork(graph, geometry);
  if (prefersColumns(graph, geometry)) return convolveColumns(graph, x, filter, geometry);
  if (canConvolveBlocks(graph, filter, geometry)) return convolveBlocks(graph, x, filter, geometry);
  const edge = graph.add('Conv', [x.channelsFirst(), weights(graph, filter)], shape, 'float32', {
    kernel_shape: [geometry.filterHeight, geometry.filterWidth],
    strides: [strideHeight, strideWidth],
    dilations: [dilationHeight, dilationWidth],
    pads: padsOf(geometry),
  });
  return Value.channelsFirst(graph, geometry.outShape, edge);
}

function countWork(graph: Graph, g: Geometry): void {
  graph.work +=
    2 * g.batchSize * g.outHeight * g.outWidth * g.outChannels * g.filterHeight * g.filterWidth * g.inChannels;
}

/** The gradient with respect to the input. With stride 1 it is itself a convolution, which is faster than ConvTranspose. */
function inputGradient(graph: Graph, dy: Value, filter: Value, geometry: Geometry): Value | undefined {
  const { batchSize, inChannels, inHeight, inWidth, strideHeight, strideWidth } = geometry;
  const { dilationHeight, dilationWidth, effectiveFilterHeight, effectiveFilterWidth } = geometry;
  const [top, left, bottom, right] = padsOf(geometry);
  const shape = [batchSize, inChannels, inHeight, inWidth];
  const kernel = {
    kernel_shape: [geometry.filterHeight, geometry.filterWidth],
    dilations: [dilationHeight, dilationWidth],
  };
  countWork(graph, geometry);
  const hasStride = strideHeight > 1 || strideWidth > 1;
  const inColumns = prefersColumns(graph, geometry);
  if (hasStride || !inColumns) {
    const blocked = inputGradientBlocks(graph, dy, filter, geometry);
    if (blocked) return blocked;
  }
  if (inColumns) return inputGradientColumns(graph, dy, filter, geometry);
  if (!hasStride) {
    const around = [
      effectiveFilterHeight - 1 - top,
      effectiveFilterWidth - 1 - left,
      effectiveFilterHeight - 1 - bottom,
      effectiveFilterWidth - 1 - right,
    ];
    // ONNX refuses negative pads: cut first
    const source = padded(
      graph,
      dy.channelsFirst(),
      around.map((pad) => Math.min(pad, 0)),
    );
    const attributes = { ...kernel, pads: around.map((pad) => Math.max(pad, 0)) };
    const edge = graph.add('Conv', [source, turnedWeights(graph, filter)], shape, 'float32', attributes);
    return Value.channelsFirst(graph, geometry.inShape, edge);
  }
  const beyond = outputPadding(geometry);
  if (!beyond) return undefined;
  const edge = graph.add('ConvTranspose', [dy.channelsFirst(), weights(graph, filter)], shape, 'float32', {
    ...kernel,
    strides: [strideHeight, strideWidth],
    pads: [top, left, bottom, right],
    output_padding: beyond,
  });
  return Value.channelsFirst(graph, geometry.inShape, edge);
}

function depthwise(graph: Graph, x: Value, filter: Value, geometry: Geometry): Value {
  const { batchSize, inChannels, outChannels, outHeight, outWidth } = geometry;
  const [kh, kw, , multiplier] = filter.shape;
  const weight = reshape(transpose(filter, [2, 3, 0, 1]), [inChannels * multiplier, 1, kh, kw]).edge();
  graph.work += 2 * batchSize * outHeight * outWidth * outChannels * kh * kw;
  const edge = graph.add(
    'Conv',
    [x.channelsFirst(), weight],
    [batchSize, outChannels, outHeight, outWidth],
    'float32',
    {
      kernel_shape: [kh, kw],
      strides: [geometry.strideHeight, geometry.strideWidth],
      dilations: [geometry.dilationHeight, geometry.dilationWidth],
      pads: padsOf(geometry),
      group: inChannels,
    },
  );
  return Value.channelsFirst(graph, geometry.outShape, edge);
}

const areFloats = (...values: Value[]): boolean => values.every(({ dtype }) => dtype === 'float32');

function convolution(graph: Graph, x: Value, filter: Value, attributes: ConvolutionAttributes): Value | undefined {
  const geometry = geometryOf(x.shape, filter.shape, attributes);
  if (!geometry || !areFloats(x, filter) || geometry.inChannels !== filter.shape[2]) return undefined;
  return convolve(graph, x, filter, geometry);
}

function depthwiseConvolution(
  graph: Graph,
  x: Value,
  filter: Value,
  attributes: ConvolutionAttributes,
): Value | undefined {
  const geometry = geometryOf(x.shape, filter.shape, attributes, true);
  return geometry && areFloats(x, filter) ? depthwise(graph, x, filter, geometry) : undefined;
}

export const convolutions: LoweringTable = {
  Conv2D: (graph, { x, filter }, attributes: ConvolutionAttributes) => convolution(graph, x, filter, attributes),
  FusedConv2D: (graph, inputs, attributes: ConvolutionAttributes & Activation) => {
    const y = convolution(graph, inputs['x'], inputs['filter'], attributes);
    return (
      y && activate(graph, inputs['bias'] ? add(y, inputs['bias']) : y, attributes, inputs['preluActivationWeights'])
    );
  },
  Conv2DBackpropInput: (graph, { dy, filter }, attributes: ConvolutionAttributes) => {
    const geometry = geometryOf(attributes.inputShape as Shape4, filter.shape, attributes);
    const fits = geometry && sameShape(dy.shape, geometry.outShape);
    return fits && areFloats(dy, filter) ? inputGradient(graph, dy, filter, geometry) : undefined;
  },
  Conv2DBackpropFilter: (graph, { x, dy }, attributes: ConvolutionAttributes) => {
    const geometry = geometryOf(x.shape, attributes.filterShape as Shape4, attributes);
    if (!geometry || !areFloats(x, dy)) return undefined;
    countWork(graph, geometry);
    return filterGradient(graph, x, dy, geometry);
  },
  DepthwiseConv2dNative: (graph, { x, filter }, attributes: ConvolutionAttributes) =>
    depthwiseConvolution(graph, x, filter, attributes),
  FusedDepthwiseConv2D: (graph, inputs, attributes: ConvolutionAttributes & Activation) => {
    const y = depthwiseConvolution(graph, inputs['x'], inputs['filter'], attributes);
    return (
      y && activate(graph, inputs['bias'] ? add(y, inputs['bias']) : y, attributes, inputs['preluActivationWeights'])
    );
  },
};
