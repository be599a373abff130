import type { Mask } from './label-maps.js';

/**
 * The squared Euclidean distance of every pixel to the nearest one of the mask, exact: first down the columns, then along the rows as
 * the lower envelope of parabolas (Felzenszwalb and Huttenlocher, 2012). Infinite if the mask is empty.
 */
export function squaredDistances({ pixels, height, width }: Mask): Float64Array {
  const squared = new Float64Array(height * width);
  for (let x = 0; x < width; x++) {
    let apart = Number.POSITIVE_INFINITY;
    for (let y = 0; y < height; y++) {
      apart = pixels[y * width + x] ? 0 : apart + 1;
      squared[y * width + x] = apart;
    }
    for (let y = height - 1; y >= 0; y--) {
      apart = pixels[y * width + x] ? 0 : apart + 1;
      const nearest = Math.min(apart, squared[y * width + x]);
      squared[y * width + x] = nearest * nearest;
    }
  }
  const row = new Float64Array(width);
  const lowest = new Int32Array(width); // columns whose parabola is lowest somewhere, from left to right
  const from = new Float64Array(width); // where each of them begins to be
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; x++) row[x] = squared[start + x];
    let last = -1;
    for (let x = 0; x < width; x++) {
      if (row[x] === Number.POSITIVE_INFINITY) continue;
      let begin = Number.NEGATIVE_INFINITY;
      while (last >= 0) {
        const other = lowest[last];
        begin = (row[x] + x * x - row[other] - other * other) / (2 * (x - other));
        if (begin > from[last]) break;
        last--;
      }
      lowest[++last] = x;
      from[last] = last === 0 ? Number.NEGATIVE_INFINITY : begin;
    }
    if (last < 0) continue;
    for (let x = 0, k = 0; x < width; x++) {
      while (k < last && from[k + 1] < x) k++;
      squared[start + x] = row[lowest[k]] + (x - lowest[k]) ** 2;
    }
  }
  return squared;
}
