import { z } from 'zod';
import { ownPlaneOptions } from '../../data/own-plane.js';
import { choice, integer, number } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  shape: choice({
    label: text('Relation', '关系'),
    choices: {
      cloud: text('a cloud of correlation ρ', '相关系数为 ρ 的点云'),
      monotone: text('rising, but curved', '上升但弯曲'),
      parabola: text('a parabola', '抛物线'),
      circle: text('a circle', '圆'),
    },
    default: 'cloud',
  }),
  rho: number({ label: text('Correlation ρ drawn from', '抽样所用的 ρ'), min: -1, max: 1, default: 0.7, step: 0.01 }),
  count: integer({ label: text('Points', '点数'), min: 10, max: 600, default: 200 }),
  noise: number({ label: text('Noise', '噪声'), min: 0, max: 2, default: 0.3, step: 0.05 }),
  outlier: number({
    label: text('One outlier, so far away', '一个离群点的距离'),
    min: 0,
    max: 30,
    default: 0,
    step: 0.5,
  }),
  ...ownPlaneOptions({ hint: text('Used once there are at least 5.', '至少 5 个点时使用。'), classes: false }),
});
export type Options = z.infer<typeof options>;
