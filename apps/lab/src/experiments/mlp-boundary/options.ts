import { z } from 'zod';
import { classColumnOption, ownPlaneOptions } from '../../data/own-plane.js';
import { shapeOption } from '../../data/plane-classes.js';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  shape: shapeOption,
  noise: number({ label: text('Noise', '噪声'), min: 0, max: 0.6, default: 0.12, step: 0.01 }),
  layers: integer({ label: text('Hidden layers', '隐藏层数'), min: 0, max: 4, default: 2 }),
  neurons: integer({ label: text('Neurons a layer', '每层神经元'), min: 1, max: 32, default: 8 }),
  activation: choice({
    label: text('Activation', '激活函数'),
    choices: { tanh: text('tanh', 'tanh'), relu: text('ReLU', 'ReLU'), sigmoid: text('sigmoid', 'sigmoid') },
    default: 'tanh',
  }),
  learningRate: number({
    label: text('Learning rate', '学习率'),
    min: 0.0005,
    max: 0.3,
    default: 0.02,
    logarithmic: true,
  }),
  weightDecay: number({ label: text('Weight decay', '权重衰减'), min: 0, max: 0.1, default: 0, step: 0.002 }),
  steps: integer({ label: text('Steps', '步数'), min: 10, max: 3000, default: 400, step: 10 }),
  ...ownPlaneOptions({
    hint: text('At least 3 of each of two or three classes.', '两类或三类，每类至少 3 个。'),
  }),
  classes: classColumnOption,
});
export type Options = z.infer<typeof options>;
