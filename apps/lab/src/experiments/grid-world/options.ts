import { z } from 'zod';
import { choice, number } from '../../options.js';
import { text } from '../../text.js';

export const MAPS = {
  pits: ['S.......', '..##....', '...#..P.', '.P.#....', '...##.#.', '......#.', '.P..P.#G'],
  bridge: ['.........', '.PPPPPPP.', 'S.......G', '.PPPPPPP.', '.........'],
  rooms: ['S..#.....', '...#.....', '.........', '...#.....', '#.####.##', '...#.....', '...#.....', '.......#G'],
} as const;

export const options = z.object({
  map: choice({
    label: text('Map', '地图'),
    choices: {
      pits: text('walls and pits', '墙与坑'),
      bridge: text('a bridge between pits', '坑间的桥'),
      rooms: text('four rooms', '四个房间'),
    },
    default: 'pits',
  }),
  slip: number({ label: text('Slips to a side', '打滑概率'), min: 0, max: 0.8, default: 0.1, step: 0.05 }),
  discount: number({ label: text('Discount γ', '折扣 γ'), min: 0.5, max: 0.99, default: 0.95, step: 0.01 }),
  goalReward: number({ label: text('Reward of the goal', '目标奖励'), min: 1, max: 50, default: 10, step: 1 }),
  stepReward: number({ label: text('Reward of a step', '每步奖励'), min: -2, max: 0, default: -0.2, step: 0.1 }),
  pitReward: number({ label: text('Reward of a pit', '掉坑奖励'), min: -50, max: 0, default: -10, step: 1 }),
});
export type Options = z.infer<typeof options>;
