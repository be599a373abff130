import { checkNumber, Got, InvalidArgumentError } from '@ai/core';
import type { TabularEnvironment, Transition } from './environment.js';

/** The actions of a grid: up, right, down, left. */
export const GRID_ACTIONS = ['up', 'right', 'down', 'left'] as const;

const MOVES = [
  [-1, 0],
  [0, 1],
  [1, 0],
  [0, -1],
] as const;

/** Options of {@link gridWorld}. */
export interface GridWorldOptions {
  /** Reward of every move. @default -1 */
  readonly stepReward?: number;
  /** Reward of a move to the goal, instead. @default stepReward */
  readonly goalReward?: number;
  /** Reward of a move into a pit or off a cliff, instead. @default -100 */
  readonly fallReward?: number;
  /** Probability of moving to one of the two sides instead of ahead, in [0, 1]. @default 0 */
  readonly slip?: number;
}

/** A grid world: its states are cells, row by row. */
export interface GridWorld extends TabularEnvironment {
  readonly map: readonly string[];
}

/**
 * A grid drawn in characters: `S` start, `G` goal (ends), `#` wall, `P` pit (ends), `C` cliff (back to the start), `.` free. A move
 * against a wall or the border stays where it is. Actions are up, right, down, left.
 *
 * @param map rows of equal length with one `S` and at least one `G`
 * @throws InvalidArgumentError for maps that are not such, or options out of range
 *
 * @example
 * ```ts
 * import { gridWorld, valueIteration } from '@ai/classic-ml';
 *
 * const world = gridWorld(['S.G', '.#P'], { goalReward: 10 });
 * valueIteration(world).policy[world.start]; // 1: right
 * ```
 */
export function gridWorld(map: readonly string[], options: GridWorldOptions = {}): GridWorld {
  const owner = 'gridWorld';
  const { stepReward = -1, goalReward = stepReward, fallReward = -100, slip = 0 } = options;
  for (const [name, value] of Object.entries({ stepReward, goalReward, fallReward })) checkNumber(value, name, owner);
  checkNumber(slip, 'slip', owner, { min: 0, max: 1 });
  const cells = map.join('');
  const width = map[0]?.length ?? 0;
  const starts = [...cells].filter((cell) => cell === 'S').length;
  if (
    width === 0 ||
    map.some((row) => row.length !== width) ||
    /[^SG#PC.]/.test(cells) ||
    starts !== 1 ||
    !cells.includes('G')
  ) {
    const expected = 'be rows of equal length in the characters S G # P C . with one S and a G';
    throw new InvalidArgumentError('map', owner, expected, new Got(JSON.stringify(map)));
  }
  const start = cells.indexOf('S');
  const move = (state: number, direction: number): Omit<Transition, 'probability'> => {
    const row = Math.floor(state / width) + MOVES[direction][0];
    const column = (state % width) + MOVES[direction][1];
    const isInside = row >= 0 && row < map.length && column >= 0 && column < width;
    const cell = isInside ? map[row][column] : '#';
    if (cell === '#') return { state, reward: stepReward };
    if (cell === 'C') return { state: start, reward: fallReward };
    const reward = cell === 'G' ? goalReward : cell === 'P' ? fallReward : stepReward;
    return { state: row * width + column, reward };
  };
  return {
    map,
    numStates: cells.length,
    numActions: MOVES.length,
    start,
    isTerminal: (state) => 'GP'.includes(cells[state]),
    transitions: (state, action) => {
      const ahead = { probability: 1 - slip, ...move(state, action) };
      if (slip === 0) return [ahead];
      const sides = [(action + 1) % 4, (action + 3) % 4];
      return [ahead, ...sides.map((side) => ({ probability: slip / 2, ...move(state, side) }))];
    },
  };
}

/**
 * The cliff walk (Sutton and Barto, 2018, example 6.6): 4 x 12 cells, -1 for a move, -100 and back to the start for a step off the cliff
 * that lies between start and goal.
 *
 * @example
 * ```ts
 * import { cliffWalk, qLearning } from '@ai/classic-ml';
 *
 * qLearning(cliffWalk(), { episodes: 300, seed: 1 }).policy; // greedy: along the edge, 13 moves
 * ```
 */
export function cliffWalk(): GridWorld {
  return gridWorld(['............', '............', '............', 'SCCCCCCCCCCG']);
}
