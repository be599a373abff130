import { z } from 'zod';
import { integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  bits: integer({ label: text('Bits of the numbers it learns from', '训练数字的位数'), min: 3, max: 12, default: 8 }),
  units: integer({ label: text('LSTM units', 'LSTM 单元数'), min: 1, max: 32, default: 8 }),
  examples: integer({ label: text('Examples', '样本数'), min: 50, max: 2000, default: 400, step: 50 }),
  steps: integer({ label: text('Steps', '步数'), min: 20, max: 600, default: 200, step: 10 }),
  learningRate: number({
    label: text('Learning rate', '学习率'),
    min: 0.001,
    max: 0.2,
    default: 0.03,
    logarithmic: true,
  }),
  first: integer({ label: text('Add', '相加的数'), min: 0, max: 255, default: 91 }),
  second: integer({ label: text('and', '与'), min: 0, max: 255, default: 55 }),
});
export type Options = z.infer<typeof options>;
