import { z } from 'zod';
import { SURFACE_NAMES } from '../../data/surfaces.js';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  surface: choice({
    label: text('Surface', '曲面'),
    choices: SURFACE_NAMES,
    default: 'valley',
  }),
  learningRate: number({
    label: text('Learning rate η', '学习率 η'),
    min: 0.001,
    max: 1,
    default: 0.3,
    logarithmic: true,
  }),
  momentum: number({ label: text('Momentum β', '动量 β'), min: 0, max: 0.99, default: 0, step: 0.01 }),
  steps: integer({ label: text('Steps', '步数'), min: 1, max: 200, default: 40 }),
  startX: number({ label: text('Start x', '起点 x'), min: -3, max: 3, default: -2.6, step: 0.1 }),
  startY: number({ label: text('Start y', '起点 y'), min: -3, max: 3, default: 1.8, step: 0.1 }),
});
export type Options = z.infer<typeof options>;
