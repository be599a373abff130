import { backend_util } from '@tensorflow/tfjs-core';
import { type Graph, MICROSOFT } from '../graph.js';
import { broadcastShape, sizeOf } from '../types.js';
import { float, reshape, Value } from '../value.js';
import { type Activation, activate } from './activation.js';
import { add } from './binary.js';
import type { LoweringTable } from './lowering.js';
import { transpose } from './shaping.js';

/**
 * Products of so many elements get their bias apart: the runtime joins MatMul and Add, but it writes the bias out on one thread before it
 * multiplies, which takes longer than an addition afterwards. Gemm and Add stay two.
 */
const BIAS_APART = 65_536;

/** The product of the last two dimensions, float32, either side transposed, the others broadcast. */
export function matMul(graph: Graph, a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value {
  const rows = a.shape[a.rank - (transposeA ? 1 : 2)];
  const inner = a.shape[a.rank - (transposeA ? 2 : 1)];
  const columns = b.shape[b.rank - (transposeB ? 2 : 1)];
  if (a.rank < 2 || b.rank < 2 || inner !== b.shape[b.rank - (transposeB ? 1 : 2)]) {
    const side = (value: Value, transposed: boolean): string => `[${value.shape}]${transposed ? ' transposed' : ''}`;
    throw new Error(`matMul: ${side(a, transposeA)} and ${side(b, transposeB)} cannot be multiplied.`);
  }
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, rows, columns];
  if (a.rank !== 2 || b.rank !== 2) {
    if (sizeOf(a.shape.slice(0, -2)) === 1 && sizeOf(b.shape.slice(0, -2)) === 1) {
      const flat = matMul(graph, reshape(a, a.shape.slice(-2)), reshape(b, b.shape.slice(-2)), transposeA, transposeB);
      return reshape(flat, shape);
    }
    graph.work += 2 * sizeOf(shape) * inner;
    const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0, alpha: float(1) };
    return Value.of(graph, graph.add('FusedMatMul', [a.edge(), b.edge()], shape, 'float32', attributes, MICROSOFT));
  }
  graph.work += 2 * rows * columns * inner;
  const isLarge = rows * columns >= BIAS_APART && !graph.target.portable;
  if (!transposeA && !transposeB && !isLarge) {
    return Value.of(graph, graph.add('MatMul', [a.edge(), b.edge()], shape, 'float32'));
  }
  const attributes = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
  return Value.of(graph, graph.add('Gemm', [a.edge(), b.edge()], shape, 'float32', attributes));
}

/** The product of int32 matrices, for which ONNX Runtime has the plain operator only. */
function integerMatMul(graph: Graph, a: Value, b: Value, { transposeA, transposeB }: MatMulAttributes): Value {
  const turned = (value: Value, transposed: boolean): Value => {
    const axes = value.shape.map((_, i) => i);
    return transposed ? transpose(value, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]) : value;
  };
  const [left, right] = [turned(a, transposeA), turned(b, transposeB)];
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const shape = [...batch, left.shape[left.rank - 2], right.shape[right.rank - 1]];
  return Value.of(graph, graph.add('MatMul', [left.edge(), right.edge()], shape, 'int32'));
}

interface MatMulAttributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

export const matmul: LoweringTable = {
  BatchMatMul: (graph, { a, b }, attributes: MatMulAttributes) => {
    if (a.dtype === 'int32' && b.dtype === 'int32') return integerMatMul(graph, a, b, attributes);
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    return matMul(graph, a, b, attributes.transposeA, attributes.transposeB);
  },
  _FusedMatMul: (graph, { a, b, bias, preluActivationWeights }, attributes: MatMulAttributes & Activation) => {
    if (a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
    const product = matMul(graph, a, b, attributes.transposeA, attributes.transposeB);
    return activate(graph, bias ? add(product, bias) : product, attributes, preluActivationWeights);
  },
  Einsum: (graph, inputs, { equation }: { equation: string }) => {
    const values = Object.values(inputs);
    const [{ dtype }] = values;
    if (dtype === 'bool' || values.some((value) => value.dtype !== dtype)) return undefined;
    const { allDims, summedDims, idDims } = backend_util.decodeEinsumEquation(equation, values.length);
    backend_util.checkEinsumDimSizes(allDims.length, idDims, values as never[]);
    const sizes = allDims.map((_, dim) => {
      const holder = idDims.findIndex((dims) => dims.includes(dim));
      return values[holder].shape[idDims[holder].indexOf(dim)];
    });
    const shape = sizes.filter((_, dim) => !summedDims.includes(dim));
    graph.work += 2 * sizeOf(sizes);
    const edges = values.map((value) => value.edge());
    return Value.of(graph, graph.add('Einsum', edges, shape, dtype, { equation: equation.replace(/\s/g, '') }));
  },
};
