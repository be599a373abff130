import { checkInteger, checkNumber, type DenseMatrix, Random } from '@ai/core';
import { checkEnvironment, drawTransition, type TabularEnvironment } from './environment.js';
import { greedyPolicy } from './value-iteration.js';

/** Options of {@link qLearning} and {@link sarsa}. */
export interface TemporalDifferenceOptions {
  /** @default 500 */
  readonly episodes?: number;
  /** Share of each correction, in (0, 1]. @default 0.5 */
  readonly learningRate?: number;
  /** Probability of a random action, in [0, 1]. @default 0.1 */
  readonly exploration?: number;
  /** Worth of a reward one step later, in [0, 1]. @default 1 */
  readonly discount?: number;
  /** An episode is cut off after so many steps. @default 10000 */
  readonly maxSteps?: number;
  /** @default 0 */
  readonly seed?: number;
  /** Told after each episode: its number from 1 and its return. */
  readonly onEpisode?: (episode: number, total: number) => void;
}

/** What was learned from episodes. */
export interface TemporalDifferenceResult {
  /** S x A. */
  readonly actionValues: DenseMatrix;
  /** S greedy actions, of equal ones the first. */
  readonly policy: Int32Array;
  /** The sum of the rewards of each episode. */
  readonly returns: Float64Array;
}

/**
 * Q-learning (Watkins, 1989): learns the best policy from episodes of an exploring one (off-policy).
 *
 * @throws InvalidArgumentError for options out of range or an environment whose probabilities do not sum to 1
 *
 * @example
 * ```ts
 * import { cliffWalk, qLearning } from '@ai/classic-ml';
 *
 * const { returns } = qLearning(cliffWalk(), { episodes: 200, seed: 1 });
 * returns.length; // 200
 * ```
 */
export function qLearning(
  environment: TabularEnvironment,
  options: TemporalDifferenceOptions = {},
): TemporalDifferenceResult {
  return learn(environment, options, 'qLearning', (values) => values.reduce((a, b) => Math.max(a, b)));
}

/**
 * SARSA (Rummery and Niranjan, 1994): learns the value of the policy that it follows, its exploration included (on-policy); on the
 * cliff walk it keeps away from the edge.
 *
 * @throws InvalidArgumentError for options out of range or an environment whose probabilities do not sum to 1
 *
 * @example
 * ```ts
 * import { cliffWalk, sarsa } from '@ai/classic-ml';
 *
 * const { policy } = sarsa(cliffWalk(), { episodes: 200, seed: 1 });
 * policy.length; // 48 cells
 * ```
 */
export function sarsa(
  environment: TabularEnvironment,
  options: TemporalDifferenceOptions = {},
): TemporalDifferenceResult {
  return learn(environment, options, 'sarsa', (values, action) => values[action]);
}

/** One step methods differ only in what the next state is taken to be worth. */
function learn(
  environment: TabularEnvironment,
  options: TemporalDifferenceOptions,
  owner: string,
  worth: (actionValues: Float64Array, nextAction: number) => number,
): TemporalDifferenceResult {
  const { episodes = 500, learningRate = 0.5, exploration = 0.1, discount = 1, maxSteps = 10_000, seed = 0 } = options;
  checkInteger(episodes, 'episodes', owner, { min: 1 });
  checkNumber(learningRate, 'learningRate', owner, { above: 0, max: 1 });
  checkNumber(exploration, 'exploration', owner, { min: 0, max: 1 });
  checkNumber(discount, 'discount', owner, { min: 0, max: 1 });
  checkInteger(maxSteps, 'maxSteps', owner, { min: 1 });
  checkEnvironment(environment, owner);
  const { numStates, numActions } = environment;
  const random = new Random(seed);
  const data = new Float64Array(numStates * numActions);
  const valuesOf = (state: number): Float64Array => data.subarray(state * numActions, (state + 1) * numActions);
  const act = (state: number): number =>
    random.bernoulli(exploration) ? random.integer(0, numActions) : bestAtRandom(valuesOf(state), random);
  const returns = new Float64Array(episodes);
  for (let episode = 0; episode < episodes; episode++) {
    let state = environment.start;
    let action = act(state);
    for (let step = 0; step < maxSteps && !environment.isTerminal(state); step++) {
      const { state: next, reward } = drawTransition(environment, state, action, random);
      const nextAction = act(next);
      const future = environment.isTerminal(next) ? 0 : worth(valuesOf(next), nextAction);
      const place = state * numActions + action;
      data[place] += learningRate * (reward + discount * future - data[place]);
      returns[episode] += reward;
      state = next;
      action = nextAction;
    }
    options.onEpisode?.(episode + 1, returns[episode]);
  }
  const actionValues = { data, rows: numStates, columns: numActions };
  return { actionValues, policy: greedyPolicy(actionValues), returns };
}

/** One of the best actions. */
function bestAtRandom(values: Float64Array, random: Random): number {
  const best = values.reduce((a, b) => Math.max(a, b));
  let chosen = 0;
  let ties = 0;
  for (let a = 0; a < values.length; a++) {
    // each of the ties is kept with the same probability
    if (values[a] === best && random.integer(0, ++ties) === 0) chosen = a;
  }
  return chosen;
}
