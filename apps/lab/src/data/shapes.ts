// Drawn data sets of the plane, each also as code for the scripts that visitors take away; a test holds the two together.
import { Random } from '@ai/core';

/** Points of the plane with the group each was drawn from. */
export interface LabelledPoints {
  readonly points: [number, number][];
  readonly labels: number[];
}

interface Blob {
  readonly center: readonly [number, number];
  /** Standard deviations along x and y, before the turn. */
  readonly spread: readonly [number, number];
  /** Radians. */
  readonly turn?: number;
  readonly count: number;
}

type CurveName = 'moons' | 'rings' | 'spirals';

/** What to draw: normal clouds, or points along curves (group by group in turn) with normal noise. */
export type Shape =
  | { readonly blobs: readonly Blob[] }
  | { readonly curve: CurveName; readonly count: number; readonly groups: number; readonly noise: number };

interface Curve {
  /** The point of a group's curve at t in [0, 1). */
  readonly at: (label: number, t: number, groups: number) => [number, number];
  readonly code: string;
}

const CURVES: Readonly<Record<CurveName, Curve>> = {
  moons: {
    at: (label, t) =>
      label === 0
        ? [Math.cos(Math.PI * t), Math.sin(Math.PI * t)]
        : [1 - Math.cos(Math.PI * t), 0.5 - Math.sin(Math.PI * t)],
    code: `label === 0
    ? [Math.cos(Math.PI * t), Math.sin(Math.PI * t)]
    : [1 - Math.cos(Math.PI * t), 0.5 - Math.sin(Math.PI * t)]`,
  },
  rings: {
    at: (label, t) => [(label + 0.4) * Math.cos(2 * Math.PI * t), (label + 0.4) * Math.sin(2 * Math.PI * t)],
    code: '[(label + 0.4) * Math.cos(2 * Math.PI * t), (label + 0.4) * Math.sin(2 * Math.PI * t)]',
  },
  spirals: {
    at: (label, t, groups) => {
      const angle = 3 * Math.PI * Math.sqrt(t) + (2 * Math.PI * label) / groups;
      const radius = 0.1 + 1.3 * Math.sqrt(t);
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    },
    code: `{
  const angle = 3 * Math.PI * Math.sqrt(t) + (2 * Math.PI * label) / groups;
  const radius = 0.1 + 1.3 * Math.sqrt(t);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}`,
  },
};

export function drawShape(shape: Shape, seed: number): LabelledPoints {
  const random = new Random(seed);
  const points: [number, number][] = [];
  const labels: number[] = [];
  if ('blobs' in shape) {
    for (const [label, { center, spread, turn = 0, count }] of shape.blobs.entries()) {
      for (let i = 0; i < count; i++) {
        const u = random.normal(0, spread[0]);
        const v = random.normal(0, spread[1]);
        points.push([
          center[0] + u * Math.cos(turn) - v * Math.sin(turn),
          center[1] + u * Math.sin(turn) + v * Math.cos(turn),
        ]);
        labels.push(label);
      }
    }
    return { points, labels };
  }
  const { curve, count, groups, noise } = shape;
  for (let i = 0; i < count; i++) {
    const label = i % groups;
    const [x, y] = CURVES[curve].at(label, random.uniform(), groups);
    points.push([x + random.normal(0, noise), y + random.normal(0, noise)]);
    labels.push(label);
  }
  return { points, labels };
}

/** JavaScript that defines the same `points` and `labels`; it needs `Random` of @ai/core. */
export function shapeScript(shape: Shape, seed: number): string {
  if ('blobs' in shape) {
    return `const clouds = [
${shape.blobs
  .map(
    (blob) =>
      `  ${JSON.stringify(blob)
        .replace(/"(\w+)":/g, '$1: ')
        .replaceAll(',', ', ')},`,
  )
  .join('\n')}
];
const random = new Random(${seed});
const points = [];
const labels = [];
for (const [label, { center, spread, turn = 0, count }] of clouds.entries()) {
  for (let i = 0; i < count; i++) {
    const u = random.normal(0, spread[0]);
    const v = random.normal(0, spread[1]);
    points.push([center[0] + u * Math.cos(turn) - v * Math.sin(turn), center[1] + u * Math.sin(turn) + v * Math.cos(turn)]);
    labels.push(label);
  }
}`;
  }
  const { curve, count, groups, noise } = shape;
  return `const groups = ${groups};
const ${curve} = (label, t) => ${CURVES[curve].code};
const random = new Random(${seed});
const points = [];
const labels = [];
for (let i = 0; i < ${count}; i++) {
  const [x, y] = ${curve}(i % groups, random.uniform());
  points.push([x + random.normal(0, ${noise}), y + random.normal(0, ${noise})]);
  labels.push(i % groups);
}`;
}

/** The same for points that a visitor drew. */
export function pointsScript({ points, labels }: LabelledPoints): string {
  const rows = points.map((point) => `[${point.map((value) => Number(value.toFixed(4))).join(', ')}]`);
  return `const points = [${rows.join(', ')}];\nconst labels = [${labels.join(', ')}];`;
}
