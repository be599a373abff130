import type { NamedTensorMap } from '@tensorflow/tfjs-core';
import { composedKernel } from './composed-kernel.js';
import { contract, parseEquation } from './contract.js';

/** One matrix product instead of the elementwise products and sums of TensorFlow.js's own kernel. */
export function registerEinsum(backendName: string): void {
  composedKernel<NamedTensorMap, { equation: string }>('Einsum', backendName, (inputs, { equation }) => {
    const operands = Object.values(inputs);
    const { terms, result } = parseEquation(equation, operands.length);
    return contract(terms, result, operands);
  });
}
