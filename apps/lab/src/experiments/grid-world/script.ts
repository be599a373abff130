import { MAPS, type Options } from './options.js';

/** The same as a script for these settings. */
export function script({ map, slip, discount, goalReward, stepReward, pitReward }: Options): string {
  return `import { gridWorld, valueIteration } from '@ai/classic-ml';

const world = gridWorld(${JSON.stringify(MAPS[map], null, 2)}, {
  stepReward: ${stepReward},
  goalReward: ${goalReward},
  fallReward: ${pitReward},
  slip: ${slip},
});
const { values, policy, iterations } = valueIteration(world, { discount: ${discount} });
console.log(iterations, 'sweeps; the start is worth', values[world.start]);
const width = world.map[0].length;
for (const [row, cells] of world.map.entries()) {
  console.log(Array.from(cells, (cell, column) => ('#PG'.includes(cell) ? cell : '↑→↓←'[policy[row * width + column]])).join(' '));
}
`;
}
