import { checkInteger, checkNumber, checkOneOf, type DenseMatrix } from '@ai/core';
import { multiply, squaredDistances } from '@ai/core/linalg';

export const KERNELS = ['linear', 'polynomial', 'rbf', 'sigmoid', 'cosine'] as const;

/**
 * A similarity of samples a and b: `linear` a b, `polynomial` (gamma a b + offset)^degree, `rbf` exp(-gamma |a - b|^2), `sigmoid`
 * tanh(gamma a b + offset), `cosine` of the angle between them (0 if either is zero).
 */
export type KernelName = (typeof KERNELS)[number];

/** Options that choose a kernel. */
export interface KernelOptions {
  /** @default 'linear' */
  readonly kernel?: KernelName;
  /** Of `polynomial`, `rbf` and `sigmoid`, > 0. @default 1 / D */
  readonly gamma?: number;
  /** Of `polynomial`, an integer >= 1. @default 3 */
  readonly degree?: number;
  /** Of `polynomial` and `sigmoid`. @default 1 */
  readonly offset?: number;
}

/** Checked options with their defaults. */
export type Kernel = Required<KernelOptions>;

/** @throws InvalidArgumentError for options out of range */
export function readKernel(options: KernelOptions, numFeatures: number, owner: string): Kernel {
  const { kernel = 'linear', gamma = 1 / numFeatures, degree = 3, offset = 1 } = options;
  checkOneOf(kernel, 'kernel', owner, KERNELS);
  checkNumber(gamma, 'gamma', owner, { above: 0 });
  checkInteger(degree, 'degree', owner, { min: 1 });
  checkNumber(offset, 'offset', owner);
  return { kernel, gamma, degree, offset };
}

/** The similarities of all samples of one table to all of another. @param a N x D @param b M x D @returns N x M */
export function kernelMatrix({ kernel, gamma, degree, offset }: Kernel, a: DenseMatrix, b: DenseMatrix): DenseMatrix {
  if (kernel === 'rbf') return mapped(squaredDistances(a, b), (square) => Math.exp(-gamma * square));
  if (kernel === 'cosine') return multiply(unitRows(a), unitRows(b), { transposeB: true });
  const products = multiply(a, b, { transposeB: true });
  if (kernel === 'polynomial') return mapped(products, (product) => (gamma * product + offset) ** degree);
  return kernel === 'sigmoid' ? mapped(products, (product) => Math.tanh(gamma * product + offset)) : products;
}

function mapped(matrix: DenseMatrix, change: (value: number) => number): DenseMatrix {
  for (let o = 0; o < matrix.data.length; o++) matrix.data[o] = change(matrix.data[o]);
  return matrix;
}

function unitRows({ data, rows, columns }: DenseMatrix): DenseMatrix {
  const result = data.slice();
  for (let i = 0; i < rows; i++) {
    const row = result.subarray(i * columns, (i + 1) * columns);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let j = 0; j < columns; j++) row[j] /= length;
  }
  return { data: result, rows, columns };
}
