import { z } from 'zod';
import { classColumnOption, ownPlaneOptions } from '../../data/own-plane.js';
import { shapeOption } from '../../data/plane-classes.js';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  model: choice({
    label: text('Model', '模型'),
    choices: {
      tree: text('one decision tree', '一棵决策树'),
      forest: text('random forest', '随机森林'),
      boosting: text('gradient boosting', '梯度提升'),
    },
    default: 'tree',
  }),
  shape: shapeOption,
  noise: number({ label: text('Noise', '噪声'), min: 0, max: 0.6, default: 0.25, step: 0.01 }),
  maxDepth: integer({ label: text('Deepest level', '最大深度'), min: 1, max: 15, default: 5 }),
  numTrees: integer({ label: text('Trees, or rounds', '树的数量（轮数）'), min: 1, max: 100, default: 50 }),
  learningRate: number({
    label: text('Rate of boosting η', '提升的学习率 η'),
    min: 0.02,
    max: 1,
    default: 0.2,
    logarithmic: true,
  }),
  ...ownPlaneOptions({
    hint: text('At least 3 of each of two or three classes.', '两类或三类，每类至少 3 个。'),
  }),
  classes: classColumnOption,
});
export type Options = z.infer<typeof options>;
