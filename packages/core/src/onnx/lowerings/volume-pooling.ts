import type { Graph } from '../graph.js';
import { filled, sizeOf } from '../types.js';
import { Value } from '../value.js';
import { reshaped } from './edges.js';
import type { LoweringTable } from './lowering.js';
import {
  beyondWindows,
  channelsFirst,
  channelsLast,
  cut,
  filterOf,
  type Geometry,
  inputOf,
  isInvertible,
  outputOf,
  padsOf,
  poolGeometry,
  stridesOf,
  uncut,
  type VolumeAttributes,
} from './volume-geometry.js';

const attributesOf = (g: Geometry) => ({ kernel_shape: filterOf(g), strides: stridesOf(g), pads: padsOf(g) });

/** ONNX refuses pads as large as the window, and windows larger than the padded input. */
function isSupported(x: Value, g: Geometry): boolean {
  const pads = padsOf(g);
  const fits = (size: number, i: number): boolean =>
    pads[i] < size && pads[i + 3] < size && size <= inputOf(g)[i] + pads[i] + pads[i + 3];
  return x.dtype === 'float32' && filterOf(g).every(fits);
}

/** The maxima and where in the whole tensor they stood. */
function maxPool(graph: Graph, x: Value, g: Geometry) {
  const shape = [g.batchSize, g.outChannels, ...outputOf(g)];
  const outputs = [[shape, 'float32'] as const, [shape, 'int64'] as const];
  return graph.addMany('MaxPool', [channelsFirst(cut(x, g))], outputs, attributesOf(g));
}

/** The error of each window goes to the first of its places that is the maximum, as in TensorFlow (TensorFlow.js: to the last). */
function maxPoolGradient(graph: Graph, dy: Value, x: Value, g: Geometry): Value {
  const [, indices] = maxPool(graph, x, g);
  const shape = [g.batchSize, g.inChannels, ...inputOf(g)];
  const [places, count] = [[sizeOf(shape)], [sizeOf(indices.shape)]];
  const inputs = [
    Value.filled(graph, places, 'float32', 0).edge(),
    reshaped(graph, indices, count),
    reshaped(graph, channelsFirst(dy), count),
  ];
  const sums = graph.add('ScatterElements', inputs, places, 'float32', { axis: 0, reduction: 'add' });
  return uncut(channelsLast(graph, reshaped(graph, sums, shape)), g);
}

/** Each window hands its error to all its places, divided by the window's size (TensorFlow.js counts padded places too). */
function averagePoolGradient(graph: Graph, dy: Value, g: Geometry): Value {
  const planes = g.batchSize * g.inChannels;
  const errors = reshaped(graph, channelsFirst(dy), [planes, 1, ...outputOf(g)]);
  const size = sizeOf(filterOf(g));
  const share = graph.constant('float32', filled('float32', size, 1 / size), [1, 1, ...filterOf(g)]);
  const attributes = { ...attributesOf(g), output_padding: beyondWindows(g) };
  const spread = graph.add('ConvTranspose', [errors, share], [planes, 1, ...inputOf(g)], 'float32', attributes);
  return uncut(channelsLast(graph, reshaped(graph, spread, [g.batchSize, g.inChannels, ...inputOf(g)])), g);
}

export const volumePooling: LoweringTable = {
  MaxPool3D: (graph, { x }, attributes: VolumeAttributes) => {
    const geometry = poolGeometry(x.shape, attributes);
    return isSupported(x, geometry) ? channelsLast(graph, maxPool(graph, x, geometry)[0]) : undefined;
  },
  MaxPool3DGrad: (graph, { dy, input }, attributes: VolumeAttributes) => {
    const geometry = poolGeometry(input.shape, attributes);
    return isSupported(input, geometry) ? maxPoolGradient(graph, dy, input, geometry) : undefined;
  },
  AvgPool3D: (graph, { x }, attributes: VolumeAttributes) => {
    const geometry = poolGeometry(x.shape, attributes);
    if (!isSupported(x, geometry)) return undefined;
    const shape = [geometry.batchSize, geometry.outChannels, ...outputOf(geometry)];
    return channelsLast(
      graph,
      graph.add('AveragePool', [channelsFirst(cut(x, geometry))], shape, 'float32', attributesOf(geometry)),
    );
  },
  AvgPool3DGrad: (graph, { dy, input }, attributes: VolumeAttributes) => {
    const geometry = poolGeometry(input.shape, attributes);
    return input.dtype === 'float32' && isInvertible(geometry) ? averagePoolGradient(graph, dy, geometry) : undefined;
  },
};
