import { fill, mul, reshape, type Tensor } from '@tensorflow/tfjs-core';
import { contract, parseEquation } from '../kernels/contract.js';
import { defineGradient } from './define-gradient.js';

interface EinsumAttributes {
  readonly equation: string;
}

/**
 * Einsum is linear in each operand: its error is the result's error contracted with the other operand. Axes that the operand alone
 * has, and that were summed, get the same error everywhere.
 */
function operandGradient(dy: Tensor, operands: readonly Tensor[], index: number, equation: string): Tensor {
  const { terms, result } = parseEquation(equation, operands.length);
  const labels = [...terms[index]];
  const otherTerms = terms.filter((_, i) => i !== index);
  const known = labels.filter((label) => result.includes(label) || otherTerms.some((term) => term.includes(label)));
  const others = operands.filter((_, i) => i !== index);
  const error = contract([result, ...otherTerms], known.join(''), [dy, ...others]);
  const { shape } = operands[index];
  if (known.length === labels.length) return error;
  const expanded = reshape(
    error,
    shape.map((size, axis) => (known.includes(labels[axis]) ? size : 1)),
  );
  return mul(expanded, fill(shape, 1));
}

defineGradient<EinsumAttributes>('Einsum', 'all inputs', (dy, operands, { equation }) =>
  Object.fromEntries(operands.map((_, i) => [i, () => operandGradient(dy, operands, i, equation)])),
);
