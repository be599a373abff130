// Figures over the plane: points on a picture of regions.
import type { Figure, Pixels } from '../experiment.js';
import { type Text, text } from '../text.js';
import { classColors } from './palette.js';
import { fixedAxes } from './plots.js';

/** A rectangle of the plane. */
export interface PlaneBounds {
  readonly x: [number, number];
  readonly y: [number, number];
}

/** The bounds of the points with a margin. */
export function boundsOf(points: readonly (readonly number[])[]): PlaneBounds {
  const range = (values: readonly number[]): [number, number] => {
    const low = Math.min(...values);
    const high = Math.max(...values);
    const pad = (high - low || 1) * 0.08;
    return [low - pad, high + pad];
  };
  return { x: range(points.map(([x]) => x)), y: range(points.map(([, y]) => y)) };
}

/** `size` x `size` places over the rectangle, row by row from the top left, as pixels go. */
export function gridOver({ x: [left, right], y: [bottom, top] }: PlaneBounds, size: number): [number, number][] {
  return Array.from({ length: size * size }, (_, i) => [
    left + (((i % size) + 0.5) / size) * (right - left),
    top - ((Math.floor(i / size) + 0.5) / size) * (top - bottom),
  ]);
}

interface PlaneFigure {
  readonly name: string;
  readonly title: Text;
  readonly caption?: Text;
  readonly bounds: PlaneBounds;
  readonly points: readonly (readonly number[])[];
  /** The class of each point, by its place in `classes`. */
  readonly labels: ArrayLike<number>;
  readonly classes: readonly string[];
  readonly background?: Pixels;
  readonly axes?: readonly [Text | string, Text | string];
  readonly legend?: boolean;
  /** More Vega-Lite layers over the points. */
  readonly layers?: readonly object[];
}

/** Points in the colours and shapes of their classes. */
export function planeFigure(plane: PlaneFigure): Figure {
  const {
    name,
    title,
    caption,
    bounds,
    points,
    labels,
    classes,
    background,
    axes = ['x', 'y'],
    legend = false,
    layers = [],
  } = plane;
  const { x, y } = fixedAxes({ title: axes[0], domain: bounds.x }, { title: axes[1], domain: bounds.y });
  const classTitle = text('class', '类别');
  const colors = { domain: classes, range: classes.map((_, i) => classColors[i % classColors.length]) };
  return {
    kind: 'plot',
    name,
    title,
    caption,
    background,
    spec: {
      width: 420,
      height: 380,
      layer: [
        {
          data: { values: points.map(([px, py], i) => ({ x: px, y: py, class: classes[labels[i]] })) },
          mark: { type: 'point', filled: true, size: 40, opacity: 1, stroke: '#ffffff', strokeWidth: 0.8, clip: true },
          encoding: {
            x,
            y,
            color: { field: 'class', scale: colors, legend: legend ? { title: null, orient: 'top' } : null },
            shape: { field: 'class', scale: { domain: classes }, legend: null },
            tooltip: [
              { field: 'class', title: classTitle },
              { field: 'x', title: axes[0], format: '.3~f' },
              { field: 'y', title: axes[1], format: '.3~f' },
            ],
          },
        },
        ...layers,
      ],
    },
  };
}
