// The same numbers in JavaScript and in Python (peers/bench_data.py), so that contenders can be compared by what they compute.

/** n float32 numbers in [-0.5, 0.5): a hash of the index, exact in both languages. */
export function spread(n, seed = 1) {
  return Float32Array.from({ length: n }, (_, i) => {
    let h = (Math.imul(i + 1, 0x9e3779b1) + Math.imul(seed, 0x85ebca6b)) | 0;
    h ^= h >>> 15;
    h = Math.imul(h, 0x2c1b3c6d);
    h ^= h >>> 12;
    return (h >>> 8) / 2 ** 24 - 0.5;
  });
}

/** A value that stands for a whole array: the mean of the absolute values at every 997th place. */
export function fingerprint(values) {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i += 997, count++) sum += Math.abs(values[i]);
  return sum / count;
}
