import { InvalidDataError } from '@ai/core';
import { type OwnPlane, ownPlane } from '../../data/own-plane.js';
import { drawShape, type LabelledPoints, pointsScript, type Shape, shapeScript } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

const CLOUDS: Shape = {
  blobs: [
    { center: [-1.2, -0.6], spread: [0.55, 0.75], count: 60 },
    { center: [1.2, 0.8], spread: [0.55, 0.75], count: 60 },
  ],
};

const GATES = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], xor: [0, 1, 1, 0] } as const;

/** The visitor's points of two classes. @throws InvalidDataError for a table whose class column has not two classes */
function ownData(options: Options, table: Table | undefined): OwnPlane | undefined {
  const own = ownPlane(options, table, { reach: 2, standardise: true, enough: (_, classes) => classes === 2 });
  if (own && own.classes.length !== 2) {
    throw new InvalidDataError(`${table!.source}: two classes are needed, found ${own.classes.length}.`);
  }
  return own;
}

function gate(task: keyof typeof GATES): LabelledPoints {
  const points: [number, number][] = [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ];
  return { points, labels: [...GATES[task]] };
}

export function dataOf(options: Options, seed: number, table: Table | undefined): LabelledPoints & Partial<OwnPlane> {
  const own = ownData(options, table);
  if (own) return own;
  return options.task === 'clouds' ? drawShape(CLOUDS, seed) : gate(options.task);
}

/** JavaScript that defines the same `points` and `labels`; it needs `Random` of @ai/core. */
export function dataScript(options: Options, seed: number, table: Table | undefined): string {
  const own = ownData(options, table);
  if (own) return own.code;
  return options.task === 'clouds' ? shapeScript(CLOUDS, seed) : pointsScript(gate(options.task));
}
