// Points of the plane in classes, for classifiers that bend: drawn shapes or the visitor's own.
import { InvalidDataError } from '@ai/core';
import { choice } from '../options.js';
import { text } from '../text.js';
import { type OwnPlane, type OwnPlaneSettings, ownPlane } from './own-plane.js';
import { drawShape, type LabelledPoints, type Shape, shapeScript } from './shapes.js';
import type { Table } from './table.js';

/** The drawn shapes, as an option. */
export const shapeOption = choice({
  label: text('Data', '数据'),
  choices: {
    moons: text('two moons', '两个月牙'),
    spirals: text('three spirals', '三条螺旋'),
    rings: text('two rings', '两个圆环'),
    clouds: text('opposite clouds (XOR)', '对角云（异或）'),
  },
  default: 'moons',
});

/** Held out of what a classifier is trained on. */
export const TEST_SHARE = 0.33;

interface Settings extends OwnPlaneSettings {
  readonly shape: 'moons' | 'spirals' | 'rings' | 'clouds';
  readonly noise: number;
}

function shapeOf({ shape, noise }: Settings): Shape {
  if (shape === 'moons') return { curve: 'moons', count: 240, groups: 2, noise };
  if (shape !== 'clouds')
    return { curve: shape, count: shape === 'rings' ? 240 : 300, groups: shape === 'rings' ? 2 : 3, noise };
  const spread = [0.25 + noise, 0.25 + noise] as const;
  const centers = [
    [-1, -1],
    [1, 1],
    [-1, 1],
    [1, -1],
  ] as const;
  return { blobs: centers.map((center) => ({ center, spread, count: 60 })) };
}

/** Fewer of a class cannot be split into those to train on and those held out. */
const LEAST_OF_A_CLASS = 3;
const MOST_CLASSES = 8;

/**
 * The visitor's points, where there are enough of at least two classes.
 *
 * @throws InvalidDataError for a table with too few rows of a class, or with fewer than two or more than eight classes
 */
function ownData(options: Settings, table: Table | undefined): OwnPlane | undefined {
  const own = ownPlane(options, table, {
    reach: 1.5,
    standardise: true,
    enough: (points, classes) => classes > 1 && points >= 6,
  });
  if (!own) return undefined;
  const counts = own.classes.map((_, label) => own.labels.filter((other) => other === label).length);
  const enough = counts.every((count) => count >= LEAST_OF_A_CLASS);
  if (own.classes.length < 2 || own.classes.length > MOST_CLASSES || !enough) {
    throw new InvalidDataError(
      `From 2 to ${MOST_CLASSES} classes with at least ${LEAST_OF_A_CLASS} points each are needed, found ${own.classes.map((name, i) => `${counts[i]} of '${name}'`).join(', ')}.`,
    );
  }
  return own;
}

/** The points to learn, on the scale of the drawn ones. */
export function planeClasses(
  options: Settings,
  seed: number,
  table: Table | undefined,
): LabelledPoints & Partial<OwnPlane> {
  const own = ownData(options, table);
  if (own) return own;
  const { points, labels } = drawShape(shapeOf(options), seed);
  if (options.shape !== 'clouds') return { points, labels };
  return { points, labels: labels.map((label) => (label < 2 ? 0 : 1)) }; // opposite clouds are one class
}

/** JavaScript that defines the same `points` and `labels`; it needs `Random` of @ai/core. */
export function planeClassesScript(options: Settings, seed: number, table: Table | undefined): string {
  const own = ownData(options, table);
  if (own) return own.code;
  const code = shapeScript(shapeOf(options), seed);
  if (options.shape !== 'clouds') return code;
  return `${code}\nfor (const i of labels.keys()) labels[i] = labels[i] < 2 ? 0 : 1; // opposite clouds are one class`;
}
