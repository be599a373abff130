// Tables for the workloads of @ai/classic-ml; peers/classic_data.py makes the same.
import { spread } from './data.mjs';

/** rows x columns float64 numbers in [-0.5, 0.5). */
export function table(rows, columns, seed = 1) {
  return { data: Float64Array.from(spread(rows * columns, seed)), rows, columns };
}

/** The rows of a table as arrays, for packages that want them. */
export function rowArrays({ data, rows, columns }) {
  return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
}

/** A linear function of the columns with noise. */
export function values(x, seed = 2) {
  const noise = spread(x.rows, seed);
  return Float64Array.from({ length: x.rows }, (_, i) => {
    let sum = noise[i] / 2;
    for (let j = 0; j < x.columns; j++) sum += x.data[i * x.columns + j] * ((((j * 7) % 11) - 5) / 5);
    return sum;
  });
}

/** Which of the first `count` columns is largest, with noise. */
export function labels(x, count, seed = 3) {
  const noise = spread(x.rows * count, seed);
  return Int32Array.from({ length: x.rows }, (_, i) => {
    let best = 0;
    const score = (c) => x.data[i * x.columns + c] + noise[i * count + c] / 2;
    for (let c = 1; c < count; c++) if (score(c) > score(best)) best = c;
    return best;
  });
}

/** No engine is used: nothing to compare the kernels of. */
export const NO_ENGINE = {
  js: 'it uses no engine',
  wasm: 'it uses no engine',
  'tfjs-node': 'it uses no engine',
};
