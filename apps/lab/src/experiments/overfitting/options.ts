import { z } from 'zod';
import { integer, number, toggle } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  count: integer({ label: text('Training points', '训练点数'), min: 4, max: 200, default: 14 }),
  noise: number({ label: text('Noise', '噪声'), min: 0, max: 1, default: 0.3, step: 0.02 }),
  neurons: integer({ label: text('Neurons in each of two layers', '两层各有神经元'), min: 1, max: 100, default: 40 }),
  weightDecay: number({ label: text('Weight decay λ', '权重衰减 λ'), min: 0, max: 3, default: 0, step: 0.05 }),
  dropout: number({ label: text('Dropout', '丢弃率'), min: 0, max: 0.8, default: 0, step: 0.05 }),
  earlyStop: toggle({ label: text('Keep the best step', '保留最好的一步'), default: false }),
  learningRate: number({
    label: text('Learning rate', '学习率'),
    min: 0.0005,
    max: 0.1,
    default: 0.01,
    logarithmic: true,
  }),
  steps: integer({ label: text('Steps', '步数'), min: 50, max: 5000, default: 1500, step: 50 }),
});
export type Options = z.infer<typeof options>;
