import { checkInteger, Got, InvalidArgumentError, type Random } from '@ai/core';

/** What an action may lead to. */
export interface Transition {
  readonly probability: number;
  /** State reached. */
  readonly state: number;
  readonly reward: number;
}

/** A finite Markov decision process: states 0..S-1, actions 0..A-1. */
export interface TabularEnvironment {
  readonly numStates: number;
  readonly numActions: number;
  /** Where episodes start. */
  readonly start: number;
  /** Whether an episode ends in a state. */
  isTerminal(state: number): boolean;
  /** All outcomes of an action; their probabilities sum to 1. */
  transitions(state: number, action: number): readonly Transition[];
}

/** Draws an outcome of an action. */
export function drawTransition(
  environment: TabularEnvironment,
  state: number,
  action: number,
  random: Random,
): Transition {
  const outcomes = environment.transitions(state, action);
  if (outcomes.length === 1) return outcomes[0];
  let rest = random.uniform();
  for (const outcome of outcomes) {
    rest -= outcome.probability;
    if (rest < 0) return outcome;
  }
  return outcomes[outcomes.length - 1];
}

/** @throws InvalidArgumentError unless sizes, start and the probabilities of all outcomes make sense */
export function checkEnvironment(environment: TabularEnvironment, owner: string): void {
  const { numStates, numActions, start } = environment;
  checkInteger(numStates, 'numStates', owner, { min: 1 });
  checkInteger(numActions, 'numActions', owner, { min: 1 });
  checkInteger(start, 'start', owner, { min: 0, below: numStates });
  for (let state = 0; state < numStates; state++) {
    if (environment.isTerminal(state)) continue;
    for (let action = 0; action < numActions; action++) {
      const outcomes = environment.transitions(state, action);
      const total = outcomes.reduce((sum, { probability }) => sum + probability, 0);
      const valid = outcomes.every(
        ({ probability, state: next, reward }) =>
          probability >= 0 && Number.isInteger(next) && next >= 0 && next < numStates && Number.isFinite(reward),
      );
      if (valid && Math.abs(total - 1) < 1e-9) continue;
      const got = new Got(`outcomes of probability ${total} for action ${action} in state ${state}`);
      throw new InvalidArgumentError('transitions', owner, 'lead to states with probabilities that sum to 1', got);
    }
  }
}
