import { checkInteger, Got, InvalidArgumentError } from '@ai/core';
import type { MaskRle } from './run-lengths.js';

/** Boundaries are followed on a grid this many times finer than the pixels. */
const FINE = 5;

/** A corner on the fine grid, rounded as COCO does: towards zero. */
const onFineGrid = (value: number): number => Math.trunc(FINE * value + 0.5);

/** A place of the fine grid in pixels, measured between their centres. */
const inPixels = (fine: number): number => (fine + 0.5) / FINE - 0.5;

/** Points of the fine grid from one corner to the next, both included: one per step along the longer axis. */
function* pointsOfEdge(x0: number, y0: number, x1: number, y1: number): Generator<[number, number]> {
  const wide = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
  const steps = wide ? Math.abs(x1 - x0) : Math.abs(y1 - y0);
  // slopes are taken from the smaller coordinate to the larger, so that an edge gives the same points in both directions
  const flipped = wide ? x0 > x1 : y0 > y1;
  const [xs, ys, xe, ye] = flipped ? [x1, y1, x0, y0] : [x0, y0, x1, y1];
  const slope = wide ? (ye - ys) / steps : (xe - xs) / steps;
  for (let step = 0; step <= steps; step++) {
    const t = flipped ? steps - step : step;
    yield wide ? [xs + t, Math.trunc(ys + (steps ? slope * t : 0) + 0.5)] : [Math.trunc(xs + slope * t + 0.5), ys + t];
  }
}

/** Places, down the columns, at which the inside of a polygon begins or ends; ascending, in pairs. */
function crossings(polygon: readonly number[], height: number, width: number): number[] {
  const found: number[] = [];
  let before: [number, number] | undefined;
  for (let i = 0; i < polygon.length; i += 2) {
    const next = (i + 2) % polygon.length;
    const corner = [polygon[i], polygon[i + 1], polygon[next], polygon[next + 1]].map(onFineGrid);
    for (const point of pointsOfEdge(corner[0], corner[1], corner[2], corner[3])) {
      if (before && point[0] !== before[0]) {
        const x = inPixels(Math.min(point[0], before[0]));
        const y = Math.ceil(Math.min(height, Math.max(0, inPixels(Math.min(point[1], before[1])))));
        // the centre line of a column is crossed
        if (Number.isInteger(x) && x >= 0 && x < width) found.push(x * height + y);
      }
      before = point;
    }
  }
  found.sort((a, b) => a - b);
  const kept: number[] = [];
  for (const place of found) {
    if (kept[kept.length - 1] === place) kept.pop();
    else kept.push(place);
  }
  return kept;
}

/**
 * The mask of one object given as polygons, as COCO's annotation files have them; several polygons are parts of the object. Pixel by
 * pixel as pycocotools draws it.
 *
 * @param polygons one or more lists of corners [x0, y0, x1, y1, ...] in pixels, at least three corners each
 * @param height of the image
 * @param width of the image
 * @throws InvalidArgumentError unless every polygon has at least three corners of finite numbers
 * @example
 * ```ts
 * import { decodeMask, polygonMask } from '@ai/metrics';
 *
 * const mask = polygonMask([[1, 1, 3, 1, 3, 3, 1, 3]], 4, 4);
 * decodeMask(mask); // 1 in the two middle rows and columns
 * ```
 */
export function polygonMask(polygons: readonly (readonly number[])[], height: number, width: number): MaskRle {
  checkInteger(height, 'height', 'polygonMask', { min: 0 });
  checkInteger(width, 'width', 'polygonMask', { min: 0 });
  if (!Array.isArray(polygons))
    throw new InvalidArgumentError('polygons', 'polygonMask', 'be a list of polygons', polygons);
  const end = height * width;
  const runs: [number, number][] = [];
  polygons.forEach((polygon, n) => {
    const corners = Array.isArray(polygon) && polygon.length >= 6 && polygon.length % 2 === 0;
    if (!corners || !polygon.every(Number.isFinite)) {
      const expected = 'have x and y of at least three corners in every polygon';
      throw new InvalidArgumentError(
        'polygons',
        'polygonMask',
        expected,
        new Got(`${polygon?.length} numbers in polygon ${n}`),
      );
    }
    const places = crossings(polygon, height, width);
    for (let i = 0; i < places.length; i += 2) runs.push([places[i], places[i + 1] ?? end]);
  });
  runs.sort((a, b) => a[0] - b[0]);
  const counts: number[] = [];
  let [start, last] = [0, 0]; // the run that is being joined; nothing before 0
  let written = 0;
  const write = (): void => {
    if (last <= start) return;
    counts.push(start - written, last - start);
    written = last;
  };
  for (const [from, to] of runs) {
    if (from > last) {
      write();
      [start, last] = [from, to];
    } else last = Math.max(last, to);
  }
  write();
  if (written < end || counts.length === 0) counts.push(end - written);
  return { size: [height, width], counts: Uint32Array.from(counts) };
}
