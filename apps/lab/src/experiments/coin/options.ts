import { z } from 'zod';
import { integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  bias: number({
    label: text('The coin’s true chance of heads', '硬币正面的真实概率'),
    min: 0,
    max: 1,
    default: 0.7,
    step: 0.01,
  }),
  flips: integer({ label: text('Flips', '抛掷次数'), min: 0, max: 300, default: 60 }),
  a: number({ label: text('Prior heads a', '先验正面 a'), min: 0.5, max: 100, default: 2, logarithmic: true }),
  b: number({ label: text('Prior tails b', '先验反面 b'), min: 0.5, max: 100, default: 2, logarithmic: true }),
});
export type Options = z.infer<typeof options>;
