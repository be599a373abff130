/** The slopes of both losses in the score, where the true class is 1. */
export function slopes() {
  return Array.from({ length: 81 }, (_, i) => -6 + (12 * i) / 80).flatMap((z) => {
    const p = 1 / (1 + Math.exp(-z));
    return [
      { x: z, y: p - 1, series: 'crossEntropy' },
      { x: z, y: 2 * (p - 1) * p * (1 - p), series: 'squaredError' },
    ];
  });
}
