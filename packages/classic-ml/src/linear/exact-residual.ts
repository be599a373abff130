import type { DenseMatrix } from '@ai/core';

// Sums of products in about twice the working precision (Dot2 of Ogita, Rump and Oishi, 2005): TwoSum and Veltkamp's splitting,
// since JavaScript has no fused multiply-add.

const SPLIT = 2 ** 27 + 1;

/** A running sum of products with the rounding errors collected apart. */
class DoubledSum {
  private high = 0;
  private low = 0;

  constructor(start: number) {
    this.high = start;
  }

  /** Adds a * b. */
  add(a: number, b: number): void {
    const product = a * b;
    const aBig = SPLIT * a;
    const aHigh = aBig - (aBig - a);
    const aLow = a - aHigh;
    const bBig = SPLIT * b;
    const bHigh = bBig - (bBig - b);
    const bLow = b - bHigh;
    const productError = aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
    const sum = this.high + product;
    const virtual = sum - this.high;
    this.low += this.high - (sum - virtual) + (product - virtual) + productError;
    this.high = sum;
  }

  get value(): number {
    return this.high + this.low;
  }
}

/** y - r - A b, each entry summed in doubled precision. @param a N x D @returns N */
export function exactResidual(a: DenseMatrix, b: Float64Array, y: Float64Array, r: Float64Array): Float64Array {
  const { data, rows, columns } = a;
  const result = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const sum = new DoubledSum(y[i]);
    sum.add(-1, r[i]);
    for (let j = 0; j < columns; j++) sum.add(-data[i * columns + j], b[j]);
    result[i] = sum.value;
  }
  return result;
}

/** -A^T r, each entry summed in doubled precision. @param a N x D @returns D */
export function exactNegativeGradient(a: DenseMatrix, r: Float64Array): Float64Array {
  const { data, rows, columns } = a;
  const sums = Array.from({ length: columns }, () => new DoubledSum(0));
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) sums[j].add(-data[i * columns + j], r[i]);
  return Float64Array.from(sums, (sum) => sum.value);
}
