import { matMul, mul, reshape, sum, type Tensor, transpose, util } from '@tensorflow/tfjs-core';

/** `x`, whose axes are called `labels`, summed over the axes not in `kept` and brought into the order of `kept`. */
function arrange(x: Tensor, labels: readonly string[], kept: readonly string[]): Tensor {
  const summed = labels.map((_, axis) => axis).filter((axis) => !kept.includes(labels[axis]));
  const rest = labels.filter((label) => kept.includes(label));
  const reduced = summed.length > 0 ? sum(x, summed) : x;
  const order = kept.map((label) => rest.indexOf(label));
  return order.every((axis, i) => axis === i) ? reduced : transpose(reduced, order);
}

/** a (B, M, K) times b (B, K, N); matrix products of integers are not to be had everywhere. */
function productOf(a: Tensor, b: Tensor): Tensor {
  if (a.dtype === 'float32' && b.dtype === 'float32') return matMul(a, b);
  const [batch, rows, inner] = a.shape;
  const columns = b.size / batch / inner;
  return sum(mul(reshape(a, [batch, rows, inner, 1]), reshape(b, [batch, 1, inner, columns])), 2);
}

/**
 * Einstein summation of one or two tensors, written as one batched matrix product.
 *
 * @param terms the labels of each operand's axes, one letter per axis, no letter twice in a term
 * @param result the labels of the result's axes
 */
export function contract(terms: readonly string[], result: string, operands: readonly Tensor[]): Tensor {
  const out = [...result];
  if (operands.length === 1) return arrange(operands[0], [...terms[0]], out);
  const [a, b] = operands;
  const [inA, inB] = terms.map((term) => [...term]);
  const batch = out.filter((label) => inA.includes(label) && inB.includes(label));
  const onlyA = out.filter((label) => inA.includes(label) && !inB.includes(label));
  const onlyB = out.filter((label) => !inA.includes(label) && inB.includes(label));
  const inner = inA.filter((label) => inB.includes(label) && !out.includes(label));

  const sizes = new Map<string, number>();
  for (const [axis, label] of inA.entries()) sizes.set(label, a.shape[axis]);
  for (const [axis, label] of inB.entries()) sizes.set(label, b.shape[axis]);
  const shapeOf = (labels: readonly string[]): number[] => labels.map((label) => sizes.get(label) as number);
  const sizeOf = (labels: readonly string[]): number => util.sizeFromShape(shapeOf(labels));

  const left = reshape(arrange(a, inA, [...batch, ...onlyA, ...inner]), [sizeOf(batch), sizeOf(onlyA), sizeOf(inner)]);
  const right = reshape(arrange(b, inB, [...batch, ...inner, ...onlyB]), [sizeOf(batch), sizeOf(inner), sizeOf(onlyB)]);
  const product = inner.length === 0 ? mul(left, right) : productOf(left, right);
  const order = [...batch, ...onlyA, ...onlyB];
  return arrange(reshape(product, shapeOf(order)), order, out);
}

/** Splits 'ij,jk->ik' into its terms and its result. @throws Error if it is no equation for that many operands */
export function parseEquation(equation: string, operands: number): { terms: string[]; result: string } {
  const parts = equation.replace(/\s/g, '').split('->');
  const terms = parts[0].split(',');
  if (parts.length !== 2 || terms.length !== operands) {
    throw new Error(`'${equation}' is not an equation of ${operands} operands, such as 'ij,jk->ik'.`);
  }
  return { terms, result: parts[1] };
}
