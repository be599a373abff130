import type { Random } from '@ai/core';
import { sizeOf } from '../array/nd-array.js';
import { fans, type Initializer } from './initializers.js';

/**
 * Orthonormal rows, or columns where there are more rows than columns, times `gainFactor`; axes after the first are flattened
 * (Saxe, McClelland and Ganguli, 2014).
 *
 * @example
 * ```ts
 * import { Random } from '@ai/core';
 * import { Linear, orthogonal } from '@ai/nn';
 *
 * new Linear(4, 4, { random: new Random(1), weightInitializer: orthogonal() });
 * ```
 */
export function orthogonal(gainFactor = 1): Initializer {
  return (shape, random) => {
    fans(shape, 'orthogonal'); // at least two axes
    const [rows, columns] = [shape[0], sizeOf(shape.slice(1))];
    const wide = rows <= columns;
    const basis = orthonormalRows(Math.min(rows, columns), Math.max(rows, columns), random);
    const data = new Float32Array(rows * columns);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) data[i * columns + j] = gainFactor * (wide ? basis[i][j] : basis[j][i]);
    }
    return { data, shape };
  };
}

/** Gram-Schmidt on normal deviates, projected twice: orthonormal to rounding, and uniformly distributed. */
function orthonormalRows(count: number, length: number, random: Random): Float64Array[] {
  const rows: Float64Array[] = [];
  while (rows.length < count) {
    const row = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) {
      for (const other of rows) {
        const overlap = dot(row, other);
        for (let j = 0; j < length; j++) row[j] -= overlap * other[j];
      }
    }
    const norm = Math.sqrt(dot(row, row));
    if (norm < 1e-6) continue;
    rows.push(row.map((value) => value / norm));
  }
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
