import { z } from 'zod';
import { ownPlaneOptions } from '../../data/own-plane.js';
import { choice, integer } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  shape: choice({
    label: text('Data', '数据'),
    choices: {
      stretched: text('stretched clouds', '拉长的云'),
      round: text('three round clouds', '三个圆云'),
      unequal: text('one large, two small', '一大两小'),
      rings: text('failure: rings', '失败：圆环'),
    },
    default: 'stretched',
  }),
  numComponents: integer({ label: text('Components K', '分量数 K'), min: 1, max: 8, default: 3 }),
  covariance: choice({
    label: text('Shape of the clusters', '簇的形状'),
    choices: {
      full: text('any ellipse', '任意椭圆'),
      tied: text('one ellipse for all', '共用一个椭圆'),
      diagonal: text('ellipses along the axes', '沿坐标轴的椭圆'),
      spherical: text('circles', '圆'),
    },
    default: 'full',
  }),
  start: choice({
    label: text('First means', '初始均值'),
    choices: { random: text('random points', '随机点'), kMeans: text('those of k-means', 'k-means 的结果') },
    default: 'random',
  }),
  ...ownPlaneOptions({
    hint: text('Used once there are at least ten for each component.', '每个分量至少十个点时使用。'),
    classes: false,
  }),
});
export type Options = z.infer<typeof options>;
