import type { DenseMatrix } from '@ai/core';
import { cholesky, solveCholesky } from '../linear/cholesky.js';
import { type Minimum, maxAbs } from './lbfgs.js';

/** A function with gradient (written) and Hessian. */
export type TwiceObjective = (x: Float64Array, gradient: Float64Array) => { value: number; hessian: DenseMatrix };

/**
 * Newton's method by Cholesky factors of the Hessian, with backtracking (Nocedal and Wright, algorithms 3.1 and 3.3: a Hessian that
 * is not positive definite is shifted until it is).
 */
export function minimizeNewton(
  evaluate: TwiceObjective,
  start: Float64Array,
  options: { readonly maxIterations: number; readonly tolerance: number },
): Minimum {
  let x = start.slice();
  let gradient = new Float64Array(x.length);
  let { value, hessian } = evaluate(x, gradient);
  let iterations = 0;
  let stuck = false;
  while (maxAbs(gradient) > options.tolerance && iterations < options.maxIterations && !stuck) {
    iterations++;
    const direction = solveCholesky(positiveFactor(hessian), gradient);
    const slope = direction.reduce((sum, d, i) => sum + d * gradient[i], 0);
    stuck = true;
    for (let step = 1; step > 1e-10; step /= 2) {
      const at = x.map((v, i) => v - step * direction[i]);
      const next = new Float64Array(x.length);
      const found = evaluate(at, next);
      const lower = found.value <= value - 1e-4 * step * slope;
      // where values no longer resolve the decrease, a smaller gradient does
      const flatter = found.value <= value + 1e-14 * Math.abs(value) && maxAbs(next) < maxAbs(gradient);
      if (!lower && !flatter) continue;
      ({ value, hessian } = found);
      x = at;
      gradient = next;
      stuck = false;
      break;
    }
  }
  return { x, value, iterations, converged: maxAbs(gradient) <= options.tolerance };
}

function positiveFactor(hessian: DenseMatrix): DenseMatrix {
  const size = hessian.rows;
  let trace = 0;
  for (let j = 0; j < size; j++) trace += Math.abs(hessian.data[j * (size + 1)]);
  for (let shift = 0; ; shift = shift === 0 ? 1e-12 * trace || 1e-12 : shift * 100) {
    const shifted = hessian.data.slice();
    for (let j = 0; j < size; j++) shifted[j * (size + 1)] += shift;
    const factor = cholesky({ data: shifted, rows: size, columns: size });
    if (factor) return factor;
  }
}
