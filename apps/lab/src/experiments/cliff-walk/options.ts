import { z } from 'zod';
import { integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  episodes: integer({ label: text('Episodes', '回合数'), min: 20, max: 2000, default: 500, step: 10 }),
  exploration: number({ label: text('Exploration ε', '探索 ε'), min: 0, max: 0.5, default: 0.1, step: 0.01 }),
  learningRate: number({ label: text('Learning rate α', '学习率 α'), min: 0.05, max: 1, default: 0.5, step: 0.05 }),
  discount: number({ label: text('Discount γ', '折扣 γ'), min: 0.5, max: 1, default: 1, step: 0.01 }),
});
export type Options = z.infer<typeof options>;
