import { type OwnPlane, twoClassPlane } from '../../data/own-plane.js';
import { drawShape, type LabelledPoints, pointsScript, type Shape, shapeScript } from '../../data/shapes.js';
import type { Table } from '../../data/table.js';
import type { Options } from './options.js';

/** So near each other that the line needs several passes, and for some seeds is not there. */
const CLOUDS: Shape = {
  blobs: [
    { center: [-1, -0.6], spread: [0.5, 0.5], count: 60 },
    { center: [1, 0.6], spread: [0.5, 0.5], count: 60 },
  ],
};

const GATES = { and: [0, 0, 0, 1], or: [0, 1, 1, 1], xor: [0, 1, 1, 0] } as const;

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
  const own = twoClassPlane(options, table);
  if (own) return own;
  return options.task === 'clouds' ? drawShape(CLOUDS, seed) : gate(options.task);
}

/** JavaScript that defines the same `points` and `labels`; it needs `Random` of @ai/core. */
export function dataScript(options: Options, seed: number, table: Table | undefined): string {
  const own = twoClassPlane(options, table);
  if (own) return own.code;
  return options.task === 'clouds' ? shapeScript(CLOUDS, seed) : pointsScript(gate(options.task));
}
