import { ink } from './palette.js';
import type { PlaneBounds } from './plane.js';

/** The border w·x + b = 0 of a linear classifier. @param weights of x, of y, and the constant */
export function lineLayer(
  [wx, wy, b]: readonly number[],
  { x: [left, right], y: [bottom, top] }: PlaneBounds,
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
