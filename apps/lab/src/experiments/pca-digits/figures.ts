import { ink } from '../../figures/palette.js';
import type { PlaneBounds } from '../../figures/plane.js';
export const DIGITS = Array.from({ length: 10 }, (_, i) => String(i));

export function meanSquare(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): number {
  let sum = 0;
  let count = 0;
  for (const [i, row] of a.entries()) {
    for (let j = 0; j < row.length; j++, count++) sum += (row[j] - b[i][j]) ** 2;
  }
  return sum / count;
}

interface Loading {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Which way each column grows, from the middle of the map. */
export function arrowLayers(loadings: readonly Loading[], { x, y }: PlaneBounds): object[] {
  const longest = Math.max(...loadings.map((loading) => Math.hypot(loading.x, loading.y))) || 1;
  const reach = (0.42 * Math.min(x[1] - x[0], y[1] - y[0])) / longest;
  const values = loadings.map(({ name, ...end }) => ({ name, x: 0, y: 0, x2: end.x * reach, y2: end.y * reach }));
  const quantitative = (field: string) => ({ field, type: 'quantitative' });
  return [
    {
      data: { values },
      mark: { type: 'rule', color: ink, strokeWidth: 1.2, opacity: 0.7, aria: false },
      encoding: { x: quantitative('x'), y: quantitative('y'), x2: { field: 'x2' }, y2: { field: 'y2' } },
    },
    {
      data: { values },
      mark: { type: 'text', fontSize: 11, fontWeight: 'bold', color: ink, aria: false },
      encoding: { x: quantitative('x2'), y: quantitative('y2'), text: { field: 'name' } },
    },
  ];
}
