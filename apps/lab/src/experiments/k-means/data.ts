import { type OwnPlane, ownPlane } from '../../data/own-plane.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** The visitor's points, where there are at least K. */
export function ownData(options: Options, table: Table | undefined): OwnPlane | undefined {
  return ownPlane(options, table, { enough: (points) => points >= options.numClusters });
}
