import { setLogger } from '@ai/core';
import { expectClose } from '@ai/core/testing';
import { describe, expect, it } from 'vitest';
import { cliffWalk, type GridWorld, gridWorld, qLearning, sarsa, valueIteration } from '../index.js';

/** Moves of a greedy policy from start to goal. */
function movesOf(world: GridWorld, policy: Int32Array): number {
  let state = world.start;
  for (let moves = 0; moves < 200; moves++) {
    if (world.isTerminal(state)) return moves;
    state = world.transitions(state, policy[state])[0].state;
  }
  return Number.POSITIVE_INFINITY;
}
const mean = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

describe('valueIteration', () => {
  it('solves the cliff walk', () => {
    const walk = cliffWalk();
    const { values, policy } = valueIteration(walk);
    expect(values[walk.start]).toBe(-13);
    expect(movesOf(walk, policy)).toBe(13);
  });

  it('agrees with the closed form of a slippery corridor', () => {
    // S G: "right" reaches the goal unless it slips against the border: V = -1 + 0.3 g V
    const world = gridWorld(['SG'], { slip: 0.3 });
    const { values, actionValues } = valueIteration(world, { discount: 0.9 });
    expectClose(values[0], -1 / (1 - 0.27), { relative: 1e-8 });
    expectClose(actionValues.data[0], -1 + 0.85 * 0.9 * values[0], { relative: 1e-8 });
  });

  it('weighs rewards by the discount and avoids pits', () => {
    const world = gridWorld(['SPG', '...'], { goalReward: 10, stepReward: 0 });
    expectClose(valueIteration(world, { discount: 0.5 }).values[world.start], 10 * 0.5 ** 3);
  });

  it('says that it stopped early', () => {
    const warnings: string[] = [];
    const before = setLogger({ warn: (message) => warnings.push(message) });
    expect(valueIteration(cliffWalk(), { maxIterations: 2 }).converged).toBe(false);
    setLogger(before);
    expect(warnings).toEqual(['valueIteration has not converged in 2 sweeps.']);
  });
});

describe('learning on the cliff walk (Sutton and Barto, example 6.6)', () => {
  const walk = cliffWalk();
  const options = { episodes: 600, exploration: 0.1, seed: 1 };

  it('Q-learning finds the shortest way along the edge, SARSA a safer one', () => {
    const q = qLearning(walk, options);
    const s = sarsa(walk, { ...options, learningRate: 0.3 });
    expect(movesOf(walk, q.policy)).toBe(13);
    expect(movesOf(walk, s.policy)).toBeGreaterThan(13);
    expect(movesOf(walk, s.policy)).toBeLessThan(25);
    expect(mean(s.returns.slice(100))).toBeGreaterThan(mean(q.returns.slice(100)));
  });

  it('repeats by seed and reports episodes', () => {
    const seen: number[] = [];
    const first = sarsa(walk, { episodes: 5, seed: 2, onEpisode: (_, total) => seen.push(total) });
    expect(seen).toEqual([...first.returns]);
    expect(sarsa(walk, { episodes: 5, seed: 2 })).toEqual(first);
    expect(sarsa(walk, { episodes: 5, seed: 3 })).not.toEqual(first);
  });

  it('learns through slips and cuts long episodes off', () => {
    const world = gridWorld(['S..', '.#.', '..G'], { slip: 0.2 });
    const optimal = valueIteration(world);
    const { actionValues } = qLearning(world, { episodes: 5000, learningRate: 0.05, exploration: 0.3, seed: 1 });
    const learned = actionValues.data.subarray(0, 4).reduce((a, b) => Math.max(a, b));
    expect(Math.abs(learned - optimal.values[0])).toBeLessThan(0.4);
    expect(qLearning(walk, { episodes: 1, maxSteps: 3 }).returns[0]).toBeGreaterThanOrEqual(-300);
  });
});

describe('environments', () => {
  it('refuse maps, options and outcomes that make no sense', () => {
    for (const map of [[], [''], ['SG', 'S'], ['S.'], ['SSG'], ['SxG'], ['.G']]) {
      expect(() => gridWorld(map)).toThrow("'map' of gridWorld");
    }
    expect(() => gridWorld(['SG'], { slip: 2 })).toThrow("'slip'");
    const broken = { ...cliffWalk(), transitions: () => [{ probability: 0.5, state: 0, reward: 0 }] };
    expect(() => valueIteration(broken)).toThrow('got outcomes of probability 0.5 for action 0 in state 0');
    expect(() => valueIteration(cliffWalk(), { discount: 2 })).toThrow("'discount'");
    expect(() => qLearning(cliffWalk(), { learningRate: 0 })).toThrow("'learningRate'");
    expect(() => sarsa(cliffWalk(), { exploration: -1 })).toThrow("'exploration' of sarsa");
    expect(() => sarsa(cliffWalk(), { episodes: 0 })).toThrow("'episodes'");
  });
});
