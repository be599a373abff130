import { z } from 'zod';
import { ownPlaneOptions } from '../../data/own-plane.js';
import { choice, integer } from '../../options.js';
import { text } from '../../text.js';

export const options = z.object({
  shape: choice({
    label: text('Data', '数据'),
    choices: {
      round: text('three round clouds', '三个圆云'),
      stretched: text('failure: stretched clouds', '失败：拉长的云'),
      unequal: text('failure: one large, two small', '失败：一大两小'),
      rings: text('failure: rings', '失败：圆环'),
    },
    default: 'round',
  }),
  numClusters: integer({ label: text('Clusters K', '簇数 K'), min: 1, max: 8, default: 3 }),
  init: choice({
    label: text('First centers', '初始中心'),
    choices: { 'kMeans++': text('k-means++', 'k-means++'), random: text('random points', '随机点') },
    default: 'random',
  }),
  numStarts: integer({ label: text('Starts, best kept', '起步次数（保留最好）'), min: 1, max: 20, default: 1 }),
  ...ownPlaneOptions({
    hint: text('Used instead of the data above once there are at least K.', '点数不少于 K 时代替上面的数据。'),
    classes: false,
  }),
});
export type Options = z.infer<typeof options>;
