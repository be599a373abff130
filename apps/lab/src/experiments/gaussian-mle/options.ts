import { z } from 'zod';
import { choice, column, integer, number, table } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  count: integer({ label: text('Samples n', '样本数 n'), min: 2, max: 300, default: 40 }),
  mean: number({ label: text('True mean μ', '真实均值 μ'), min: -3, max: 3, default: 0.5, step: 0.1 }),
  deviation: number({ label: text('True deviation σ', '真实标准差 σ'), min: 0.3, max: 3, default: 1.2, step: 0.1 }),
  source: choice({
    label: text('Samples come from', '样本来自'),
    choices: {
      normal: text('the Gaussian', '高斯分布'),
      uniform: text('a uniform of the same moments', '同矩的均匀分布'),
      skewed: text('an exponential of the same moments', '同矩的指数分布'),
    },
    default: 'normal',
  }),
  data: table({ label: text('Your own table (CSV)', '你自己的表（CSV）') }),
  column: column({ label: text('Column of samples', '样本列'), automatic: text('first of numbers', '第一个数字列') }),
});
export type Options = z.infer<typeof options>;
