import type { Options } from './options.js';

/** The same as a script for these settings. */
export function script({ episodes, exploration, learningRate, discount }: Options, seed: number): string {
  return `import { cliffWalk, qLearning, sarsa } from '@ai/classic-ml';

const world = cliffWalk();
const options = { episodes: ${episodes}, exploration: ${exploration}, learningRate: ${learningRate}, discount: ${discount}, maxSteps: 1000, seed: ${seed} };
for (const [name, learn] of Object.entries({ qLearning, sarsa })) {
  const { policy, returns } = learn(world, options);
  const late = returns.slice(-Math.ceil(returns.length / 5));
  console.log(name, 'return of the last fifth', late.reduce((sum, value) => sum + value, 0) / late.length);
  for (let row = 0; row < 4; row++) {
    console.log(Array.from(world.map[row], (cell, column) => (cell === '.' || cell === 'S' ? '↑→↓←'[policy[row * 12 + column]] : cell)).join(' '));
  }
}
`;
}
