import { z } from 'zod';
import { choice, drawing, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  k: integer({ label: text('Neighbours k', '邻居数 k'), min: 1, max: 50, default: 3 }),
  weights: choice({
    label: text('Votes', '投票'),
    choices: { uniform: text('all alike', '一人一票'), distance: text('by 1 / distance', '按 1 / 距离') },
    default: 'distance',
  }),
  metric: choice({
    label: text('Distance', '距离'),
    choices: {
      euclidean: text('Euclidean', '欧氏距离'),
      manhattan: text('Manhattan', '曼哈顿距离'),
      chebyshev: text('Chebyshev', '切比雪夫距离'),
      cosine: text('cosine', '余弦距离'),
    },
    default: 'euclidean',
  }),
  testShare: number({ label: text('Held out', '留出比例'), min: 0.1, max: 0.9, default: 0.33, step: 0.01 }),
  drawing: drawing({ label: text('Your own digit', '你自己的数字') }),
});
export type Options = z.infer<typeof options>;
