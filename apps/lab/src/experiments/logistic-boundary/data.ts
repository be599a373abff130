import { InvalidDataError } from '@ai/core';
import { type OwnPlane, ownPlane } from '../../data/own-plane.js';
import type { Shape } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

export const DATA = {
  apart: {
    blobs: [
      { center: [-1.6, -0.8], spread: [0.7, 0.7], count: 80 },
      { center: [1.6, 0.9], spread: [0.7, 0.7], count: 80 },
    ],
  },
  touching: {
    blobs: [
      { center: [-0.8, -0.4], spread: [0.9, 0.9], count: 100 },
      { center: [0.9, 0.5], spread: [0.9, 0.9], count: 100 },
    ],
  },
  moons: { curve: 'moons', count: 200, groups: 2, noise: 0.15 },
} as const satisfies Record<string, Shape>;

/**
 * The visitor's points, where there are some of both classes.
 *
 * @throws InvalidDataError for a table whose class column has more or fewer than two classes
 */
export function ownData(options: Options, table: Table | undefined): OwnPlane | undefined {
  const own = ownPlane(options, table, { reach: 2, standardise: true, enough: (_, classes) => classes === 2 });
  if (own && own.classes.length !== 2) {
    throw new InvalidDataError(`${table!.source}: two classes are needed, found ${own.classes.length}.`);
  }
  return own;
}
