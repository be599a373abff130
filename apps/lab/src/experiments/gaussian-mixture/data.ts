import { InvalidDataError, Random } from '@ai/core';
import { CLOUDS } from '../../data/clouds.js';
import { type OwnPlane, ownPlane } from '../../data/own-plane.js';
import { drawShape, type LabelledPoints } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** A component wants some points to have a shape. */
const LEAST_FOR_ONE = 10;

/** The visitor's points, where there are enough. @throws InvalidDataError for a table of too few rows */
export function ownData(options: Options, table: Table | undefined): OwnPlane | undefined {
  const least = LEAST_FOR_ONE * options.numComponents;
  const own = ownPlane(options, table, { enough: (points) => points >= least });
  if (own && own.points.length < least) {
    throw new InvalidDataError(
      `${table!.source}: at least ${least} rows are needed for ${options.numComponents} components.`,
    );
  }
  return own;
}

export function dataOf(options: Options, seed: number, table: Table | undefined): LabelledPoints & Partial<OwnPlane> {
  return ownData(options, table) ?? drawShape(CLOUDS[options.shape], seed);
}

/** Different points of the data, to start from. */
export function firstMeans(points: readonly [number, number][], count: number, seed: number): [number, number][] {
  return Array.from(new Random(seed).permutation(points.length).slice(0, count), (i) => points[i]);
}
