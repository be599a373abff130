import { z } from 'zod';
import { classColumnOption, ownPlaneOptions } from '../../data/own-plane.js';
import { choice, integer } from '../../options.js';
import { text } from '../../text.js';

export const MOST_K = 40;

const AXES = {
  0: text('1: sepal length', '1：萼片长'),
  1: text('2: sepal width', '2：萼片宽'),
  2: text('3: petal length', '3：花瓣长'),
  3: text('4: petal width', '4：花瓣宽'),
};

export const options = z.object({
  k: integer({ label: text('Neighbours k', '邻居数 k'), min: 1, max: MOST_K, default: 5 }),
  weights: choice({
    label: text('Votes', '投票'),
    choices: { uniform: text('all alike', '一人一票'), distance: text('by 1 / distance', '按 1 / 距离') },
    default: 'uniform',
  }),
  metric: choice({
    label: text('Distance', '距离'),
    choices: {
      euclidean: text('Euclidean', '欧氏距离'),
      manhattan: text('Manhattan', '曼哈顿距离'),
      chebyshev: text('Chebyshev', '切比雪夫距离'),
    },
    default: 'euclidean',
  }),
  horizontal: choice({ label: text('Feature across', '横轴特征'), choices: AXES, default: '0' }),
  vertical: choice({ label: text('Feature upwards', '纵轴特征'), choices: AXES, default: '1' }),
  ...ownPlaneOptions({ hint: text('Used once there are two classes of 3 points.', '有两类、至少 6 个点时使用。') }),
  classes: classColumnOption,
});
export type Options = z.infer<typeof options>;
