import type { Edge, Graph } from '../graph.js';
import { sizeOf } from '../types.js';
import { reshape, Value } from '../value.js';
import { concatenated } from './edges.js';
import type { LoweringTable } from './lowering.js';
import { matMul } from './matmul.js';
import { pad } from './shaping.js';
import {
  beyondWindows,
  channelsFirst,
  channelsLast,
  convolutionGeometry,
  cut,
  dilationsOf,
  filterOf,
  type Geometry,
  inputOf,
  isInvertible,
  outputOf,
  padsOf,
  stridesOf,
  uncut,
  type VolumeAttributes,
} from './volume-geometry.js';

function attributesOf(g: Geometry) {
  return { kernel_shape: filterOf(g), strides: stridesOf(g), dilations: dilationsOf(g), pads: padsOf(g) };
}

/** [D, H, W, I, O] to [O, I, D, H, W]. */
function weights(filter: Value): Edge {
  const [d, h, w, i, o] = filter.shape;
  return filter.graph.add('Transpose', [filter.edge()], [o, i, d, h, w], 'float32', { perm: [4, 3, 0, 1, 2] });
}

function countWork(graph: Graph, g: Geometry): void {
  graph.work += 2 * sizeOf(g.outShape) * sizeOf(filterOf(g)) * g.inChannels;
}

function convolve(graph: Graph, x: Value, filter: Value, g: Geometry): Value {
  countWork(graph, g);
  const shape = [g.batchSize, g.outChannels, ...outputOf(g)];
  return channelsLast(
    graph,
    graph.add('Conv', [channelsFirst(cut(x, g)), weights(filter)], shape, 'float32', attributesOf(g)),
  );
}

function inputGradient(graph: Graph, dy: Value, filter: Value, g: Geometry): Value {
  countWork(graph, g);
  const shape = [g.batchSize, g.inChannels, ...inputOf(g)];
  const attributes = { ...attributesOf(g), output_padding: beyondWindows(g) };
  const dx = graph.add('ConvTranspose', [channelsFirst(dy), weights(filter)], shape, 'float32', attributes);
  return uncut(channelsLast(graph, dx), g);
}

/** One product of what each tap of the filter met, [places, taps * channels], and the errors [places, outputs]. */
function filterGradient(graph: Graph, x: Value, dy: Value, g: Geometry): Value {
  countWork(graph, g);
  const pads = padsOf(g);
  const [strides, dilations, out, taps] = [stridesOf(g), dilationsOf(g), outputOf(g), filterOf(g)];
  const around: [number, number][] = [0, 1, 2].map((i) => [pads[i], pads[i + 3]]);
  const inner = cut(x, g);
  const padded = pads.every((size) => size === 0) ? inner : pad(inner, [[0, 0], ...around, [0, 0]], 'constant', 0);
  const axes = graph.integers([1, 2, 3]);
  const places = g.batchSize * sizeOf(out);
  const met: Edge[] = [];
  for (let tap = 0; tap < sizeOf(taps); tap++) {
    const at = [Math.floor(tap / (taps[1] * taps[2])), Math.floor(tap / taps[2]) % taps[1], tap % taps[2]];
    const starts = at.map((place, i) => place * dilations[i]);
    const ends = starts.map((start, i) => start + (out[i] - 1) * strides[i] + 1);
    const edges = [graph.integers(starts), graph.integers(ends), axes, graph.integers(strides)];
    const seen = graph.add('Slice', [padded.edge(), ...edges], [g.batchSize, ...out, g.inChannels], 'float32');
    met.push(reshape(Value.of(graph, seen), [places, g.inChannels]).edge());
  }
  const patches = Value.of(graph, concatenated(graph, met, 1));
  return reshape(matMul(graph, patches, reshape(dy, [places, g.outChannels]), true, false), g.filterShape);
}

const areFloats = (...values: Value[]): boolean => values.every(({ dtype }) => dtype === 'float32');

export const volumeConvolutions: LoweringTable = {
  Conv3D: (graph, { x, filter }, attributes: VolumeAttributes) =>
    areFloats(x, filter)
      ? convolve(graph, x, filter, convolutionGeometry(x.shape, filter.shape, attributes))
      : undefined,
  Conv3DBackpropInputV2: (graph, { dy, filter }, attributes: VolumeAttributes & { inputShape: number[] }) => {
    const geometry = convolutionGeometry(attributes.inputShape, filter.shape, attributes);
    const fits = areFloats(dy, filter) && isInvertible(geometry);
    return fits ? inputGradient(graph, dy, filter, geometry) : undefined;
  },
  Conv3DBackpropFilterV2: (graph, { x, dy }, attributes: VolumeAttributes & { filterShape: number[] }) =>
    areFloats(x, dy)
      ? filterGradient(graph, x, dy, convolutionGeometry(x.shape, attributes.filterShape, attributes))
      : undefined,
};
