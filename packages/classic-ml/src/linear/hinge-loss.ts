import { Random } from '@ai/core';
import type { ClassificationData } from '../input/class-weights.js';
import type { Minimum } from '../optimize/lbfgs.js';

/** How {@link minimizeHinge} works. */
export interface HingeSettings {
  /** C. */
  readonly strength: number;
  /** Append a feature that is always 1, penalised like the others. */
  readonly fitIntercept: boolean;
  readonly maxIterations: number;
  /** Largest spread of the projected gradient of the dual at the end. */
  readonly tolerance: number;
  /** Of the order in which samples are visited. */
  readonly seed: number;
}

/**
 * Minimises |b|^2/2 + C sum w max(0, 1 - y (b x)) by coordinate descent on the dual: one multiplier in [0, C w] for each sample, the
 * samples in random order, those that rest at a bound left out until the end (Hsieh, Chang, Lin, Keerthi and Sundararajan, "A dual
 * coordinate descent method for large-scale linear SVM", 2008, algorithms 1 and 3).
 *
 * @param positive the class on the side of +1
 * @returns D coefficients, and the constant term if it is fitted
 */
export function minimizeHinge(
  { x, codes, weights }: ClassificationData,
  positive: number,
  settings: HingeSettings,
): Omit<Minimum, 'value'> {
  const { strength, fitIntercept, maxIterations, tolerance, seed } = settings;
  const { data, rows, columns } = x;
  const random = new Random(seed);
  const b = new Float64Array(columns + Number(fitIntercept));
  const multipliers = new Float64Array(rows);
  const curvature = new Float64Array(rows).fill(Number(fitIntercept));
  for (let i = 0, o = 0; i < rows; i++) for (let j = 0; j < columns; j++, o++) curvature[i] += data[o] * data[o];
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  let active = rows;
  let highest = Number.POSITIVE_INFINITY; // of the projected gradient in the last pass
  let lowest = Number.NEGATIVE_INFINITY;
  for (let iterations = 1; iterations <= maxIterations; iterations++) {
    let largest = Number.NEGATIVE_INFINITY;
    let smallest = Number.POSITIVE_INFINITY;
    random.shuffle(order.subarray(0, active));
    for (let place = 0; place < active; place++) {
      const i = order[place];
      const side = codes[i] === positive ? 1 : -1;
      const bound = strength * (weights ? weights[i] : 1);
      const base = i * columns;
      let score = fitIntercept ? b[columns] : 0;
      for (let j = 0; j < columns; j++) score += b[j] * data[base + j];
      const gradient = side * score - 1;
      const before = multipliers[i];
      const rests = (before === 0 && gradient > highest) || (before === bound && gradient < lowest);
      if (rests) {
        active--;
        [order[place], order[active]] = [order[active], i];
        place--;
        continue;
      }
      const isBlocked = (before === 0 && gradient > 0) || (before === bound && gradient < 0);
      const projected = isBlocked ? 0 : gradient;
      largest = Math.max(largest, projected);
      smallest = Math.min(smallest, projected);
      if (projected === 0) continue;
      multipliers[i] = Math.min(Math.max(before - gradient / curvature[i], 0), bound);
      const step = (multipliers[i] - before) * side;
      for (let j = 0; j < columns; j++) b[j] += step * data[base + j];
      if (fitIntercept) b[columns] += step;
    }
    const isSettled = active === 0 || largest - smallest <= tolerance;
    if (isSettled && active === rows) return { x: b, iterations, converged: true };
    if (isSettled) {
      // those left out are looked at again
      active = rows;
      highest = Number.POSITIVE_INFINITY;
      lowest = Number.NEGATIVE_INFINITY;
    } else {
      highest = largest > 0 ? largest : Number.POSITIVE_INFINITY;
      lowest = smallest < 0 ? smallest : Number.NEGATIVE_INFINITY;
    }
  }
  return { x: b, iterations: maxIterations, converged: false };
}
