import { Random } from '@ai/core';
import { type OwnPlane, ownPlane } from '../../data/own-plane.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

export type Shape = 'cloud' | 'monotone' | 'parabola' | 'circle';

/** How y follows x, before noise. */
export const CODE: Readonly<Record<Shape, string>> = {
  cloud: '[x, rho * x + Math.sqrt(1 - rho * rho) * random.normal()]',
  monotone: '[x, Math.exp(1.2 * x * Math.sign(rho || 1)) + noise * random.normal()]',
  parabola: '[x, x * x * Math.sign(rho || 1) + noise * random.normal()]',
  circle:
    '[Math.cos(Math.PI * x) + noise * 0.3 * random.normal(), Math.sin(Math.PI * x) + noise * 0.3 * random.normal()]',
};

/** The visitor's points, where there are at least five. */
export function ownData(options: Options, table: Table | undefined): OwnPlane | undefined {
  return ownPlane(options, table, { enough: (points) => points >= 5 });
}

export function drawRows({ shape, rho, count, noise, outlier }: Options, seed: number): [number, number][] {
  const random = new Random(seed);
  const rows = Array.from({ length: count }, () => pairOf(shape, rho, noise, random));
  if (outlier > 0) rows.push([outlier, -outlier]);
  return rows;
}

function pairOf(shape: Shape, rho: number, noise: number, random: Random): [number, number] {
  const x = random.normal();
  const sign = Math.sign(rho || 1);
  switch (shape) {
    case 'cloud':
      return [x, rho * x + Math.sqrt(1 - rho * rho) * random.normal()];
    case 'monotone':
      return [x, Math.exp(1.2 * x * sign) + noise * random.normal()];
    case 'parabola':
      return [x, x * x * sign + noise * random.normal()];
    case 'circle':
      return [
        Math.cos(Math.PI * x) + noise * 0.3 * random.normal(),
        Math.sin(Math.PI * x) + noise * 0.3 * random.normal(),
      ];
  }
}
