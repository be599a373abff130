import type { DenseMatrix } from '@ai/core';

/** Turns each row so that its entry of largest magnitude is positive: singular vectors are free in sign. In place. */
export function fixSigns({ data, rows, columns }: DenseMatrix): void {
  for (let r = 0; r < rows; r++) {
    const row = data.subarray(r * columns, (r + 1) * columns);
    let largest = 0;
    for (let j = 1; j < columns; j++) if (Math.abs(row[j]) > Math.abs(row[largest])) largest = j;
    if (row[largest] < 0) for (let j = 0; j < columns; j++) row[j] = -row[j];
  }
}

/** Turns each column likewise. In place. */
export function fixColumnSigns({ data, rows, columns }: DenseMatrix): void {
  for (let c = 0; c < columns; c++) {
    let largest = 0;
    for (let i = 0; i < rows; i++)
      if (Math.abs(data[i * columns + c]) > Math.abs(largest)) largest = data[i * columns + c];
    if (largest < 0) for (let i = 0; i < rows; i++) data[i * columns + c] = -data[i * columns + c];
  }
}
