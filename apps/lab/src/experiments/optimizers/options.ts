import { z } from 'zod';
import { SURFACE_NAMES } from '../../data/surfaces.js';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  surface: choice({ label: text('Surface', '曲面'), choices: SURFACE_NAMES, default: 'banana' }),
  plainRate: number({
    label: text('Rate of descent and momentum', '下降与动量的学习率'),
    min: 0.001,
    max: 0.5,
    default: 0.02,
    logarithmic: true,
  }),
  momentum: number({ label: text('Momentum', '动量'), min: 0.1, max: 0.99, default: 0.9, step: 0.01 }),
  adaptiveRate: number({
    label: text('Rate of the adaptive three', '三个自适应优化器的学习率'),
    min: 0.001,
    max: 1,
    default: 0.1,
    logarithmic: true,
  }),
  steps: integer({ label: text('Steps', '步数'), min: 5, max: 200, default: 80 }),
  startX: number({ label: text('Start x', '起点 x'), min: -3, max: 3, default: -1.8, step: 0.1 }),
  startY: number({ label: text('Start y', '起点 y'), min: -3, max: 3, default: -1.5, step: 0.1 }),
});
export type Options = z.infer<typeof options>;
