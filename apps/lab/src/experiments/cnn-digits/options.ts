import { z } from 'zod';
import { drawing, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  epochs: integer({ label: text('Epochs', '轮数'), min: 1, max: 100, default: 30 }),
  filters: integer({ label: text('Filters of the first layer', '第一层滤波器数'), min: 2, max: 48, default: 24 }),
  learningRate: number({
    label: text('Learning rate', '学习率'),
    min: 0.0001,
    max: 0.1,
    default: 0.003,
    logarithmic: true,
  }),
  batchSize: integer({ label: text('Batch size', '批大小'), min: 4, max: 256, default: 32 }),
  dropout: number({ label: text('Dropout', '丢弃率'), min: 0, max: 0.9, default: 0.3, step: 0.05 }),
  testShare: number({ label: text('Held out', '留出比例'), min: 0.1, max: 0.9, default: 0.33, step: 0.01 }),
  drawing: drawing({ label: text('Your own digit', '你自己的数字') }),
});
export type Options = z.infer<typeof options>;
