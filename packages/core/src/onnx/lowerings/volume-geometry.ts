import { backend_util } from '@tensorflow/tfjs-core';
import type { Edge, Graph } from '../graph.js';
import { Value } from '../value.js';
import { pad, slice } from './shaping.js';

// Axes of volumes: [N, D, H, W, C] in TensorFlow.js, [N, C, D, H, W] in ONNX's operators.

export type Geometry = backend_util.Conv3DInfo;
export type Shape5 = [number, number, number, number, number];
type Sizes = [number, number, number] | number;

export interface VolumeAttributes {
  readonly strides: Sizes;
  readonly pad: 'valid' | 'same' | number;
  readonly dilations?: Sizes;
  readonly filterSize?: Sizes;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export function convolutionGeometry(x: readonly number[], filter: readonly number[], a: VolumeAttributes): Geometry {
  return backend_util.computeConv3DInfo(x as Shape5, filter as Shape5, a.strides, a.dilations ?? 1, a.pad);
}

export function poolGeometry(x: readonly number[], a: VolumeAttributes): Geometry {
  return backend_util.computePool3DInfo(x as Shape5, a.filterSize as Sizes, a.strides, 1, a.pad, a.dimRoundingMode);
}

export const filterOf = (g: Geometry): number[] => [g.filterDepth, g.filterHeight, g.filterWidth];
export const stridesOf = (g: Geometry): number[] => [g.strideDepth, g.strideHeight, g.strideWidth];
export const dilationsOf = (g: Geometry): number[] => [g.dilationDepth, g.dilationHeight, g.dilationWidth];
export const outputOf = (g: Geometry): number[] => [g.outDepth, g.outHeight, g.outWidth];
const allPads = ({ padInfo: p }: Geometry): number[] => [p.front, p.top, p.left, p.back, p.bottom, p.right];
/** Before each axis, then after each. */
export const padsOf = (g: Geometry): number[] => allPads(g).map((pad) => Math.max(pad, 0));
/** TensorFlow.js's pads are negative where strides are longer than windows: that much is cut off. */
const cutsOf = (g: Geometry): number[] => allPads(g).map((pad) => Math.max(-pad, 0));
/** Sizes of the input, less what is cut off. */
export const inputOf = (g: Geometry): number[] =>
  [g.inDepth, g.inHeight, g.inWidth].map((size, i) => size - cutsOf(g)[i] - cutsOf(g)[i + 3]);

/** The input, less what negative pads cut off. */
export function cut(x: Value, g: Geometry): Value {
  const [depth, height, width] = cutsOf(g);
  return slice(x, [0, depth, height, width, 0], [g.batchSize, ...inputOf(g), x.shape[4]]);
}

/** Zeros where {@link cut} took something away. */
export function uncut(x: Value, g: Geometry): Value {
  const cuts = cutsOf(g);
  if (cuts.every((size) => size === 0)) return x;
  const around = [0, 1, 2].map((i): [number, number] => [cuts[i], cuts[i + 3]]);
  return pad(x, [[0, 0], ...around, [0, 0]], 'constant', 0);
}

/** Places at the end of the input that the last windows do not reach, or, below 0, that they reach beyond it and its pads. */
export function beyondWindows(g: Geometry): number[] {
  const pads = padsOf(g);
  return inputOf(g).map((size, i) => {
    const reach = (outputOf(g)[i] - 1) * stridesOf(g)[i] + (filterOf(g)[i] - 1) * dilationsOf(g)[i] + 1;
    return size - (reach - pads[i] - pads[i + 3]);
  });
}

/** Whether a transposed convolution gives back the input's size. */
export function isInvertible(g: Geometry): boolean {
  return beyondWindows(g).every((rest, i) => rest >= 0 && rest < stridesOf(g)[i]);
}

export function channelsFirst(x: Value): Edge {
  const [n, d, h, w, c] = x.shape;
  return x.graph.add('Transpose', [x.edge()], [n, c, d, h, w], x.dtype, { perm: [0, 4, 1, 2, 3] });
}

export function channelsLast(graph: Graph, edge: Edge): Value {
  const [n, c, d, h, w] = edge.shape;
  return Value.of(graph, graph.add('Transpose', [edge], [n, d, h, w, c], edge.dtype, { perm: [0, 2, 3, 4, 1] }));
}
