import { checkInteger, checkNumber, type DenseMatrix, warn } from '@ai/core';
import { checkEnvironment, type TabularEnvironment } from './environment.js';

/** Options of {@link valueIteration}. */
export interface ValueIterationOptions {
  /** Worth of a reward one step later, in [0, 1]; 1 needs an environment in which every policy worth having ends. @default 1 */
  readonly discount?: number;
  /** Stop when no value changes by more in a sweep. @default 1e-9 */
  readonly tolerance?: number;
  /** Sweeps over the states. @default 10000 */
  readonly maxIterations?: number;
}

/** The best policy and what it is worth. */
export interface ValueIteration {
  /** S values. */
  readonly values: Float64Array;
  /** S x A values of an action followed by the best policy. */
  readonly actionValues: DenseMatrix;
  /** S best actions, of equal ones the first. */
  readonly policy: Int32Array;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Solves a known Markov decision process by Bellman's optimality equation (Bellman, 1957).
 *
 * @throws InvalidArgumentError for options out of range or an environment whose probabilities do not sum to 1
 *
 * @example
 * ```ts
 * import { cliffWalk, valueIteration } from '@ai/classic-ml';
 *
 * const walk = cliffWalk();
 * valueIteration(walk).values[walk.start]; // -13
 * ```
 */
export function valueIteration(environment: TabularEnvironment, options: ValueIterationOptions = {}): ValueIteration {
  const owner = 'valueIteration';
  const { discount = 1, tolerance = 1e-9, maxIterations = 10_000 } = options;
  checkNumber(discount, 'discount', owner, { min: 0, max: 1 });
  checkNumber(tolerance, 'tolerance', owner, { min: 0 });
  checkInteger(maxIterations, 'maxIterations', owner, { min: 1 });
  checkEnvironment(environment, owner);
  const { numStates, numActions } = environment;
  const values = new Float64Array(numStates);
  const actionValues = { data: new Float64Array(numStates * numActions), rows: numStates, columns: numActions };
  let iterations = 0;
  let converged = false;
  while (iterations < maxIterations && !converged) {
    iterations++;
    let change = 0;
    for (let state = 0; state < numStates; state++) {
      if (environment.isTerminal(state)) continue;
      let best = Number.NEGATIVE_INFINITY;
      for (let action = 0; action < numActions; action++) {
        let value = 0;
        for (const { probability, state: next, reward } of environment.transitions(state, action)) {
          value += probability * (reward + discount * values[next]);
        }
        actionValues.data[state * numActions + action] = value;
        best = Math.max(best, value);
      }
      change = Math.max(change, Math.abs(best - values[state]));
      values[state] = best;
    }
    converged = change <= tolerance;
  }
  if (!converged) warn(`${owner} has not converged in ${iterations} sweeps.`);
  return { values, actionValues, policy: greedyPolicy(actionValues), iterations, converged };
}

/** The best action in each state, of equal ones the first. */
export function greedyPolicy({ data, rows, columns }: DenseMatrix): Int32Array {
  return Int32Array.from({ length: rows }, (_, state) => {
    let best = 0;
    for (let a = 1; a < columns; a++) if (data[state * columns + a] > data[state * columns + best]) best = a;
    return best;
  });
}
