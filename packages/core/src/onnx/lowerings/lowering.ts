import { util } from '@tensorflow/tfjs-core';
import type { Graph } from '../graph.js';
import type { Value } from '../value.js';

/** The tensors a kernel is given, by TensorFlow.js's names; kernels that take a list have '0', '1', ... */
export type Inputs = Readonly<Record<string, Value>>;

/**
 * How one TensorFlow.js kernel is written in ONNX operators; undefined if it cannot be for these inputs and attributes, which
 * then go to TensorFlow.js's own kernel. (A method's parameters may be narrowed: each lowering names its own attributes.)
 */
export type Lowering = {
  lower(graph: Graph, inputs: Inputs, attributes: object): Value | readonly Value[] | undefined;
}['lower'];

export type LoweringTable = Readonly<Record<string, Lowering>>;

/** Axes counted from the front, all of them where none are named. @throws Error for an axis that is not there */
export function normalizeAxes(axis: number | readonly number[] | null | undefined, shape: readonly number[]): number[] {
  return util.parseAxisParam(axis as number | number[], [...shape]);
}
