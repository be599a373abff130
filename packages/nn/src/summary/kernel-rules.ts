import type { KernelCall, tf } from '@ai/core';
import { sizeOf } from '../array/nd-array.js';
import { edgesOf } from '../layers/convolution/padding.js';
import { windowReads } from '../module/analysis.js';
import { type Field, readThrough, union } from './field.js';

/** Multiplications each with an addition of a product of matrices or a convolution; 0 for every other kernel. */
export function kernelMultiplyAdds({ name, inputs, outputs, attributes }: KernelCall): number {
  switch (name) {
    case 'BatchMatMul':
    case '_FusedMatMul':
      return outputs[0].size * inputs.a.shape[inputs.a.rank - (attributes.transposeA ? 2 : 1)];
    case 'ScaledDotProductAttention':
      return (inputs.query.size + outputs[0].size) * inputs.key.shape[inputs.key.rank - 2];
    case 'Conv2D':
    case 'FusedConv2D':
    case 'Conv3D':
      return outputs[0].size * sizeOf(inputs.filter.shape.slice(0, -1));
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D':
      return outputs[0].size * sizeOf(inputs.filter.shape.slice(0, 2));
    case 'Conv2DBackpropInput':
    case 'Conv3DBackpropInputV2':
      return inputs.dy.size * sizeOf(inputs.filter.shape.slice(0, -1));
    case 'Einsum':
      return einsumProducts(String(attributes.equation), Object.values(inputs));
    default:
      return 0;
  }
}

/** The product of the sizes of all axes that an equation names. */
function einsumProducts(equation: string, inputs: readonly tf.Tensor[]): number {
  const sizes = new Map<string, number>();
  const terms = equation.split('->')[0].replaceAll(' ', '').split(',');
  terms.forEach((term, i) => {
    [...term].forEach((axis, j) => {
      sizes.set(axis, inputs[i].shape[j]);
    });
  });
  return sizeOf([...sizes.values()]);
}

/** Kernels whose output holds at every place what the inputs hold there, as long as the places are the same. */
const PLACE_BY_PLACE = new Set(
  `Abs Acos Acosh Add AddN Asin Asinh Atan Atan2 Atanh Cast Ceil ClipByValue Concat Cos Cosh Elu Equal Erf Exp Expm1 Floor
   FloorDiv FusedBatchNorm Gelu Greater GreaterEqual Identity IsFinite IsInf IsNan LayerNorm LeakyRelu Less LessEqual Log Log1p
   LogicalAnd LogicalNot LogicalOr Maximum Minimum Mod Multiply Neg NotEqual OnesLike Pow Prelu RealDiv Reciprocal Relu Relu6 Round
   Rsqrt Select Selu Sigmoid Sign Sin Sinh Slice Softmax Softplus SplitV Sqrt Square SquaredDifference Step StridedSlice Sub Tan Tanh
   Unpack ZerosLike`.split(/\s+/),
);
const REDUCTIONS = new Set(['All', 'Any', 'ArgMax', 'ArgMin', 'Max', 'Mean', 'Min', 'Prod', 'Sum']);

/**
 * The field of a kernel's outputs.
 *
 * @param fieldOf the field of an input; undefined if it does not depend on the network's input
 * @returns undefined if none does
 */
export function kernelField(call: KernelCall, fieldOf: (tensor: tf.Tensor) => Field | undefined): Field | undefined {
  const { name, attributes, outputs } = call;
  const inputs = Object.values(call.inputs).filter((tensor) => fieldOf(tensor) !== undefined);
  if (inputs.length === 0) return undefined;
  const field = union(inputs.map((tensor) => fieldOf(tensor)!));
  if (typeof field === 'string') return field;
  const [input] = inputs;
  const [output] = outputs;
  const places = (tensor: tf.Tensor): string => String(tensor.shape.slice(1, 1 + field.length));
  const isSame = inputs.every((each) => places(each) === places(output)) && output.rank > field.length;
  if (PLACE_BY_PLACE.has(name) && isSame) return field;
  if (name === 'Slice' || name === 'PadV2') {
    const starts =
      name === 'Slice'
        ? (attributes.begin as number[])
        : (attributes.paddings as [number, number][]).map(([before]) => -before);
    return readThrough(
      field,
      field.map((_, i) => windowReads(1, 1, 1, -starts[i + 1])),
    );
  }
  if (REDUCTIONS.has(name)) {
    const axes = [(attributes.axis ?? attributes.reductionIndices ?? []) as number | number[]].flat();
    const joined = axes.length === 0 || axes.some((axis) => axis > 0 && axis <= field.length);
    return joined ? 'all' : field;
  }
  // what only moves numbers keeps the places in front or forgets them
  if (name === 'Reshape' || name === 'ExpandDims') return isSame ? field : 'all';
  if (name === 'Transpose') {
    const order = attributes.perm as number[];
    return order.slice(0, field.length + 1).every((axis, i) => axis === i) ? field : 'unknown';
  }
  if (name === 'BatchMatMul' || name === '_FusedMatMul' || name === 'Einsum') return 'all';
  if (WINDOWS.has(name)) return windowField(call, field, input);
  return 'unknown';
}

const WINDOWS = new Set([
  'Conv2D',
  'FusedConv2D',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2D',
  'MaxPool',
  'AvgPool',
]);

/** A convolution or pooling that a module calls itself. */
function windowField({ attributes, inputs }: KernelCall, field: Field, input: tf.Tensor): Field {
  const pair = (value: unknown): number[] => (Array.isArray(value) ? value : [value, value]) as number[];
  const kernel = inputs.filter ? inputs.filter.shape.slice(0, 2) : pair(attributes.filterSize);
  const [strides, dilations] = [pair(attributes.strides), pair(attributes.dilations ?? 1)];
  const before = kernel.map((size, i) => {
    const { pad } = attributes as { pad: 'same' | 'valid' | number | [number, number][] };
    if (Array.isArray(pad)) return pad[i + 1][0];
    return edgesOf(pad, input.shape[i + 1], size, strides[i], dilations[i])[0];
  });
  return readThrough(
    field,
    kernel.map((size, i) => windowReads(size, strides[i], dilations[i], before[i])),
  );
}
