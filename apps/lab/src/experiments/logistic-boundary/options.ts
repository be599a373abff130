import { z } from 'zod';
import { classColumnOption, ownPlaneOptions } from '../../data/own-plane.js';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  loss: choice({
    label: text('Loss that is followed', '所用的损失'),
    choices: { crossEntropy: text('cross entropy', '交叉熵'), squaredError: text('squared error', '平方误差') },
    default: 'crossEntropy',
  }),
  start: choice({
    label: text('Start', '起点'),
    choices: { zero: text('at zero', '从零开始'), wrong: text('on the wrong side', '从错误的一侧') },
    default: 'wrong',
  }),
  shape: choice({
    label: text('Data', '数据'),
    choices: {
      apart: text('two clouds apart', '分开的两片云'),
      touching: text('two clouds touching', '相接的两片云'),
      moons: text('two moons', '两个月牙'),
    },
    default: 'apart',
  }),
  learningRate: number({
    label: text('Learning rate η', '学习率 η'),
    min: 0.01,
    max: 10,
    default: 0.5,
    logarithmic: true,
  }),
  steps: integer({ label: text('Steps', '步数'), min: 1, max: 300, default: 60 }),
  ...ownPlaneOptions({ hint: text('Classes 1 and 2, at least one of each.', '类别 1 和 2，各至少一个点。') }),
  classes: classColumnOption,
});
export type Options = z.infer<typeof options>;
