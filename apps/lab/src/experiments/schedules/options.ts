import { z } from 'zod';
import { choice, integer, number } from '../../options.js';
import { type Text, text } from '../../text.js';
import type { Name } from './data.js';

export const NAMES: Readonly<Record<Name, Text>> = {
  constant: text('constant', '恒定'),
  step: text('steps', '阶梯'),
  exponential: text('exponential', '指数'),
  linear: text('linear', '线性'),
  cosine: text('cosine', '余弦'),
  oneCycle: text('one cycle', '单周期'),
};

export const options = z.object({
  schedule: choice({ label: text('Schedule', '调度'), choices: NAMES, default: 'cosine' }),
  peak: number({ label: text('Peak rate η', '峰值学习率 η'), min: 0.01, max: 2.5, default: 0.8, logarithmic: true }),
  final: number({ label: text('Final factor', '最终因子'), min: 0.001, max: 1, default: 0.01, logarithmic: true }),
  warmUpSteps: integer({ label: text('Warm-up steps', '预热步数'), min: 0, max: 100, default: 10 }),
  steps: integer({ label: text('Steps', '步数'), min: 20, max: 500, default: 200 }),
  noise: number({ label: text('Noise of the gradient', '梯度噪声'), min: 0, max: 1, default: 0.2, step: 0.01 }),
});
export type Options = z.infer<typeof options>;
