import { type DenseMatrix, Random } from '@ai/core';
import { gram, multiply } from '@ai/core/linalg';
import { HouseholderQr } from '../linear/householder-qr.js';
import { thinSvd } from '../linear/svd.js';
import { symmetricEigen } from '../linear/symmetric-eigen.js';
import { fixSigns } from './component-signs.js';

/** Singular values and right singular vectors. */
export interface RightSingular {
  /** P values, descending. */
  readonly s: Float64Array;
  /** P x D, orthonormal rows. */
  readonly vt: DenseMatrix;
}

/** Squared singular values below this share of the largest come out of X^T X without correct digits. */
const SMALLEST_SHARE = 1e-9;

/**
 * All min(N, D) singular values and right vectors: from the eigenvectors of X^T X for tall matrices whose spectrum allows it, from
 * the SVD otherwise. Signs are fixed: the largest entry of each vector is positive.
 */
export function rightSingular(x: DenseMatrix): RightSingular {
  return (isTall(x) && singularOfGram(gram(x))) || singularBySvd(x);
}

/** Whether X^T X is so much smaller than X that its eigenvectors are worth a try. */
export function isTall(x: DenseMatrix): boolean {
  return x.rows >= 10 * x.columns;
}

/** From X^T X; nothing if small singular values would come out without correct digits. */
export function singularOfGram(product: DenseMatrix): RightSingular | undefined {
  const { values, vectors } = symmetricEigen(product);
  if (!(values[values.length - 1] > SMALLEST_SHARE * values[0])) return undefined;
  fixSigns(vectors);
  return { s: values.map(Math.sqrt), vt: vectors };
}

/** From the SVD of X. */
export function singularBySvd(x: DenseMatrix): RightSingular {
  const { s, vt } = thinSvd(x);
  fixSigns(vt);
  return { s, vt };
}

/**
 * The leading `count` singular values and right vectors by a randomised range finder with power iterations (Halko, Martinsson and
 * Tropp, 2011): 10 vectors more than asked for, 7 iterations for few vectors, otherwise 4.
 */
export function randomizedRightSingular(x: DenseMatrix, count: number, seed: number): RightSingular {
  const random = new Random(seed);
  const limit = Math.min(x.rows, x.columns);
  const size = Math.min(count + 10, limit);
  const iterations = count < 0.1 * limit ? 7 : 4;
  const sketch = Float64Array.from({ length: x.columns * size }, () => random.normal());
  let q = multiply(x, { data: sketch, rows: x.columns, columns: size });
  for (let step = 0; step < iterations; step++) {
    q = orthonormal(q);
    q = multiply(x, orthonormal(multiply(x, q, { transposeA: true })));
  }
  const { s, vt } = thinSvd(multiply(orthonormal(q), x, { transposeA: true }));
  const columns = x.columns;
  const leading = { data: vt.data.slice(0, count * columns), rows: count, columns };
  fixSigns(leading);
  return { s: s.slice(0, count), vt: leading };
}

/** Orthonormal columns that span those of `a`, N x P. */
export function orthonormal(a: DenseMatrix): DenseMatrix {
  const qr = new HouseholderQr(a);
  const data = new Float64Array(a.data.length);
  for (let j = 0; j < a.columns; j++) {
    const column = new Float64Array(a.rows);
    column[j] = 1;
    qr.apply(column);
    for (let i = 0; i < a.rows; i++) data[i * a.columns + j] = column[i];
  }
  return { data, rows: a.rows, columns: a.columns };
}
