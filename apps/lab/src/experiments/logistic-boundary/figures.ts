import { ink } from '../../figures/palette.js';
import type { boundsOf } from '../../figures/plane.js';

export function lineLayer(
  [wx, wy, b]: readonly number[],
  { x: [left, right], y: [bottom, top] }: ReturnType<typeof boundsOf>,
  dashed: boolean,
): object {
  // the two ends of w·x + b = 0, taken along the axis in which the line is less steep
  const flat = Math.abs(wy) * (top - bottom) > Math.abs(wx) * (right - left);
  const ends =
    wx === 0 && wy === 0
      ? []
      : flat
        ? [left, right].map((x) => ({ x, y: -(wx * x + b) / wy }))
        : [bottom, top].map((y) => ({ x: -(wy * y + b) / wx, y }));
  return {
    data: { values: ends },
    mark: {
      type: 'line',
      color: ink,
      strokeWidth: dashed ? 1.4 : 2.4,
      strokeDash: dashed ? [6, 4] : [1, 0],
      clip: true,
      aria: false,
    },
    encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
  };
}

export function slopes() {
  return Array.from({ length: 81 }, (_, i) => -6 + (12 * i) / 80).flatMap((z) => {
    const p = 1 / (1 + Math.exp(-z));
    return [
      { x: z, y: p - 1, series: 'crossEntropy' },
      { x: z, y: 2 * (p - 1) * p * (1 - p), series: 'squaredError' },
    ];
  });
}
